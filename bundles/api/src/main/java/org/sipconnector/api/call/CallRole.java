/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.Optional;

/**
 * What the server lets the call be in the conference.
 *
 * @param kind                  participant or one of the two kinds of spectator
 * @param audioChannel          the audio channel a spectator receives; present for {@code SPECTATOR} only
 * @param sendingMediaAvailable whether a spectator's camera may still be used
 */
public record CallRole(Kind kind, Optional<String> audioChannel, boolean sendingMediaAvailable) {

    public enum Kind {
        PARTICIPANT,
        /** Receives on the main leg as before, sends at the lowest rate. */
        SPECTATOR_SYNTHETIC,
        /** Receives on a connection of its own, negotiated over HTTPS. */
        SPECTATOR
    }

    public static final CallRole PARTICIPANT = new CallRole(Kind.PARTICIPANT, Optional.empty(), true);

    public static CallRole syntheticSpectator(boolean sendingMediaAvailable) {
        return new CallRole(Kind.SPECTATOR_SYNTHETIC, Optional.empty(), sendingMediaAvailable);
    }

    public static CallRole spectator(String audioChannel, boolean sendingMediaAvailable) {
        return new CallRole(Kind.SPECTATOR, Optional.of(audioChannel), sendingMediaAvailable);
    }

    /** A spectator of either kind. */
    public boolean watching() {
        return kind != Kind.PARTICIPANT;
    }

    /** A spectator with a receive-only connection. */
    public boolean receivesApart() {
        return kind == Kind.SPECTATOR;
    }
}
