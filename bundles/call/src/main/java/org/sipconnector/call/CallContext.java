/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.spi.http.HttpRequests;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEngine.Known;
import org.sipconnector.spi.sip.SipUserAgents;

/** What the parts of the manager work with: the kernel's context, the foundations, and what is asked of the connection. */
final class CallContext {

    private final ManagerContext<Call, CallSnapshot> manager;
    final Lane lane;
    final SipUserAgents sip;
    final MediaEngine media;
    final HttpRequests http;

    CallContext(ManagerContext<Call, CallSnapshot> manager, SipUserAgents sip, MediaEngine media, HttpRequests http) {
        this.manager = manager;
        this.lane = manager.lane();
        this.sip = sip;
        this.media = media;
        this.http = http;
    }

    Call call() {
        return manager.state();
    }

    Optional<MainLeg> leg() {
        return call().leg();
    }

    void change(UnaryOperator<Call> change) {
        manager.change(change);
    }

    void changeLeg(UnaryOperator<MainLeg.Changes> change) {
        change(present -> present.changing(change));
    }

    /** Sends the chart a signal; false when the present state does not know it. */
    boolean signal(Object signal) {
        return manager.signal(CallChart.CHART, Call::progress, Call::with, signal);
    }

    void publish(CallEvent event) {
        manager.publish(event);
    }

    boolean isMain(PeerId peer) {
        return leg().filter(leg -> leg.peer().equals(peer)).isPresent();
    }

    boolean isRecv(PeerId peer) {
        return call().watching().recv().filter(leg -> leg.peer().equals(peer)).isPresent();
    }

    /** The connection in use, which need not be the configured one. */
    Optional<ConnectionConfiguration> connection() {
        return lane.manager(ConnectionManager.class).snapshot().configuration();
    }

    /** Whether the connection reaches its server at this moment. */
    boolean transportOpen() {
        return lane.manager(ConnectionManager.class).snapshot().agent().transportOpen();
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

    /** Has foundations end what they have that is none of this call's, and tell what of it they do not have. */
    void retain() {
        Set<UserAgentId> over = new LinkedHashSet<>();
        lane.manager(ConnectionManager.class).snapshot().userAgent().ifPresent(over::add);
        leg().map(MainLeg::userAgent).ifPresent(over::add);
        over.forEach(userAgent -> sip.retain(lane.connector(), userAgent,
                leg().filter(leg -> leg.progress().known() && leg.userAgent().equals(userAgent)).map(MainLeg::dialog).stream()
                        .collect(Collectors.toSet())));
        media.retain(lane.connector(), Stream.concat(leg().map(leg -> new Known(leg.peer(), leg.media().reopening())).stream(),
                call().watching().recv().map(leg -> new Known(leg.peer(), leg.reopening())).stream()).toList());
    }

    /** Tells the engine of lines that it makes what is muted. */
    void silence(PeerId peer, List<CallSender> lines) {
        lines.stream().filter(line -> call().muted().has(line.kind()))
                .forEach(line -> media.setMuted(peer, line.transceiver(), true));
    }
}
