/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.spi.sip.SipEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the connection, for whoever wants it ended, once at a time. */
final class Disconnecting {

    static final String GUARD = "disconnect";
    /** The SIP foundation ends within 2 s; should it fail to, nobody waits longer than this. */
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Logger LOG = LoggerFactory.getLogger(Disconnecting.class);

    /**
     * A disconnect under way.
     *
     * @param waiting who is told when it is done
     * @param failing whose connect fails when it is done, with the id of the kept error
     */
    record State(boolean active, List<ReplyId<Void>> waiting, Map<ReplyId<ConnectionConfiguration>, KeptId<Throwable>> failing) {
        static final State NONE = new State(false, List.of(), Map.of());

        State active(boolean now) {
            return new State(now, waiting, failing);
        }

        State waitedForBy(ReplyId<Void> reply) {
            return new State(active, Stream.concat(waiting.stream(), Stream.of(reply)).toList(), failing);
        }

        State failing(ReplyId<ConnectionConfiguration> reply, KeptId<Throwable> error) {
            Map<ReplyId<ConnectionConfiguration>, KeptId<Throwable>> more = new LinkedHashMap<>(failing);
            more.put(reply, error);
            return new State(active, waiting, more);
        }

        /** All have been told. */
        State told() {
            return new State(active, List.of(), Map.of());
        }
    }

    private final Connection connection;
    private final StatePart<State> state;
    private Runnable afterwards = () -> {};

    Disconnecting(Connection connection, StatePart<State> state) {
        this.connection = connection;
        this.state = state;
    }

    /** What the manager does when a connection has been ended. */
    void afterwards(Runnable action) {
        afterwards = action;
    }

    boolean active() {
        return state.get().active();
    }

    /** Disconnects for this caller. */
    void begin(ReplyId<Void> reply) {
        state.change(now -> now.waitedForBy(reply));
        if (!begin()) {
            tell();
        }
    }

    /** Disconnects; false when there is nothing to end. */
    boolean begin() {
        ConnectionState at = connection.link().state();
        boolean something = active() || connection.link().userAgent().isPresent() || at == ConnectionState.PREPARING
                || at == ConnectionState.CONNECTING;
        if (something) {
            act();
        }
        return something;
    }

    /** Disconnects after a failed connect, then fails its caller with the error whatever the disconnect does. */
    void beginAfter(ReplyId<ConnectionConfiguration> reply, Throwable error, boolean attempted) {
        KeptId<Throwable> kept = connection.lane.keep(error);
        state.change(now -> now.failing(reply, kept));
        if (attempted) {
            act();
        } else {
            connection.forgetParameters();
            tell();
        }
    }

    private void act() {
        if (active()) {
            return;
        }
        state.change(now -> now.active(true));
        if (connection.link().state() != ConnectionState.PREPARING
                && connection.link().state() != ConnectionState.DISCONNECTED) {
            connection.signal(ConnectionSignal.START_DISCONNECT);
        }
        connection.publish(new ConnectionEvent.Disconnecting());
        connection.link().userAgent().ifPresentOrElse(userAgent -> {
            connection.lane.schedule(GUARD, LIMIT);
            connection.sip.stop(userAgent);
        }, () -> finish(0, "no user agent"));
    }

    /** The former process may have ended before its user agent did. */
    void restarted() {
        if (active()) {
            connection.link().userAgent().ifPresent(connection.sip::stop);
        }
    }

    void onClosed(SipEvent.TransportDisconnected closed) {
        if (active()) {
            finish(closed.code(), closed.reason());
        }
    }

    void onLimit() {
        if (active()) {
            LOG.warn("{}: the user agent did not report its end within {} s; going on without", connection.lane.connector(), LIMIT.toSeconds());
            finish(0, "not reported");
        }
    }

    private void finish(int code, String reason) {
        state.change(now -> now.active(false));
        connection.lane.cancel(GUARD);
        connection.change(Link::bare);
        if (connection.link().state() != ConnectionState.DISCONNECTED) {
            connection.signal(ConnectionSignal.UA_DISCONNECTED);
        }
        connection.publish(new ConnectionEvent.Disconnected(false, code, reason));
        connection.signal(ConnectionSignal.RESET);
        connection.forgetParameters();
        connection.show();
        if (state.get().failing().isEmpty()) {
            LOG.info("{}: disconnected", connection.lane.connector());
        } else {
            LOG.debug("cleared away after a failed connect");
        }
        tell();
        afterwards.run();
    }

    private void tell() {
        connection.show();
        State over = state.get();
        state.change(State::told);
        connection.complete(over.waiting(), null);
        over.failing().forEach((reply, kept) -> {
            Throwable error = connection.lane.kept(kept);
            connection.lane.release(kept);
            connection.fail(List.of(reply), error);
        });
    }
}
