/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.spi.media.PeerConnectionState;

/**
 * The call's SIP session and its peer connection.
 *
 * @param parties  whom it is with, over what
 * @param request  what was asked for when it began
 * @param progress how far its session has come
 * @param media    what flows
 * @param enders   the clients that wait for its end
 */
record MainLeg(@Embedded Parties parties, @Embedded Request request, @Embedded LegProgress progress, @Embedded LegMedia media,
        List<ReplyId<Void>> enders) {

    /**
     * @param userAgent the user agent it runs over
     * @param dialog    its SIP session
     * @param peer      its peer connection
     * @param number    the other side
     * @param answering whether the other side called
     * @param target    the address called, empty when answering
     */
    record Parties(UserAgentId userAgent, DialogId dialog, PeerId peer, String number, boolean answering, String target) {}

    /**
     * @param headers          headers of the INVITE or its answer
     * @param presentationCall whether it was made only to present
     * @param reply            the client that waits for it to be confirmed
     * @param iceServers       where the client's ICE servers are kept, absent for the connector's
     */
    record Request(List<Header> headers, boolean presentationCall, Optional<ReplyId<PeerId>> reply,
            Optional<KeptId<List<IceServer>>> iceServers) {

        Request {
            headers = List.copyOf(headers);
        }
    }

    /**
     * @param known       whether the SIP foundation has the session: then only its event ends the call
     * @param answered    whether the other side has answered our INVITE
     * @param established whether the call was accepted
     * @param earlyAnswer the SDP of a provisional response
     * @param startedAt   when it was confirmed
     * @param declared    the failure this side has declared; it wins over what ending brings
     */
    record LegProgress(boolean known, boolean answered, boolean established, Optional<String> earlyAnswer, Optional<Instant> startedAt,
            Optional<SipFailure> declared) {

        /** @param known the other side's INVITE is */
        static LegProgress beginning(boolean known) {
            return new LegProgress(known, false, false, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * @param stream    what is sent
     * @param senders   media lines of the stream
     * @param tracks    remote tracks in order of arrival
     * @param restoring whether the peer connection was lost and made again, and is not connected yet
     * @param held      whether the other side has put us on hold
     * @param holding   whether the other side's description that is being set does
     * @param reopening what the peer connection is to be made again from, until the media engine shows that it is
     */
    record LegMedia(LocalStream stream, List<CallSender> senders, List<RemoteTrack> tracks, boolean restoring, boolean held,
            boolean holding, Optional<PeerConnectionState> reopening) {

        LegMedia {
            senders = List.copyOf(senders);
            tracks = List.copyOf(tracks);
            reopening = reopening == null ? Optional.empty() : reopening;
        }

        static LegMedia sending(LocalStream stream) {
            return new LegMedia(stream, List.of(), List.of(), false, false, false, Optional.empty());
        }
    }

    MainLeg {
        enders = List.copyOf(enders);
    }

    UserAgentId userAgent() {
        return parties.userAgent();
    }

    DialogId dialog() {
        return parties.dialog();
    }

    PeerId peer() {
        return parties.peer();
    }

    String number() {
        return parties.number();
    }

    boolean answering() {
        return parties.answering();
    }

    LocalStream stream() {
        return media.stream();
    }

    List<CallSender> senders() {
        return media.senders();
    }

    /** Whom it is with, as others see it. */
    CallParties shown() {
        return new CallParties(Optional.of(number()), answering(), request.presentationCall(), Optional.of(userAgent()),
                Optional.of(dialog()), Optional.of(peer()));
    }

    Changes but() {
        return new Changes(this);
    }

    /** Collects changed components; the rest stays. */
    static final class Changes {

        private final MainLeg from;
        private Optional<ReplyId<PeerId>> reply;
        private boolean known;
        private boolean answered;
        private boolean established;
        private Optional<String> earlyAnswer;
        private LocalStream stream;
        private List<CallSender> senders;
        private List<RemoteTrack> tracks;
        private boolean restoring;
        private boolean held;
        private boolean holding;
        private Optional<PeerConnectionState> reopening;
        private Optional<Instant> startedAt;
        private Optional<SipFailure> declared;
        private List<ReplyId<Void>> enders;

        private Changes(MainLeg from) {
            this.from = from;
            reply = from.request.reply;
            known = from.progress.known;
            answered = from.progress.answered;
            established = from.progress.established;
            earlyAnswer = from.progress.earlyAnswer;
            stream = from.media.stream;
            senders = from.media.senders;
            tracks = from.media.tracks;
            restoring = from.media.restoring;
            held = from.media.held;
            holding = from.media.holding;
            reopening = from.media.reopening;
            startedAt = from.progress.startedAt;
            declared = from.progress.declared;
            enders = from.enders;
        }

        Changes noReply() {
            reply = Optional.empty();
            return this;
        }

        Changes known() {
            known = true;
            return this;
        }

        Changes answered() {
            answered = true;
            return this;
        }

        Changes established() {
            established = true;
            return this;
        }

        Changes earlyAnswer(String sdp) {
            earlyAnswer = Optional.of(sdp);
            return this;
        }

        Changes stream(LocalStream other) {
            stream = other;
            return this;
        }

        Changes senders(List<CallSender> others) {
            senders = others;
            return this;
        }

        Changes tracks(List<RemoteTrack> others) {
            tracks = others;
            return this;
        }

        Changes restoring(boolean now) {
            restoring = now;
            return this;
        }

        Changes held(boolean now) {
            held = now;
            return this;
        }

        Changes holding(boolean now) {
            holding = now;
            return this;
        }

        Changes reopening(Optional<PeerConnectionState> blueprint) {
            reopening = blueprint;
            return this;
        }

        Changes startedAt(Instant when) {
            startedAt = Optional.of(when);
            return this;
        }

        Changes declared(SipFailure failure) {
            declared = declared.or(() -> Optional.of(failure));
            return this;
        }

        Changes enders(List<ReplyId<Void>> replies) {
            enders = replies;
            return this;
        }

        MainLeg done() {
            return new MainLeg(from.parties,
                    new Request(from.request.headers, from.request.presentationCall, reply, from.request.iceServers),
                    new LegProgress(known, answered, established, earlyAnswer, startedAt, declared),
                    new LegMedia(stream, senders, tracks, restoring, held, holding, reopening), enders);
        }
    }
}
