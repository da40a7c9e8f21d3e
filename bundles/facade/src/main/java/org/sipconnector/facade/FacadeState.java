/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.PeerId;

/**
 * All the facade is between two messages.
 *
 * @param calls   calls made or answered through it that are not over
 * @param entered rooms that a call has entered whose success was not heard of; none from versions that told those at once
 * @param leaving when it was last asked to end the connection that is still there; absent when it was not, and from versions
 *                that did not keep it
 */
record FacadeState(List<FacadeCall> calls, List<Entered> entered, Optional<Instant> leaving) {

    static final FacadeState FRESH = new FacadeState(List.of(), List.of(), Optional.empty());

    /** @param peer the main connection of the call that has entered it */
    record Entered(PeerId peer, String room) {}

    FacadeState {
        entered = entered == null ? List.of() : entered;
        leaving = leaving == null ? Optional.empty() : leaving;
    }
}
