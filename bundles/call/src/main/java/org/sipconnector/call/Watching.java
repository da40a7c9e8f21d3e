/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.media.SendEncoding;

/**
 * The role and what a spectator needs.
 *
 * @param role     participant or spectator
 * @param saved    encodings of senders to restore when participating again, by transceiver
 * @param deferred whether the receive-only leg is to start as soon as the room's token is known
 * @param recv     the receive-only leg
 */
record Watching(CallRole role, Map<String, List<SendEncoding>> saved, boolean deferred, Optional<RecvLeg> recv) {

    static final Watching NOTHING = new Watching(CallRole.PARTICIPANT, Map.of(), false, Optional.empty());

    Watching {
        saved = Map.copyOf(saved);
    }

    Watching with(CallRole other) {
        return new Watching(other, saved, deferred, recv);
    }

    Watching saving(Map<String, List<SendEncoding>> encodings) {
        return new Watching(role, encodings, deferred, recv);
    }

    Watching deferring(boolean now) {
        return new Watching(role, saved, now, recv);
    }

    Watching with(Optional<RecvLeg> other) {
        return new Watching(role, saved, deferred, other);
    }
}
