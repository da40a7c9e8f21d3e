/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.Optional;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;

/**
 * The call as it is.
 *
 * @param status      how far it has come
 * @param parties     whom it is with, over what
 * @param role        what it is in the conference
 * @param recvSession the receive-only session of a spectator
 * @param media       what flows
 */
public record CallSnapshot(@Embedded CallStatus status, @Embedded CallParties parties, CallRole role,
        Optional<RecvSession> recvSession, @Embedded CallMedia media) {

    public static final CallSnapshot IDLE = new CallSnapshot(CallStatus.in(CallState.IDLE), CallParties.NONE, CallMedia.NONE);

    /** A participant's. */
    public CallSnapshot(CallStatus status, CallParties parties, CallMedia media) {
        this(status, parties, CallRole.PARTICIPANT, Optional.empty(), media);
    }

    public CallState state() {
        return status.state();
    }

    /** The other side, absent when idle. */
    public Optional<String> number() {
        return parties.number();
    }

    /** Its SIP session. */
    public Optional<DialogId> dialog() {
        return parties.dialog();
    }

    /** The peer connection of its main leg. */
    public Optional<PeerId> peer() {
        return parties.peer();
    }

    /** What of the local stream is muted. */
    public MutedMedia muted() {
        return media.muted();
    }

    /** The SIP session when it is established, that is accepted or confirmed and not yet ending. */
    public Optional<DialogId> establishedDialog() {
        return state().active() ? dialog() : Optional.empty();
    }

    /** The connection the conference is received on: the receive-only one for spectators, else the main leg. */
    public Optional<PeerId> activePeer() {
        return role.receivesApart() ? recvSession.map(RecvSession::peer) : peer();
    }
}
