/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipconnector.api.call.QualityResult;
import org.sipconnector.api.call.RecvQuality;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.SignalingState;

/**
 * The receive-only leg of a spectator.
 *
 * @param peer         its peer connection
 * @param conference   the conference it receives
 * @param audioChannel the audio channel it receives
 * @param quality      the quality wanted
 * @param silent       whether its start is told to nobody
 * @param started      whether audio and video have arrived
 * @param starters     the clients that wait for that
 * @param requality    the change of quality it is to bring
 * @param signaling    signalling state of the peer connection
 * @param peerState    state of the peer connection
 * @param negotiated   whether one negotiation has succeeded
 * @param exchange     its negotiation
 * @param reopening    what the peer connection is to be made again from, until the media engine shows that it is
 */
record RecvLeg(PeerId peer, String conference, String audioChannel, RecvQuality quality, boolean silent,
        boolean started, List<ReplyId<Boolean>> starters, Optional<Requality> requality, SignalingState signaling,
        PeerState peerState, boolean negotiated, RecvExchange exchange, Optional<PeerConnectionState> reopening) {

    /**
     * A change of quality under way.
     *
     * @param reply    the client that waits for it
     * @param previous the quality before
     * @param inPlace  whether the leg is only renegotiated, not made anew
     */
    record Requality(ReplyId<Object> reply, RecvQuality previous, boolean inPlace) {

        /** The client that makes the leg anew hears whether it did. */
        static Requality anew(ReplyId<Boolean> reply, RecvQuality previous) {
            return new Requality(new ReplyId<>(reply.value()), previous, false);
        }

        static Requality inPlace(ReplyId<QualityResult> reply, RecvQuality previous) {
            return new Requality(new ReplyId<>(reply.value()), previous, true);
        }
    }

    RecvLeg {
        starters = List.copyOf(starters);
        reopening = reopening == null ? Optional.empty() : reopening;
    }

    static RecvLeg opening(PeerId peer, String conference, String audioChannel, RecvQuality quality, boolean silent,
            List<ReplyId<Boolean>> starters, Optional<Requality> requality) {
        return new RecvLeg(peer, conference, audioChannel, quality, silent, false, starters, requality,
                SignalingState.STABLE, PeerState.NEW, false, RecvExchange.NONE, Optional.empty());
    }

    boolean ready() {
        return signaling == SignalingState.STABLE && (peerState == PeerState.NEW || peerState == PeerState.CONNECTED);
    }

    boolean terminal() {
        return peerState == PeerState.FAILED || peerState == PeerState.CLOSED;
    }

    boolean at(RecvExchange.Step step) {
        return exchange.step() == step;
    }

    RecvLeg exchanging(UnaryOperator<RecvExchange> change) {
        return new RecvLeg(peer, conference, audioChannel, quality, silent, started, starters, requality, signaling,
                peerState, negotiated, change.apply(exchange), reopening);
    }

    RecvLeg with(SignalingState other) {
        return new RecvLeg(peer, conference, audioChannel, quality, silent, started, starters, requality, other,
                peerState, negotiated, exchange, reopening);
    }

    RecvLeg with(PeerState other) {
        return new RecvLeg(peer, conference, audioChannel, quality, silent, started, starters, requality, signaling,
                other, negotiated, exchange, reopening);
    }

    RecvLeg reopening(Optional<PeerConnectionState> blueprint) {
        return new RecvLeg(peer, conference, audioChannel, quality, silent, started, starters, requality, signaling,
                peerState, negotiated, exchange, blueprint);
    }

    RecvLeg with(RecvQuality other, Optional<Requality> change) {
        return new RecvLeg(peer, conference, audioChannel, other, silent, started, starters, change, signaling,
                peerState, negotiated, exchange, reopening);
    }

    RecvLeg inConference(String other) {
        return new RecvLeg(peer, other, audioChannel, quality, silent, started, starters, requality, signaling,
                peerState, negotiated, exchange, reopening);
    }

    RecvLeg agreed() {
        return new RecvLeg(peer, conference, audioChannel, quality, silent, started, starters, requality, signaling,
                peerState, true, RecvExchange.NONE, reopening);
    }

    /** Nobody waits for its start any more. */
    RecvLeg settled() {
        return new RecvLeg(peer, conference, audioChannel, quality, silent, true, List.of(), Optional.empty(), signaling,
                peerState, negotiated, exchange.at(RecvExchange.Step.REST), reopening);
    }
}
