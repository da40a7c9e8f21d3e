/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;

/**
 * The call as it is.
 *
 * @param state         how far it has come
 * @param requested     whether a start or an answer is still pending
 * @param number        the other side, absent when idle
 * @param answering     whether the other side called us; kept for the whole call
 * @param userAgent     the user agent it runs over
 * @param dialog        its SIP session
 * @param peer          the peer connection of its main leg
 * @param presentationCall whether it was made only to present
 * @param startedAt     when it was confirmed
 * @param lastError     why the last call ended that did not end by our own wish; cleared by the next call
 * @param role          what it is in the conference
 * @param senders       media lines of the local stream
 * @param tracks        remote tracks of the main leg, in order of arrival
 * @param recvSession   the receive-only session of a spectator
 * @param remoteStreams what the active leg shows
 * @param contented     whether somebody else presents
 * @param muted         what of the local stream is muted
 */
public record CallSnapshot(CallState state, boolean requested, Optional<String> number, boolean answering,
        Optional<UserAgentId> userAgent, Optional<DialogId> dialog, Optional<PeerId> peer, boolean presentationCall,
        Optional<Instant> startedAt, Optional<SipFailure> lastError, CallRole role, List<CallSender> senders,
        List<RemoteTrack> tracks, Optional<RecvSession> recvSession, RemoteStreams remoteStreams,
        RemotePresentation contented, MutedMedia muted) {

    public static final CallSnapshot IDLE = new CallSnapshot(CallState.IDLE, false, Optional.empty(), false,
            Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty(),
            CallRole.PARTICIPANT, List.of(), List.of(), Optional.empty(), RemoteStreams.NONE,
            RemotePresentation.NOT_AVAILABLE, MutedMedia.NONE);

    public CallSnapshot {
        senders = List.copyOf(senders);
        tracks = List.copyOf(tracks);
    }

    /** The SIP session when it is established, that is accepted or confirmed and not yet ending. */
    public Optional<DialogId> establishedDialog() {
        return state.active() ? dialog : Optional.empty();
    }

    /** The connection the conference is received on: the receive-only one for spectators, else the main leg. */
    public Optional<PeerId> activePeer() {
        return role.receivesApart() ? recvSession.map(RecvSession::peer) : peer;
    }
}
