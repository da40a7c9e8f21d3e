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
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.chart.Position;
import org.sipconnector.spi.sip.SipUserAgents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection at work: its data, its chart, and what the parts of the manager share. */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    final Lane lane;
    final SipUserAgents sip;
    private final ManagerContext<ConnectionParts, ConnectionSnapshot> context;
    private final StatePart<Link> link;

    Connection(ManagerContext<ConnectionParts, ConnectionSnapshot> context, SipUserAgents sip) {
        this.context = context;
        this.lane = context.lane();
        this.sip = sip;
        this.link = context.part(ConnectionParts::link, ConnectionParts::with);
    }

    Link link() {
        return link.get();
    }

    void change(UnaryOperator<Link> step) {
        link.change(step);
    }

    /** Takes the signal if the state knows it. */
    boolean signal(Object signal) {
        Optional<Position<ConnectionState, Optional<ConnectionConfiguration>>> next =
                ConnectionChart.CHART.step(link().position(), signal);
        if (next.isEmpty()) {
            LOG.debug("Invalid transition: {} from {}. Event cannot be processed in current state.", signal,
                    link().state().text());
            return false;
        }
        LOG.debug("{} --{}--> {}", link().state().text(), signal, next.get().state().text());
        link.set(link().at(next.get()));
        return true;
    }

    /** Publishes after the snapshot that goes with it. */
    void publish(Event event) {
        show();
        context.publish(event);
    }

    void show() {
        context.show();
    }

    Optional<ConnectionConfiguration> configuration() {
        return link().configuration(lane);
    }

    ConnectionParameters parameters() {
        return link().parameters(lane);
    }

    void use(ConnectionParameters parameters) {
        forgetParameters();
        Optional<KeptId<ConnectionParameters>> kept = Optional.of(lane.keep(parameters));
        change(before -> before.with(kept));
    }

    void forgetParameters() {
        link().parameters().ifPresent(lane::release);
        change(before -> before.with(Optional.empty()));
    }

    UserAgentId userAgent() {
        return link().userAgent().orElseThrow(NoUserAgentException::new);
    }

    boolean isOver(UserAgentId userAgent) {
        return link().userAgent().filter(userAgent::equals).isPresent();
    }

    <T> void complete(Collection<ReplyId<T>> replies, T value) {
        replies.forEach(id -> lane.reply(id).complete(value));
    }

    void fail(Collection<? extends ReplyId<?>> replies, Throwable error) {
        replies.forEach(id -> lane.reply(id).fail(error));
    }
}
