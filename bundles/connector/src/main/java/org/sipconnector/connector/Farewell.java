package org.sipconnector.connector;

import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disconnects in order: the call first, whatever comes of that, then the connection. An auto connector at work is
 * stopped, else it would connect again at once.
 */
final class Farewell {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final String CALL_ENDED = "farewell-call/";
    private static final String CLOSED = "farewell-session/";
    private static final String STOPPED = "farewell-stopped/";
    private static final String GONE = "farewell/";

    private final Lane lane;

    Farewell(Lane lane) {
        this.lane = lane;
        lane.on(Outcome.class, this::goOn);
    }

    CompletionStage<Void> disconnect() {
        Reply<Void> reply = lane.reply();
        if (Calls.ongoing(lane)) {
            lane.expect(lane.manager(CallManager.class).endCall(), CALL_ENDED + reply.id());
        } else {
            leave(reply.id());
        }
        return reply;
    }

    /** Closes this session first; a connection that was none of it is then ended, too. */
    CompletionStage<Void> after(String session) {
        Reply<Void> reply = lane.reply();
        lane.expect(lane.manager(SipConnector.class).closeSession(session), CLOSED + reply.id());
        return reply;
    }

    private void goOn(Outcome outcome) {
        outcome.about(CALL_ENDED).ifPresent(reply -> {
            if (!outcome.succeeded()) {
                LOG.warn("the call could not be ended before disconnecting: {}", outcome.error().toString());
            }
            leave(reply);
        });
        outcome.about(CLOSED).ifPresent(reply -> {
            if (outcome.succeeded() && connected()) {
                leave(reply);
            } else {
                lane.reply(reply).settle(outcome);
            }
        });
        outcome.about(STOPPED).ifPresent(reply -> {
            if (outcome.succeeded() && connected()) {
                end(reply);
            } else {
                lane.reply(reply).settle(outcome);
            }
        });
        outcome.about(GONE).ifPresent(reply -> lane.reply(reply).settle(outcome));
    }

    /** An auto connector that only waits for the host's network leaves alone what somebody else has connected. */
    private void leave(String reply) {
        if (lane.has(AutoConnectorManager.class) && lane.manager(AutoConnectorManager.class).isActive()) {
            lane.expect(lane.manager(AutoConnectorManager.class).stop(), STOPPED + reply);
        } else {
            end(reply);
        }
    }

    private void end(String reply) {
        lane.expect(lane.manager(ConnectionQueueManager.class).disconnect(), GONE + reply);
    }

    private boolean connected() {
        return lane.has(ConnectionManager.class)
                && lane.manager(ConnectionManager.class).snapshot().state() != ConnectionState.IDLE;
    }
}
