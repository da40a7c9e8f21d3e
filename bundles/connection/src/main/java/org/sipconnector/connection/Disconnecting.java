/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.sip.SipEvent;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.ReplyId;
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
    }

    private final Connection connection;
    private final List<ReplyId<Void>> waiting;
    private final Map<ReplyId<ConnectionConfiguration>, KeptId<Throwable>> failing;
    private boolean active;
    private Runnable afterwards = () -> {};

    Disconnecting(Connection connection, State state) {
        this.connection = connection;
        this.active = state.active();
        this.waiting = new ArrayList<>(state.waiting());
        this.failing = new LinkedHashMap<>(state.failing());
    }

    State state() {
        return new State(active, List.copyOf(waiting), new LinkedHashMap<>(failing));
    }

    /** What the manager does when a connection has been ended. */
    void afterwards(Runnable action) {
        afterwards = action;
    }

    boolean active() {
        return active;
    }

    /** Disconnects for this caller. */
    void begin(ReplyId<Void> reply) {
        waiting.add(reply);
        if (!begin()) {
            tell();
        }
    }

    /** Disconnects; false when there is nothing to end. */
    boolean begin() {
        ConnectionState state = connection.link().state();
        boolean something = active || connection.link().userAgent().isPresent() || state == ConnectionState.PREPARING
                || state == ConnectionState.CONNECTING;
        if (something) {
            act();
        }
        return something;
    }

    /** Disconnects after a failed connect, then fails its caller with the error whatever the disconnect does. */
    void beginAfter(ReplyId<ConnectionConfiguration> reply, Throwable error, boolean attempted) {
        failing.put(reply, connection.lane.keep(error));
        if (attempted) {
            act();
        } else {
            connection.forgetParameters();
            tell();
        }
    }

    private void act() {
        if (active) {
            return;
        }
        active = true;
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

    void onClosed(SipEvent.TransportDisconnected closed) {
        if (active) {
            finish(closed.code(), closed.reason());
        }
    }

    void onLimit() {
        if (active) {
            LOG.warn("{}: the user agent did not report its end within {} s; going on without", connection.lane.connector(), LIMIT.toSeconds());
            finish(0, "not reported");
        }
    }

    private void finish(int code, String reason) {
        active = false;
        connection.lane.cancel(GUARD);
        connection.change(Link::bare);
        if (connection.link().state() != ConnectionState.DISCONNECTED) {
            connection.signal(ConnectionSignal.UA_DISCONNECTED);
        }
        connection.publish(new ConnectionEvent.Disconnected(false, code, reason));
        connection.signal(ConnectionSignal.RESET);
        connection.forgetParameters();
        connection.show();
        if (failing.isEmpty()) {
            LOG.info("{}: disconnected", connection.lane.connector());
        } else {
            LOG.debug("cleared away after a failed connect");
        }
        tell();
        afterwards.run();
    }

    private void tell() {
        connection.show();
        List<ReplyId<Void>> done = List.copyOf(waiting);
        waiting.clear();
        connection.complete(done, null);
        Map<ReplyId<ConnectionConfiguration>, KeptId<Throwable>> failed = new LinkedHashMap<>(failing);
        failing.clear();
        failed.forEach((reply, kept) -> {
            Throwable error = connection.lane.kept(kept);
            connection.lane.release(kept);
            connection.fail(List.of(reply), error);
        });
    }
}
