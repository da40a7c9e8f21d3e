/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All the facade is between two messages.
 *
 * @param calls   calls made or answered through it that are not over
 * @param leaving when it was last asked to end the connection that is still there; absent when it was not, and from versions
 *                that did not keep it
 */
record FacadeState(List<FacadeCall> calls, Optional<Instant> leaving) {

    static final FacadeState FRESH = new FacadeState(List.of(), Optional.empty());

    FacadeState {
        leaving = leaving == null ? Optional.empty() : leaving;
    }
}
