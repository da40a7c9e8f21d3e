/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipconnector.api.Event;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.NoUserAgentException;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.chart.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection at work: its data, its chart, and what the parts of the manager share. */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    final Lane lane;
    final SipUserAgents sip;
    private Link link;

    Connection(Lane lane, SipUserAgents sip, Link link) {
        this.lane = lane;
        this.sip = sip;
        this.link = link;
    }

    Link link() {
        return link;
    }

    void change(UnaryOperator<Link> step) {
        link = step.apply(link);
    }

    /** Takes the signal if the state knows it. */
    boolean signal(Object signal) {
        Optional<Position<ConnectionState, Optional<ConnectionConfiguration>>> next =
                ConnectionChart.CHART.step(link.position(), signal);
        if (next.isEmpty()) {
            LOG.debug("Invalid transition: {} from {}. Event cannot be processed in current state.", signal,
                    link.state().text());
            return false;
        }
        LOG.debug("{} --{}--> {}", link.state().text(), signal, next.get().state().text());
        link = link.at(next.get());
        return true;
    }

    /** Publishes after the snapshot that goes with it. */
    void publish(Event event) {
        show();
        lane.publish(event);
    }

    void show() {
        lane.show(snapshot());
    }

    ConnectionSnapshot snapshot() {
        return new ConnectionSnapshot(link.state(), link.userAgent(), configuration(), link.domain(), link.open(),
                link.registered(), ConnectionChart.CHART.validEvents(link.position()), link.lastError());
    }

    /** The configuration with its ICE servers. */
    Optional<ConnectionConfiguration> configuration() {
        return link.configuration().map(bare -> new ConnectionConfiguration(bare.server(), bare.domain(),
                bare.transport(), bare.displayName(), bare.authorizationUser(), bare.register(), bare.user(),
                bare.remoteAddress(), parameters().iceServers(), bare.maxAvailableResolution(), parameters().trust(),
                parameters().access().clientCertificate()));
    }

    /** The parameters in use; after a restart of the framework, those of the configuration. */
    ConnectionParameters parameters() {
        return link.parameters().flatMap(this::find).orElseGet(() -> ConnectionParameters.of(lane.configuration()));
    }

    private Optional<ConnectionParameters> find(KeptId<ConnectionParameters> id) {
        try {
            return Optional.of(lane.kept(id));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    void use(ConnectionParameters parameters) {
        forgetParameters();
        Optional<KeptId<ConnectionParameters>> kept = Optional.of(lane.keep(parameters));
        change(before -> before.with(kept));
    }

    void forgetParameters() {
        link.parameters().ifPresent(lane::release);
        change(before -> before.with(Optional.empty()));
    }

    UserAgentId userAgent() {
        return link.userAgent().orElseThrow(NoUserAgentException::new);
    }

    boolean isOver(UserAgentId userAgent) {
        return link.userAgent().filter(userAgent::equals).isPresent();
    }

    <T> void complete(Collection<ReplyId<T>> replies, T value) {
        replies.forEach(id -> lane.reply(id).complete(value));
    }

    void fail(Collection<? extends ReplyId<?>> replies, Throwable error) {
        replies.forEach(id -> lane.reply(id).fail(error));
    }
}
