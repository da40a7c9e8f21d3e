/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.SnapshotChanged;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.internal.foundation.CallSite;
import org.sipconnector.kernel.internal.foundation.Called;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.lane.Handlers;
import org.sipconnector.kernel.internal.reply.Causes;
import org.sipconnector.kernel.internal.reply.Replied;

/** A lane in the dark: a manager on it works as ever, and nothing it does is seen but by the replay. */
final class ShadowLane implements Lane, CallSite {

    private final ConnectorConfiguration configuration;
    private final Class<?> api;
    private final Map<String, Object> kept;
    private final Map<String, Object> snapshots = new HashMap<>();
    private final Handlers handlers = new Handlers();
    private final List<Object> outputs = new ArrayList<>();
    private final ToDoubleFunction<Ids> random;
    private Ids ids;
    private Instant now = Instant.EPOCH;
    private String currentReply = "";

    ShadowLane(ConnectorConfiguration configuration, Class<?> api, Map<String, Journal.Image> beginning,
            Map<String, Object> kept, ToDoubleFunction<Ids> random) {
        this.random = random;
        this.configuration = configuration;
        this.api = api;
        this.kept = new HashMap<>(kept);
        beginning.forEach((manager, image) -> snapshots.put(manager, image.snapshot()));
        this.ids = beginning.get(api.getName()).ids();
    }

    /** What the manager did since this was last asked. */
    List<Object> takeOutputs() {
        List<Object> taken = List.copyOf(outputs);
        outputs.clear();
        return taken;
    }

    void now(Instant instant) {
        now = instant;
    }

    void currentReply(String id) {
        currentReply = id;
    }

    void settled(String reply, Object value, Throwable error) {
        outputs.add(new Replied(reply, error == null ? value : String.valueOf(Causes.unwrap(error))));
    }

    /** Another manager showed a snapshot. */
    void shown(String manager, Object snapshot) {
        snapshots.put(manager, snapshot);
    }

    void tell(Event event) {
        handlers.of(event.getClass()).forEach(handler -> handler.accept(event));
    }

    /** A step that this version does not know is left out, as it would be. */
    void goOn(Message.Answer answer) {
        if (handlers.knows(answer.step().name())) {
            handlers.outcome(answer.step(), answer.value(), answer.error());
        } else {
            answer.step().replies().forEach(reply -> outputs.add(new Replied(reply, "unknown step " + answer.step().name())));
        }
    }

    Object snapshot(Class<?> of) {
        return snapshots.get(of.getName());
    }

    @Override
    public boolean called(Called call) {
        outputs.add(call);
        return false;
    }

    @Override
    public ConnectorId connector() {
        return configuration.id();
    }

    @Override
    public ConnectorConfiguration configuration() {
        return configuration;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <E extends Event> void on(Class<E> type, Consumer<? super E> handler) {
        handlers.add(type, (Consumer<Event>) handler);
    }

    @Override
    public <M> void on(EventHandlers<M> table, M instance) {
        handlers.add(table, instance);
    }

    @Override
    public void publish(Event event) {
        outputs.add(event);
    }

    @Override
    public void show(Object snapshot) {
        Object previous = snapshots.put(api.getName(), snapshot);
        if (!snapshot.equals(previous)) {
            outputs.add(new SnapshotChanged(api.getSimpleName(), previous, snapshot));
        }
    }

    @Override
    public void schedule(String timer, Duration after) {
        // timers that ran out are among the messages that are replayed
    }

    @Override
    public void cancel(String timer) {
        // as above
    }

    @Override
    public <T> Reply<T> reply() {
        return reply(new ReplyId<>(currentReply));
    }

    @Override
    public <T> Reply<T> reply(ReplyId<T> id) {
        return new ShadowReply<>(id);
    }

    @Override
    public <M> M manager(Class<M> other) {
        return ShadowProxy.of(this, other);
    }

    @Override
    public boolean has(Class<?> other) {
        return snapshots.containsKey(other.getName());
    }

    @Override
    public <T> void expect(CompletionStage<? extends T> stage, Step<T> next) {
        // outcomes are among the messages that are replayed
    }

    @Override
    public <T> void expect(CompletionStage<? extends T> stage, Duration limit, Step<T> next) {
        expect(stage, next);
    }

    @Override
    public <T, S extends Record & Step<T>> void onOutcome(Class<S> step, BiConsumer<? super S, Outcome<T>> handler) {
        handlers.add(step, handler);
    }

    @Override
    public CompletionStage<Void> stored() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public String newId(String prefix) {
        ids = ids.next();
        return ids.id(prefix, connector().value());
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public double random() {
        ids = ids.nextRandom();
        return random.applyAsDouble(ids);
    }

    @Override
    public <T> KeptId<T> keep(T clientObject) {
        String id = newId("kept");
        kept.put(id, clientObject);
        return new KeptId<>(id);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T kept(KeptId<T> id) {
        Object object = kept.get(id.value());
        if (object == null) {
            throw new ForgottenByClient(id.value());
        }
        return (T) object;
    }

    @Override
    public void release(KeptId<?> id) {
        kept.remove(id.value());
    }

    /**
     * A client's object was released since: what depends on it cannot be replayed. It is an error so that no manager takes it
     * for the failure of what it asked of the client.
     */
    static final class ForgottenByClient extends Error {
        private static final long serialVersionUID = 1;

        ForgottenByClient(String id) {
            super("nothing is kept under '" + id + "' any more");
        }
    }

    private final class ShadowReply<T> extends CompletableFuture<T> implements Reply<T> {

        private final ReplyId<T> id;

        ShadowReply(ReplyId<T> id) {
            this.id = id;
        }

        @Override
        public ReplyId<T> id() {
            return id;
        }

        @Override
        public boolean complete(T value) {
            outputs.add(new Replied(id.value(), value));
            return true;
        }

        @Override
        public void fail(Throwable error) {
            outputs.add(new Replied(id.value(), String.valueOf(error)));
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
