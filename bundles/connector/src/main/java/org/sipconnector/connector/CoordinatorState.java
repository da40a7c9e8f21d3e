/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.Optional;

/**
 * All the coordinator is between two messages.
 *
 * @param connectAfterCall whether a changed configuration waits for the call's end
 * @param standing         the call the configuration asks for; absent from versions that knew none
 */
record CoordinatorState(Draining.State draining, SessionState session, boolean connectAfterCall,
        Optional<StandingCall.State> standing) {

    CoordinatorState {
        standing = standing == null ? Optional.empty() : standing;
    }

    static final CoordinatorState FRESH = new CoordinatorState(Draining.State.OFF, SessionState.NONE, false,
            Optional.empty());
}
