package org.sipconnector.kernel.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.ConnectorOverloadedException;
import org.sipconnector.api.Event;
import org.sipconnector.api.ManagerUnavailableException;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.SnapshotChanged;
import org.sipconnector.kernel.TimerFired;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One connector's lane: a mailbox worked off one message at a time on a shared pool. A turn is a bounded number of
 * messages, so that a busy lane cannot starve others. While any manager's code is absent, messages wait.
 */
public final class LaneCore implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LaneCore.class);
    private static final int MESSAGES_A_TURN = 32;
    private static final int JOURNAL_TAIL = 20;

    private final LaneRuntime runtime;
    private final ConnectorId id;
    private final Consumer<Event> outside;
    private final Queue<Message> mailbox = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> controls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Map<Class<?>, Object> proxies = new ConcurrentHashMap<>();
    private final List<Slot> slots = new CopyOnWriteArrayList<>();
    private final Deque<Event> published = new ArrayDeque<>();
    private final Replies replies;
    private final Kept kept;
    private final Journal journal = new Journal();
    private volatile ConnectorConfiguration configuration;
    private volatile boolean parked;
    private volatile boolean closed;
    private volatile Runnable afterEachMessage = () -> {};
    private volatile Throwable lastFailure;
    private LaneReply<?> currentReply;
    private long timerGenerations;

    public LaneCore(ConnectorConfiguration configuration, LaneRuntime runtime, Consumer<Event> outside) {
        this.configuration = configuration;
        this.id = configuration.id();
        this.runtime = runtime;
        this.outside = outside;
        this.replies = new Replies(runtime.clients());
        this.kept = new Kept(this::newId);
    }

    public ConnectorId id() {
        return id;
    }

    public ConnectorConfiguration configuration() {
        return configuration;
    }

    public void configuration(ConnectorConfiguration changed) {
        configuration = changed;
    }

    /** Lets tests act at every message boundary, on the lane. */
    public void afterEachMessage(Runnable action) {
        afterEachMessage = action;
    }

    /** What a manager threw last, null if none ever did. */
    public Throwable lastFailure() {
        return lastFailure;
    }

    /** How many messages wait. */
    public int waiting() {
        return waiting.get();
    }

    public boolean parked() {
        return parked;
    }

    /** The journal's lines, oldest first. */
    public List<String> journal() {
        return journal.tail(Integer.MAX_VALUE).stream().map(Journal.Entry::toString).toList();
    }

    // ---- from any thread

    /** Adds an event from a foundation or from outside; never refused while the lane is open. */
    public void post(Event event) {
        enqueue(new Message.Posted(event));
    }

    /** Runs a task of the kernel between two messages, before those that wait, and also while the lane is parked. */
    public void control(Runnable task) {
        controls.add(task);
        wake();
    }

    @SuppressWarnings("unchecked")
    public <M> M proxy(Class<M> api) {
        return (M) proxies.computeIfAbsent(api, type -> ManagerProxy.of(this, type));
    }

    public boolean has(Class<?> api) {
        return slot(api.getName()) != null;
    }

    Object snapshot(Class<?> api) {
        Slot slot = slot(api.getName());
        if (slot == null) {
            throw new ManagerUnavailableException(id, api.getSimpleName(), "its bundle is not installed");
        }
        return slot.snapshot();
    }

    Object request(Class<?> api, Method method, Object[] arguments) {
        boolean answers = CompletionStage.class.isAssignableFrom(method.getReturnType());
        if (!answers && method.getReturnType() != void.class) {
            throw new UnsupportedOperationException(method + " returns neither void nor a CompletionStage");
        }
        if (closed) {
            return refuse(answers, new ConnectorClosedException(id));
        }
        if (waiting.get() >= runtime.capacity()) {
            return refuse(answers, new ConnectorOverloadedException(id, waiting.get()));
        }
        LaneReply<?> reply = answers ? replies.create(newId("reply")) : null;
        Message.Request request = new Message.Request(api.getName(), method, arguments, reply, System.nanoTime());
        if (reply != null && (parked || !has(api))) {
            failWhenStillAbsent(request);
        }
        enqueue(request);
        return reply;
    }

    private static Object refuse(boolean answers, RuntimeException reason) {
        if (answers) {
            return CompletableFuture.failedStage(reason);
        }
        throw reason;
    }

    private void enqueue(Message message) {
        if (closed) {
            return;
        }
        waiting.incrementAndGet();
        mailbox.add(message);
        wake();
    }

    private void wake() {
        if (scheduled.compareAndSet(false, true)) {
            runtime.lanes().execute(this);
        }
    }

    // ---- on the lane

    @Override
    public void run() {
        MDC.put("connector", id.value());
        try {
            turn();
        } finally {
            MDC.remove("connector");
            scheduled.set(false);
            if (!controls.isEmpty() || (!parked && !mailbox.isEmpty())) {
                wake();
            }
        }
    }

    private void turn() {
        for (int i = 0; i < MESSAGES_A_TURN; i++) {
            runControls();
            Message message = parked ? null : mailbox.poll();
            if (message == null) {
                return;
            }
            waiting.decrementAndGet();
            work(message);
            afterEachMessage.run();
        }
    }

    private void runControls() {
        for (Runnable control = controls.poll(); control != null; control = controls.poll()) {
            guarded("kernel", control);
            deliverPublished();
        }
    }

    private void work(Message message) {
        journal.add(runtime.timers().now(), message);
        if (message instanceof Message.Posted posted) {
            tellEveryone(posted.event());
        } else if (message instanceof Message.Request request) {
            invoke(request);
        } else if (message instanceof Message.Timer timer) {
            fire(timer);
        } else if (message instanceof Message.Answer answer) {
            tell(slot(answer.manager()), answer.outcome());
        }
        deliverPublished();
    }

    private void deliverPublished() {
        for (Event event = published.poll(); event != null; event = published.poll()) {
            tellEveryone(event);
        }
    }

    private void tellEveryone(Event event) {
        for (Slot slot : slots) {
            tell(slot, event);
        }
    }

    private void tell(Slot slot, Event event) {
        if (slot == null || slot.absent()) {
            return;
        }
        for (Consumer<Event> handler : slot.handlersOf(event.getClass())) {
            guarded(slot.name(), () -> handler.accept(event));
        }
    }

    private void fire(Message.Timer timer) {
        Slot slot = slot(timer.manager());
        Slot.RunningTimer running = slot == null ? null : slot.timers().get(timer.name());
        if (running != null && running.generation() == timer.generation()) {
            slot.timers().remove(timer.name());
            tell(slot, new TimerFired(timer.name()));
        }
    }

    private void invoke(Message.Request request) {
        if (request.reply() != null && request.reply().settled()) {
            return;
        }
        Slot slot = slot(request.manager());
        if (slot == null) {
            waitForManager(request);
            return;
        }
        currentReply = request.reply();
        MDC.put("manager", Slot.simpleName(request.manager()));
        try {
            Object result = request.method().invoke(slot.manager(), request.arguments());
            if (request.reply() != null && result != request.reply()) {
                follow((CompletionStage<?>) result, request);
            }
        } catch (InvocationTargetException e) {
            failed(request, e.getCause());
        } catch (IllegalAccessException | RuntimeException e) {
            failed(request, e);
        } finally {
            currentReply = null;
            MDC.remove("manager");
        }
    }

    /** An operation may return another stage: one already done, or another promise of the lane. */
    @SuppressWarnings("unchecked")
    private static void follow(CompletionStage<?> result, Message.Request request) {
        LaneReply<Object> reply = (LaneReply<Object>) request.reply();
        if (result == null) {
            reply.fail(new IllegalStateException(request.text() + " returned nothing"));
            return;
        }
        result.whenComplete((value, error) -> {
            if (error == null) {
                reply.complete(value);
            } else {
                reply.fail(error);
            }
        });
    }

    private void failed(Message.Request request, Throwable error) {
        if (request.reply() == null) {
            report(request.text(), error);
        } else {
            LOG.debug("{} failed: {}", request.method().getName(), error.toString());
            request.reply().fail(error);
        }
    }

    /** A call of a manager that is not installed waits like one of a manager being replaced. */
    private void waitForManager(Message.Request request) {
        if (request.reply() == null) {
            LOG.warn("{} is not installed: {} has no effect", Slot.simpleName(request.manager()), request.method().getName());
            return;
        }
        runtime.timers().schedule(Duration.ofMillis(100), () -> enqueue(request));
    }

    private void failWhenStillAbsent(Message.Request request) {
        String manager = Slot.simpleName(request.manager());
        runtime.timers().schedule(runtime.absence(), () -> {
            if (!request.reply().settled() && (parked || slot(request.manager()) == null)) {
                request.reply().fail(new ManagerUnavailableException(id, absentManagers(manager),
                        "no code for it came within " + runtime.absence().toSeconds() + " s"));
            }
        });
    }

    private String absentManagers(String otherwise) {
        return slots.stream().filter(Slot::absent).map(slot -> slot.api().getSimpleName()).findFirst().orElse(otherwise);
    }

    void publish(Event event) {
        published.add(event);
        journal.add(runtime.timers().now(), event);
        outside.accept(event);
    }

    void show(Slot slot, Object snapshot) {
        Object previous = slot.snapshot();
        if (!snapshot.equals(previous)) {
            slot.snapshot(snapshot);
            published.add(new SnapshotChanged(slot.api().getSimpleName(), previous, snapshot));
        }
    }

    void schedule(Slot slot, String timer, Duration after) {
        cancel(slot, timer);
        long generation = ++timerGenerations;
        Runnable cancel = runtime.timers().schedule(after,
                () -> enqueue(new Message.Timer(slot.name(), timer, generation)));
        slot.timers().put(timer, new Slot.RunningTimer(generation, cancel));
    }

    void cancel(Slot slot, String timer) {
        Slot.RunningTimer running = slot.timers().remove(timer);
        if (running != null) {
            running.cancel().run();
        }
    }

    void expect(String manager, CompletionStage<?> stage, String key) {
        stage.whenComplete((value, error) ->
                enqueue(new Message.Answer(manager, new Outcome(key, value, Causes.unwrap(error)))));
    }

    LaneReply<?> currentReply() {
        if (currentReply == null) {
            throw new IllegalStateException("no operation that answers is being worked off");
        }
        return currentReply;
    }

    Replies replies() {
        return replies;
    }

    Kept kept() {
        return kept;
    }

    Instant now() {
        return runtime.timers().now();
    }

    double random() {
        return runtime.random().getAsDouble();
    }

    String newId(String prefix) {
        return prefix + "-" + id + "-" + Long.toString(runtime.ids().getAsLong(), Character.MAX_RADIX);
    }

    // ---- the managers' places; on the lane

    Slot slot(String manager) {
        for (Slot slot : slots) {
            if (slot.name().equals(manager)) {
                return slot;
            }
        }
        return null;
    }

    List<Slot> slots() {
        return slots;
    }

    void add(Slot slot) {
        slots.add(slot);
        slots.sort(Comparator.comparingInt(Slot::order).thenComparing(Slot::name));
    }

    void remove(Slot slot) {
        slots.remove(slot);
        slot.timers().values().forEach(timer -> timer.cancel().run());
        settleParking();
    }

    /** Recomputes whether messages must wait; those calls that do are failed when it takes too long. */
    void settleParking() {
        boolean was = parked;
        parked = slots.stream().anyMatch(Slot::absent);
        if (parked && !was) {
            for (Message message : mailbox) {
                if (message instanceof Message.Request request && request.reply() != null) {
                    failWhenStillAbsent(request);
                }
            }
        }
    }

    /** Ends the lane: timers stop, open promises fail, messages are dropped. */
    void close() {
        closed = true;
        slots.forEach(slot -> slot.timers().values().forEach(timer -> timer.cancel().run()));
        slots.clear();
        mailbox.clear();
        replies.failAll(new ConnectorClosedException(id));
    }

    private void guarded(String where, Runnable task) {
        MDC.put("manager", Slot.simpleName(where));
        try {
            task.run();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            report(where, e);
        } finally {
            MDC.remove("manager");
        }
    }

    private void report(String where, Throwable error) {
        lastFailure = error;
        StringBuilder tail = new StringBuilder();
        journal.tail(JOURNAL_TAIL).forEach(entry -> tail.append("\n    ").append(entry));
        LOG.error("{} failed; the lane goes on. Its last messages:{}", where, tail, error);
    }
}
