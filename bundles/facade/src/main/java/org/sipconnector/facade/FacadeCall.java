/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import java.util.Optional;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.ReplyId;

/**
 * A call made or answered through the facade.
 *
 * @param id        its name in its progress events
 * @param reply     promise of the one who made it
 * @param room      the room it is in, empty before one was entered
 * @param succeeded whether it was confirmed
 * @param awaited   whether it was not; a version that told rooms before that takes it for one that has not begun
 * @param peer      its main connection, absent before it was confirmed and from versions that did not keep it
 */
record FacadeCall(String id, ReplyId<PeerId> reply, String room, boolean succeeded, boolean awaited, Optional<PeerId> peer) {

    FacadeCall {
        peer = peer == null ? Optional.empty() : peer;
    }

    static FacadeCall awaited(String id, ReplyId<PeerId> reply) {
        return new FacadeCall(id, reply, "", false, true, Optional.empty());
    }

    /** @param call the main connection of a call, absent where it is not known: then the call that is up is meant */
    boolean is(Optional<PeerId> call) {
        return succeeded && (peer.isEmpty() || call.isEmpty() || peer.equals(call));
    }

    FacadeCall in(String newRoom) {
        return new FacadeCall(id, reply, newRoom, succeeded, awaited, peer);
    }

    FacadeCall confirmed(PeerId call) {
        return new FacadeCall(id, reply, room, true, false, Optional.of(call));
    }
}
