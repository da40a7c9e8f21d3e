/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connectionqueue;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.GivenParameters;
import org.sipconnector.api.connectionqueue.ConnectPendingException;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueSnapshot;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;

/** At most one connect runs and at most one wish waits: a newer wish takes the place of both in their callers' eyes. */
final class ConnectionQueue implements ConnectionQueueManager, Manager {

    static final int VERSION = 1;

    /**
     * A wish to connect.
     *
     * @param reply      whom to tell
     * @param parameters under which id parameters or supplier are kept; absent for the connector's configuration
     * @param options    under which id the options are kept
     * @param yielding   whether it leaves other wishes alone; false from versions that knew none that do
     */
    record Wish(ReplyId<ConnectionConfiguration> reply, Optional<KeptId<Object>> parameters,
            Optional<KeptId<ConnectOptions>> options, boolean yielding) {}

    /**
     * A connect that runs.
     *
     * @param run      names it
     * @param reply    whom to tell; absent when its wish was overtaken
     * @param yielding whether its wish leaves other wishes alone
     * @param joinable under which ids parameters and options of a yielding wish are kept, absent for all others, and from versions
     *                 that did not keep them
     */
    record Running(String run, Optional<ReplyId<ConnectionConfiguration>> reply, boolean yielding, Optional<Given> joinable) {

        Running {
            joinable = joinable == null ? Optional.empty() : joinable;
        }

        /** It is now this one's, and yields no more. */
        Running takenBy(ReplyId<ConnectionConfiguration> client) {
            return new Running(run, Optional.of(client), false, joinable);
        }

        Running overtaken() {
            return new Running(run, Optional.empty(), yielding, joinable);
        }
    }

    /** What a connect that runs was given. */
    record Given(KeptId<Object> parameters, KeptId<ConnectOptions> options) {}

    /** Somebody waits for the connect that runs already. */
    private record Joined(ReplyId<ConnectionConfiguration> reply) implements Step<ConnectionConfiguration> {}

    private record Connected(String run) implements Step<ConnectionConfiguration> {}

    private record Disconnected(ReplyId<Void> reply) implements Step<Void> {}

    record State(Optional<Running> running, Optional<Wish> next) {
        static final State NEW = new State(Optional.empty(), Optional.empty());

        ConnectionQueueSnapshot snapshot() {
            return new ConnectionQueueSnapshot(running.isPresent(), next.isPresent() ? 1 : 0);
        }
    }

    private final ManagerContext<State, ConnectionQueueSnapshot> context;
    private final Lane lane;

    ConnectionQueue(ManagerContext<State, ConnectionQueueSnapshot> context) {
        this.context = context;
        this.lane = context.lane();
        lane.onOutcome(Connected.class, this::connected);
        lane.onOutcome(Joined.class, (step, outcome) -> lane.reply(step.reply()).settle(outcome));
        lane.onOutcome(Disconnected.class, (step, outcome) -> lane.reply(step.reply()).settle(outcome));
        context.show();
    }

    @Override
    public ConnectionQueueSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    @Override
    public CompletionStage<ConnectionConfiguration> connect() {
        return add(Optional.empty(), ConnectOptions.STANDARD);
    }

    @Override
    public CompletionStage<ConnectionConfiguration> connect(ConnectionParameters parameters, ConnectOptions options) {
        return add(Optional.of(parameters), options);
    }

    @Override
    public CompletionStage<ConnectionConfiguration> connect(
            Supplier<CompletionStage<ConnectionParameters>> parameters, ConnectOptions options) {
        return add(Optional.of(parameters instanceof GivenParameters given ? given.value() : parameters), options);
    }

    @Override
    public CompletionStage<Void> disconnect() {
        return disconnect(false);
    }

    @Override
    public CompletionStage<Void> disconnect(boolean yielding) {
        Reply<Void> reply = lane.reply();
        if (yielding && unyielding()) {
            reply.fail(new ConnectPendingException());
            return reply;
        }
        forget(SupersededException.byDisconnect());
        lane.expect(lane.manager(ConnectionManager.class).disconnect(), new Disconnected(reply.id()));
        return reply;
    }

    @Override
    public CompletionStage<Void> stop() {
        forget(SupersededException.byDisconnect());
        Reply<Void> reply = lane.reply();
        reply.complete(null);
        return reply;
    }

    private CompletionStage<ConnectionConfiguration> add(Optional<Object> parameters, ConnectOptions options) {
        Reply<ConnectionConfiguration> reply = lane.reply();
        if (options.yielding() && unyielding()) {
            reply.fail(new ConnectPendingException());
            return reply;
        }
        Optional<Running> same = same(parameters, options);
        if (same.isPresent()) {
            join(same.get(), reply, options.yielding());
            return reply;
        }
        forget(SupersededException.byLaterConnect());
        Wish wish = new Wish(reply.id(), parameters.map(lane::keep), parameters.map(given -> lane.keep(options)), options.yielding());
        context.change(state -> new State(state.running(), Optional.of(wish)));
        startNext();
        return reply;
    }

    /** A connect that yields and is what is wanted now: to begin it anew would register twice. */
    private Optional<Running> same(Optional<Object> parameters, ConnectOptions options) {
        Object wanted = parameters.orElseGet(() -> lane.configuration().parameters());
        ConnectOptions how = (parameters.isPresent() ? options : ConnectOptions.of(lane.configuration())).leavingOthersAlone();
        return context.state().next().isPresent()
                ? Optional.empty()
                : context.state().running().filter(running -> running.reply().isPresent() && running.joinable()
                        .filter(given -> lane.kept(given.parameters()).equals(wanted) && lane.kept(given.options()).equals(how))
                        .isPresent());
    }

    /** What yields is the client's from now on, as if it had overtaken it; whoever comes after that waits with it. */
    private void join(Running same, Reply<ConnectionConfiguration> reply, boolean yielding) {
        if (same.yielding() && !yielding) {
            lane.reply(same.reply().orElseThrow()).fail(SupersededException.byLaterConnect());
            context.change(state -> new State(Optional.of(same.takenBy(reply.id())), state.next()));
        } else {
            lane.expect(lane.reply(same.reply().orElseThrow()), new Joined(reply.id()));
        }
    }

    /** Whether somebody waits for a connect that yields to none. */
    private boolean unyielding() {
        State state = context.state();
        return state.running().filter(running -> running.reply().isPresent() && !running.yielding()).isPresent()
                || state.next().filter(wish -> !wish.yielding()).isPresent();
    }

    /** All wishes so far are no longer actual; a connect that runs is left to settle. */
    private void forget(SupersededException why) {
        context.state().running().flatMap(Running::reply).ifPresent(reply -> lane.reply(reply).fail(why));
        context.state().next().ifPresent(overtaken -> {
            release(overtaken);
            lane.reply(overtaken.reply()).fail(why);
        });
        context.change(state -> new State(state.running().map(Running::overtaken),
                Optional.empty()));
    }

    private void startNext() {
        if (context.state().running().isPresent() || context.state().next().isEmpty()) {
            return;
        }
        Wish wish = context.state().next().get();
        String run = wish.reply().value();
        lane.expect(connect(wish), new Connected(run));
        Optional<Given> joinable = wish.yielding() && wish.parameters().isPresent()
                ? Optional.of(new Given(wish.parameters().get(), wish.options().orElseThrow()))
                : Optional.empty();
        if (joinable.isEmpty()) {
            release(wish);
        }
        context.change(state -> new State(Optional.of(new Running(run, Optional.of(wish.reply()), wish.yielding(), joinable)), Optional.empty()));
    }

    @SuppressWarnings("unchecked")
    private CompletionStage<ConnectionConfiguration> connect(Wish wish) {
        ConnectionManager connection = lane.manager(ConnectionManager.class);
        if (wish.parameters().isEmpty()) {
            return connection.connect();
        }
        Object parameters = lane.kept(wish.parameters().get());
        ConnectOptions options = lane.kept(wish.options().orElseThrow());
        return parameters instanceof ConnectionParameters value
                ? connection.connect(value, options)
                : connection.connect((Supplier<CompletionStage<ConnectionParameters>>) parameters, options);
    }

    private void release(Wish wish) {
        wish.parameters().ifPresent(lane::release);
        wish.options().ifPresent(lane::release);
    }

    private void connected(Connected step, Outcome<ConnectionConfiguration> outcome) {
        if (context.state().running().filter(running -> running.run().equals(step.run())).isPresent()) {
            Optional<ReplyId<ConnectionConfiguration>> reply = context.state().running().flatMap(Running::reply);
            context.state().running().flatMap(Running::joinable).ifPresent(given -> {
                lane.release(given.parameters());
                lane.release(given.options());
            });
            context.change(state -> new State(Optional.empty(), state.next()));
            reply.ifPresent(id -> lane.reply(id).settle(outcome));
            startNext();
        }
    }
}
