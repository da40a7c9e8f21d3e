package org.sipconnector.connector;

import java.util.Optional;
import org.sipconnector.api.ConnectorAccess;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;

/** What coordinator and facade have in common: they reach the connector through their lane. */
abstract class OnLane implements ConnectorAccess {

    final Lane lane;

    OnLane(Lane lane) {
        this.lane = lane;
    }

    /** What a key stands for when it begins so: by it an outcome finds the promise it belongs to. */
    static Optional<String> rest(Outcome outcome, String beginning) {
        return outcome.key().startsWith(beginning)
                ? Optional.of(outcome.key().substring(beginning.length())) : Optional.empty();
    }

    /** Settles the promise as its outcome was. */
    static void settle(Lane lane, String reply, Outcome outcome) {
        if (outcome.succeeded()) {
            lane.reply(reply).complete(outcome.value());
        } else {
            lane.reply(reply).fail(outcome.error());
        }
    }

    @Override
    public final ConnectorId id() {
        return lane.connector();
    }

    @Override
    public final ConnectorConfiguration configuration() {
        return lane.configuration();
    }

    @Override
    public final <M> M manager(Class<M> api) {
        return lane.manager(api);
    }

    @Override
    public final boolean has(Class<?> api) {
        return lane.has(api);
    }
}
