package org.sipconnector.kernel.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.SnapshotChanged;

/** A lane in the dark: a manager on it works as ever, and nothing it does is seen but by the replay. */
final class ShadowLane implements Lane, CallSite {

    private final ConnectorConfiguration configuration;
    private final Class<?> api;
    private final Map<String, Object> kept;
    private final Map<String, Object> snapshots = new HashMap<>();
    private final Map<Class<? extends Event>, Consumer<Event>> handlers = new LinkedHashMap<>();
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
        handlers.forEach((heard, handler) -> {
            if (heard.isInstance(event)) {
                handler.accept(event);
            }
        });
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
        Consumer<Event> added = event -> handler.accept((E) event);
        handlers.merge(type, added, (first, second) -> first.andThen(second));
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
        return reply(currentReply);
    }

    @Override
    public <T> Reply<T> reply(String id) {
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
    public void expect(CompletionStage<?> stage, String key) {
        // outcomes are among the messages that are replayed
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
    public String keep(Object clientObject) {
        String id = newId("kept");
        kept.put(id, clientObject);
        return id;
    }

    @Override
    public <T> T kept(String id, Class<T> type) {
        Object object = kept.get(id);
        if (object == null) {
            throw new ForgottenByClient(id);
        }
        return type.cast(object);
    }

    @Override
    public void release(String id) {
        kept.remove(id);
    }

    /** A client's object was released since: what depends on it cannot be replayed. */
    static final class ForgottenByClient extends IllegalStateException {
        private static final long serialVersionUID = 1;

        ForgottenByClient(String id) {
            super("nothing is kept under '" + id + "' any more");
        }
    }

    private final class ShadowReply<T> extends CompletableFuture<T> implements Reply<T> {

        private final String id;

        ShadowReply(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public boolean complete(T value) {
            outputs.add(new Replied(id, value));
            return true;
        }

        @Override
        public void fail(Throwable error) {
            outputs.add(new Replied(id, String.valueOf(error)));
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
