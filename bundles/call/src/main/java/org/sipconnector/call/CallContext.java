/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.RecvSession;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.http.HttpRequests;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.Lane;

/** What the parts of the manager work with: the lane, the foundations, and the one record of state. */
final class CallContext {

    final Lane lane;
    final SipUserAgents sip;
    final MediaEngine media;
    final HttpRequests http;
    private Call call;

    CallContext(Lane lane, SipUserAgents sip, MediaEngine media, HttpRequests http, Call call) {
        this.lane = lane;
        this.sip = sip;
        this.media = media;
        this.http = http;
        this.call = call;
    }

    Call call() {
        return call;
    }

    Optional<MainLeg> leg() {
        return call.leg();
    }

    void change(UnaryOperator<Call> change) {
        call = change.apply(call);
        lane.show(snapshot());
    }

    void changeLeg(UnaryOperator<MainLeg.Changes> change) {
        change(present -> present.changing(change));
    }

    /** Sends the chart a signal; false when the present state does not know it. */
    boolean signal(Object signal) {
        var next = CallChart.CHART.step(call.progress(), signal);
        next.ifPresent(position -> change(present -> present.with(position)));
        return next.isPresent();
    }

    void publish(CallEvent event) {
        lane.publish(event);
    }

    boolean isMain(PeerId peer) {
        return call.leg().filter(leg -> leg.peer().equals(peer)).isPresent();
    }

    boolean isRecv(PeerId peer) {
        return call.watching().recv().filter(leg -> leg.peer().equals(peer)).isPresent();
    }

    /** The connection in use, which need not be the configured one. */
    Optional<ConnectionConfiguration> connection() {
        return lane.manager(ConnectionManager.class).snapshot().configuration();
    }

    /** Whether the connection reaches its server at this moment. */
    boolean transportOpen() {
        return lane.manager(ConnectionManager.class).snapshot().transportOpen();
    }

    /** Whether this user agent is being stopped, or is none of the connection's any more: nothing begins over it. */
    boolean leaving(UserAgentId userAgent) {
        ConnectionSnapshot now = lane.manager(ConnectionManager.class).snapshot();
        return now.disconnecting() || !now.userAgent().equals(Optional.of(userAgent));
    }

    /** The largest picture that the connection allows to send. */
    Optional<Size> largestPicture() {
        return connection().flatMap(ConnectionConfiguration::maxAvailableResolution);
    }

    /** Tells the engine of lines that it makes what is muted. */
    void silence(PeerId peer, List<CallSender> lines) {
        lines.stream().filter(line -> call.muted().has(line.kind()))
                .forEach(line -> media.setMuted(peer, line.transceiver(), true));
    }

    CallSnapshot snapshot() {
        Optional<MainLeg> leg = call.leg();
        Watching watching = call.watching();
        return new CallSnapshot(call.state(), leg.flatMap(MainLeg::reply).isPresent(), leg.map(MainLeg::number),
                leg.map(MainLeg::answering).orElse(false), leg.map(MainLeg::userAgent), leg.map(MainLeg::dialog),
                leg.map(MainLeg::peer), leg.map(MainLeg::presentationCall).orElse(false), leg.flatMap(MainLeg::startedAt),
                call.progress().context().lastError(), watching.role(), leg.map(MainLeg::senders).orElse(List.of()),
                leg.map(MainLeg::tracks).orElse(List.of()),
                watching.recv().map(recv -> new RecvSession(recv.peer(), recv.conference(), recv.audioChannel(),
                        recv.quality(), recv.started())),
                ShownStreams.of(call.received(), watching.role().receivesApart()), call.received().contented(), call.muted());
    }
}
