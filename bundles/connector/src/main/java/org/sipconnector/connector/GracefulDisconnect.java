/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disconnects in order: the call first, whatever comes of that, then the connection. The auto connector is stopped, else it
 * would connect again at once.
 */
final class GracefulDisconnect {

    private static final Logger LOG = LoggerFactory.getLogger(GracefulDisconnect.class);

    private record LastCallEnded(ReplyId<Void> reply) implements Step<Void> {}

    private record SessionClosed(ReplyId<Void> reply) implements Step<Void> {}

    private record AutoConnectorStopped(ReplyId<Void> reply) implements Step<Void> {}

    private record Disconnected(ReplyId<Void> reply) implements Step<Void> {}

    private final Lane lane;
    private final Calling calling;

    GracefulDisconnect(Lane lane, Calling calling) {
        this.lane = lane;
        this.calling = calling;
        lane.onOutcome(LastCallEnded.class, this::callEnded);
        lane.onOutcome(SessionClosed.class, this::sessionClosed);
        lane.onOutcome(AutoConnectorStopped.class, this::autoConnectorStopped);
        lane.onOutcome(Disconnected.class, (step, outcome) -> lane.reply(step.reply()).settle(outcome));
    }

    CompletionStage<Void> disconnect() {
        Reply<Void> reply = lane.reply();
        if (Calls.ongoing(lane) || calling.beginning()) {
            lane.expect(calling.endCall(), new LastCallEnded(reply.id()));
        } else {
            leave(reply.id());
        }
        return reply;
    }

    /** Closes this session first; a connection that was none of it is then ended, too. */
    CompletionStage<Void> after(String session) {
        Reply<Void> reply = lane.reply();
        lane.expect(lane.manager(SipConnector.class).closeSession(session), new SessionClosed(reply.id()));
        return reply;
    }

    private void callEnded(LastCallEnded step, Outcome<Void> outcome) {
        if (!outcome.succeeded()) {
            LOG.warn("{}: the call could not be ended before disconnecting: {}", lane.connector(), ErrorText.of(outcome.error()));
        }
        leave(step.reply());
    }

    private void sessionClosed(SessionClosed step, Outcome<Void> outcome) {
        if (outcome.succeeded() && connected()) {
            leave(step.reply());
        } else {
            lane.reply(step.reply()).settle(outcome);
        }
    }

    private void autoConnectorStopped(AutoConnectorStopped step, Outcome<Void> outcome) {
        if (outcome.succeeded() && connected()) {
            end(step.reply());
        } else {
            lane.reply(step.reply()).settle(outcome);
        }
    }

    /** An auto connector that rests may only be waiting until what somebody else has connected is over. */
    private void leave(ReplyId<Void> reply) {
        if (!lane.has(AutoConnectorManager.class)) {
            end(reply);
            return;
        }
        AutoConnectorManager autoConnector = lane.manager(AutoConnectorManager.class);
        boolean active = autoConnector.isActive();
        CompletionStage<Void> stopped = autoConnector.stop();
        if (active) {
            lane.expect(stopped, new AutoConnectorStopped(reply));
        } else {
            end(reply);
        }
    }

    private void end(ReplyId<Void> reply) {
        lane.expect(lane.manager(ConnectionQueueManager.class).disconnect(), new Disconnected(reply));
    }

    private boolean connected() {
        return lane.has(ConnectionManager.class)
                && lane.manager(ConnectionManager.class).snapshot().state() != ConnectionState.IDLE;
    }
}
