package org.sipconnector.connector;

import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
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
    private static final String GONE = "farewell/";

    private final Lane lane;

    Farewell(Lane lane) {
        this.lane = lane;
        lane.on(Outcome.class, this::goOn);
    }

    CompletionStage<Void> disconnect() {
        if (!Calls.ongoing(lane)) {
            return leave();
        }
        Reply<Void> reply = lane.reply();
        lane.expect(lane.manager(CallManager.class).endCall(), CALL_ENDED + reply.id());
        return reply;
    }

    private void goOn(Outcome outcome) {
        outcome.about(CALL_ENDED).ifPresent(reply -> {
            if (!outcome.succeeded()) {
                LOG.warn("the call could not be ended before disconnecting: {}", outcome.error().toString());
            }
            lane.expect(leave(), GONE + reply);
        });
        outcome.about(GONE).ifPresent(reply -> lane.reply(reply).settle(outcome));
    }

    private CompletionStage<Void> leave() {
        if (lane.has(AutoConnectorManager.class) && lane.manager(AutoConnectorManager.class).isActive()) {
            return lane.manager(AutoConnectorManager.class).stop();
        }
        return lane.manager(ConnectionQueueManager.class).disconnect();
    }
}
