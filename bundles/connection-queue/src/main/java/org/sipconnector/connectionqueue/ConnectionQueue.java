package org.sipconnector.connectionqueue;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueSnapshot;
import org.sipconnector.api.connectionqueue.NotActualException;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;

/** At most one connect runs and at most one wish waits: a newer wish takes the place of both in their callers' eyes. */
final class ConnectionQueue implements ConnectionQueueManager, Manager {

    static final int VERSION = 1;
    private static final String CONNECT = "connect ";
    private static final String DISCONNECT = "disconnect ";

    /**
     * A wish to connect.
     *
     * @param reply      whom to tell
     * @param parameters under which id parameters or supplier are kept; absent for the connector's configuration
     * @param options    under which id the options are kept
     */
    record Wish(String reply, Optional<String> parameters, Optional<String> options) {}

    /**
     * A connect that runs.
     *
     * @param run    names it
     * @param reply  whom to tell; absent when its wish was overtaken
     */
    record Running(String run, Optional<String> reply) {}

    record State(Optional<Running> running, Optional<Wish> next) {
        static final State NEW = new State(Optional.empty(), Optional.empty());
    }

    private final Lane lane;
    private State state;

    ConnectionQueue(Lane lane, State state) {
        this.lane = lane;
        this.state = state;
        lane.on(Outcome.class, this::onOutcome);
        lane.show(snapshot());
    }

    @Override
    public ConnectionQueueSnapshot snapshot() {
        return new ConnectionQueueSnapshot(state.running().isPresent(), state.next().isPresent() ? 1 : 0);
    }

    @Override
    public Handover handOver() {
        return Handover.of(VERSION, state);
    }

    @Override
    public CompletionStage<ConnectionConfiguration> connect() {
        return add(Optional.empty(), Optional.empty());
    }

    @Override
    public CompletionStage<ConnectionConfiguration> connect(ConnectionParameters parameters, ConnectOptions options) {
        return add(Optional.of(lane.keep(parameters)), Optional.of(lane.keep(options)));
    }

    @Override
    public CompletionStage<ConnectionConfiguration> connect(
            Supplier<CompletionStage<ConnectionParameters>> parameters, ConnectOptions options) {
        return add(Optional.of(lane.keep(parameters)), Optional.of(lane.keep(options)));
    }

    @Override
    public CompletionStage<Void> disconnect() {
        Reply<Void> reply = lane.reply();
        forget(NotActualException.byDisconnect());
        lane.expect(lane.manager(ConnectionManager.class).disconnect(), DISCONNECT + reply.id());
        return reply;
    }

    @Override
    public CompletionStage<Void> stop() {
        forget(NotActualException.byDisconnect());
        Reply<Void> reply = lane.reply();
        reply.complete(null);
        return reply;
    }

    private CompletionStage<ConnectionConfiguration> add(Optional<String> parameters, Optional<String> options) {
        Reply<ConnectionConfiguration> reply = lane.reply();
        forget(NotActualException.byLaterConnect());
        change(new State(state.running(), Optional.of(new Wish(reply.id(), parameters, options))));
        startNext();
        return reply;
    }

    /** All wishes so far are no longer actual; a connect that runs is left to settle. */
    private void forget(NotActualException why) {
        state.running().flatMap(Running::reply).ifPresent(reply -> lane.reply(reply).fail(why));
        state.next().ifPresent(overtaken -> {
            release(overtaken);
            lane.reply(overtaken.reply()).fail(why);
        });
        change(new State(state.running().map(running -> new Running(running.run(), Optional.empty())),
                Optional.empty()));
    }

    private void startNext() {
        if (state.running().isPresent() || state.next().isEmpty()) {
            return;
        }
        Wish wish = state.next().get();
        String run = CONNECT + wish.reply();
        lane.expect(connect(wish), run);
        release(wish);
        change(new State(Optional.of(new Running(run, Optional.of(wish.reply()))), Optional.empty()));
    }

    @SuppressWarnings("unchecked")
    private CompletionStage<ConnectionConfiguration> connect(Wish wish) {
        ConnectionManager connection = lane.manager(ConnectionManager.class);
        if (wish.parameters().isEmpty()) {
            return connection.connect();
        }
        Object parameters = lane.kept(wish.parameters().get(), Object.class);
        ConnectOptions options = lane.kept(wish.options().orElseThrow(), ConnectOptions.class);
        return parameters instanceof ConnectionParameters value ? connection.connect(value, options)
                : connection.connect((Supplier<CompletionStage<ConnectionParameters>>) parameters, options);
    }

    private void release(Wish wish) {
        wish.parameters().ifPresent(lane::release);
        wish.options().ifPresent(lane::release);
    }

    private void onOutcome(Outcome outcome) {
        if (outcome.key().startsWith(DISCONNECT)) {
            settle(outcome.key().substring(DISCONNECT.length()), outcome);
        } else if (state.running().filter(running -> running.run().equals(outcome.key())).isPresent()) {
            Optional<String> reply = state.running().flatMap(Running::reply);
            change(new State(Optional.empty(), state.next()));
            reply.ifPresent(id -> settle(id, outcome));
            startNext();
        }
    }

    private void settle(String reply, Outcome outcome) {
        if (outcome.succeeded()) {
            lane.reply(reply).complete(outcome.value());
        } else {
            lane.reply(reply).fail(outcome.error());
        }
    }

    private void change(State next) {
        state = next;
        lane.show(snapshot());
    }
}
