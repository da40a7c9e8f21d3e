/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.call.Negotiation.Kind;
import org.sipconnector.kernel.Reply;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.PeerSettings;

/** Begins a call, in either direction, up to the first description asked of the media engine. */
final class SetUp {

    /** Besides control characters; the last two end a line for some readers. */
    private static final String NOT_IN_A_NUMBER = " <>\"\u2028\u2029";

    private final CallContext context;

    SetUp(CallContext context) {
        this.context = context;
    }

    Reply<PeerId> call(CallParameters parameters, PeerId peer) {
        mustBePossible();
        if (parameters.number() == null || parameters.number().isBlank()) {
            throw new IllegalArgumentException("number: is empty; it names the room or the participant to call");
        }
        ConnectionSnapshot connection = context.lane.manager(ConnectionManager.class).snapshot();
        UserAgentId userAgent = connection.userAgent().orElseThrow(
                () -> new CallNotPossibleException("not connected: connect before calling " + parameters.number()));
        if (context.leaving(userAgent)) {
            throw new CallNotPossibleException("the connection is being ended: connect again before calling " + parameters.number());
        }
        mustBeCallable(parameters.number());
        String target = target(parameters.number(), connection.configuration().map(ConnectionConfiguration::domain)
                .orElse(context.lane.configuration().domain()));
        DialogId dialog = new DialogId(context.lane.newId("call"));
        Reply<PeerId> reply = begin(new MainLeg.Parties(userAgent, dialog, peer, parameters.number(), false, target), parameters,
                connection.registered());
        MainLeg leg = context.leg().orElseThrow();
        List<CallSender> lines = MediaLines.outgoing(leg.stream(), parameters, context.largestPicture());
        lines.forEach(line -> add(leg, line, parameters));
        negotiate(lines, Kind.CALLING);
        return reply;
    }

    Reply<PeerId> answer(RingingInvite session, CallParameters parameters, PeerId peer) {
        if (context.call().ended().contains(session.dialog())) {
            throw new NoIncomingCallException();
        }
        mustBePossible();
        ConnectionSnapshot connection = context.lane.manager(ConnectionManager.class).snapshot();
        Reply<PeerId> reply = begin(new MainLeg.Parties(session.userAgent(), session.dialog(), peer, session.number(), true, ""), parameters,
                connection.registered());
        MainLeg leg = context.leg().orElseThrow();
        List<CallSender> lines = MediaLines.answering(leg.stream(), parameters, context.largestPicture());
        if (session.offer().isPresent()) {
            String request = remember(lines, Kind.ANSWERING);
            context.publish(new CallEvent.Sdp(Originator.REMOTE, SdpType.OFFER, session.offer().get()));
            context.media.setRemote(leg.peer(), request, SdpType.OFFER, session.offer().get(),
                    lines.stream().map(line -> MediaLines.settings(line, leg.stream().id(), parameters.media())).toList());
            context.silence(leg.peer(), lines);
        } else {
            List<CallSender> all = MediaLines.outgoing(leg.stream(), parameters, context.largestPicture());
            all.forEach(line -> add(leg, line, parameters));
            negotiate(all, Kind.ANSWERING_LATE);
        }
        return reply;
    }

    /** What the SIP foundation would not write into a request line is refused before anything has begun. */
    private static void mustBeCallable(String number) {
        if (number.chars().anyMatch(c -> Character.isISOControl(c) || NOT_IN_A_NUMBER.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("number: '" + Printable.line(number)
                    + "' cannot be called: it has a space, control character, quotation mark or angle bracket");
        }
    }

    private void mustBePossible() {
        if (!context.call().progress().in(CallState.IDLE)) {
            throw new CallInProgressException(context.call().state());
        }
        MediaHealth health = context.media.health();
        if (health.state() == MediaHealth.State.UNAVAILABLE) {
            throw new CallNotPossibleException("no media engine: " + health.reason());
        }
    }

    private Reply<PeerId> begin(MainLeg.Parties parties, CallParameters parameters, boolean registered) {
        PeerId peer = parties.peer();
        Reply<PeerId> reply = context.lane.reply();
        LocalStream stream = MediaLines.prepared(parameters.stream().orElseGet(() -> standardStream(peer)), parameters);
        List<Header> headers = parties.answering()
                ? parameters.headers()
                : InviteHeaders.of(parameters, stream, registered,
                        context.connection().flatMap(configuration -> configuration.parameters().registration().remoteAddress()));
        MainLeg leg = new MainLeg(parties,
                new MainLeg.Request(headers, InviteHeaders.presentationCall(headers), Optional.of(reply.id()),
                        parameters.iceServers().map(context.lane::keep)),
                MainLeg.LegProgress.beginning(parties.answering()), MainLeg.LegMedia.sending(stream), List.of());
        context.signal(CallChart.Signal.START);
        context.change(call -> call.with(leg).with(parameters.muted()));
        context.publish(new CallEvent.StartCall(parties.number(), parties.answering(), headers, Optional.of(peer)));
        if (!parameters.muted().equals(MutedMedia.NONE)) {
            context.publish(new CallEvent.Muted(parameters.muted()));
        }
        context.media.open(context.lane.connector(), peer, PeerSettings.of(iceServers(context)));
        context.publish(new CallEvent.PeerConnection(peer));
        context.publish(new CallEvent.Connecting(parties.number()));
        return reply;
    }

    private void add(MainLeg leg, CallSender line, CallParameters parameters) {
        context.media.addTransceiver(leg.peer(), MediaLines.settings(line, leg.stream().id(), parameters.media()));
        context.silence(leg.peer(), List.of(line));
        line.track().ifPresent(track -> context.publish(new CallEvent.TransceiverAdded(leg.peer(), line.transceiver(), track)));
    }

    private void negotiate(List<CallSender> lines, Kind kind) {
        String request = remember(lines, kind);
        context.media.createOffer(context.leg().orElseThrow().peer(), request, false);
    }

    private String remember(List<CallSender> lines, Kind kind) {
        String request = context.lane.newId("negotiation");
        context.change(call -> call.changing(leg -> leg.senders(lines))
                .negotiating(Optional.of(Negotiation.of(kind, request))));
        return request;
    }

    /** What the connector is configured to send. */
    private LocalStream standardStream(PeerId peer) {
        var defaults = context.lane.configuration().call();
        return LocalStream.of(peer.value(), defaults.audio(), defaults.video());
    }

    /** The client's ICE servers of this call, else the connector's. */
    static List<IceServer> iceServers(CallContext context) {
        return context.leg().flatMap(leg -> leg.request().iceServers())
                .map(context.lane::kept)
                .orElseGet(() -> context.lane.manager(ConnectionManager.class).snapshot().configuration()
                        .map(ConnectionConfiguration::iceServers).orElse(context.lane.configuration().iceServers()));
    }

    /** The address of a number; a full SIP address is taken as it is. */
    static String target(String number, String domain) {
        return number.startsWith("sip:") || number.startsWith("sips:") ? number : "sip:" + number + '@' + domain;
    }
}
