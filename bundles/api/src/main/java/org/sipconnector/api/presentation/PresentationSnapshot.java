/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.presentation;

import java.util.Optional;
import org.sipconnector.api.media.LocalTrack;

/**
 * The own presentation as it is.
 *
 * @param state     how far it has come
 * @param track     what is presented, also while starting
 * @param pending   whether a start, an update or a stop has not ended yet
 * @param lastError why the last one failed; cleared by the next start
 */
public record PresentationSnapshot(PresentationState state, Optional<LocalTrack> track, boolean pending,
        Optional<String> lastError) {

    public static final PresentationSnapshot IDLE =
            new PresentationSnapshot(PresentationState.IDLE, Optional.empty(), false, Optional.empty());

    /** Starting, active or stopping. */
    public boolean inProcess() {
        return pending || state == PresentationState.STARTING || state == PresentationState.ACTIVE
                || state == PresentationState.STOPPING;
    }
}
