/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.ConnectorClosing;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.kernel.internal.foundation.CallSite;
import org.sipconnector.kernel.internal.foundation.Called;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.sipconnector.kernel.internal.reply.Causes;
import org.sipconnector.kernel.internal.reply.LaneReply;
import org.sipconnector.kernel.internal.reply.Replied;
import org.sipconnector.kernel.internal.reply.Replies;
import org.sipconnector.kernel.internal.time.TimeLimit;
import org.sipconnector.spi.standby.HeldConnector;
import org.slf4j.MDC;

/**
 * One connector's lane: its managers' places, and how a message goes through them. While any manager's code is absent,
 * messages wait.
 */
public final class LaneCore implements CallSite {

    private final LaneRuntime runtime;
    private final ConnectorId id;
    private final Mailbox mailbox;
    private final LaneCalls calls;
    private final LaneTimers timers;
    private final Replies replies;
    private final List<Slot> slots = new CopyOnWriteArrayList<>();
    private final KeptObjects kept = new KeptObjects();
    private final Journal journal = new Journal();
    private final ExpectedSteps expected = new ExpectedSteps();
    private final LaneHandover handover;
    private final Delivery delivery = new Delivery(this);
    private volatile ConnectorConfiguration configuration;
    private volatile boolean closed;
    private volatile Runnable afterEachMessage = () -> {};
    private volatile LaneKeeper keeper = LaneKeeper.NONE;
    private final LaneFailures failures = new LaneFailures(journal);
    private final RequestDelivery requests;
    private final EventDelivery events;
    private Slot currentSlot;
    private Instant now = Instant.EPOCH;

    public LaneCore(ConnectorConfiguration configuration, LaneRuntime runtime, Consumer<Event> outside) {
        this.configuration = configuration;
        this.id = configuration.id();
        this.runtime = runtime;
        this.mailbox = new Mailbox(runtime.lanes(), runtime::turn, this::work, this::control);
        this.handover = new LaneHandover(mailbox);
        this.replies = new Replies(runtime.clients(), this::replied);
        this.timers = new LaneTimers(runtime.timers(), this::enqueue);
        this.calls = new LaneCalls(this, runtime, replies);
        this.events = new EventDelivery(this, delivery, failures, outside);
        this.requests = new RequestDelivery(this, mailbox, delivery, failures);
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

    public void keptBy(LaneKeeper by) {
        keeper = by;
    }

    /** Something has happened that is no message. */
    void noteChange() {
        keeper.changed();
    }

    /** Done once what the lane is after the present message is kept, or soon. */
    CompletionStage<Void> stored() {
        return TimeLimit.on(keeper.store(true), LaneKeeper.LIMIT, runtime.timers()).handle((stored, late) -> null);
    }

    /** Runs the task once what the lane is after all messages up to now is kept; any thread. */
    void whenStored(boolean atOnce, Runnable task) {
        if (!keeper.keeps()) {
            task.run();
        } else {
            enqueue(new Message.Reached(() -> keeper.store(atOnce).thenRun(task)));
        }
    }

    /** What a manager threw last, null if none ever did. */
    public Throwable lastFailure() {
        return failures.last();
    }

    /** How many messages wait. */
    public int waiting() {
        return mailbox.waiting();
    }

    /** How many bytes that remote parties sent wait. */
    long waitingBytes() {
        return mailbox.bytes();
    }

    /** What of its clients it still holds: promises that are open, and objects kept for managers. Read it when nothing runs. */
    public int held() {
        return replies.open().size() + kept.size();
    }

    public boolean parked() {
        return mailbox.parked();
    }

    boolean closed() {
        return closed;
    }

    public Journal journal() {
        return journal;
    }

    KeptObjects kept() {
        return kept;
    }

    /** Clients' objects that states name, by id. On the lane. */
    public Map<String, Object> keptObjects() {
        return kept.all();
    }

    Replies replies() {
        return replies;
    }

    ExpectedSteps expected() {
        return expected;
    }

    public LaneRuntime runtime() {
        return runtime;
    }

    // ---- from any thread

    /** Adds an event from a foundation or from outside; never refused while the lane is open. */
    public void post(Event event) {
        enqueue(new Message.Posted(event));
    }

    /** Runs a task of the kernel between two messages, before those that wait, and also while the lane is parked. */
    public void onLane(Runnable task) {
        mailbox.control(task);
    }

    /** Does the kernel's tasks that wait on the calling thread, unless the lane is busy. */
    public void helpWithControl() {
        mailbox.helpWithControl();
    }

    public <M> M proxy(Class<M> api) {
        return calls.proxy(Arguments.api(api));
    }

    public boolean has(Class<?> api) {
        return slot(Arguments.api(api).getName()) != null;
    }

    LaneCalls calls() {
        return calls;
    }

    void enqueue(Message message) {
        if (!closed) {
            mailbox.add(message);
            handover.passOn();
        }
    }

    /** What the lane was left to when the kernel was replaced; null while this kernel has it. */
    public HeldConnector leftTo() {
        return handover.held();
    }

    /** What becomes of the lane when the kernel is replaced. */
    LaneHandover handover() {
        return handover;
    }

    // ---- on the lane

    private void control(Runnable task) {
        enter();
        try {
            task.run();
            events.deliverPublished();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            failures.report("the kernel", e);
        } finally {
            leave();
        }
        for (Message next = mailbox.takeAside(calls::ready); next != null; next = mailbox.takeAside(calls::ready)) {
            work(next);
        }
    }

    private void work(Message message) {
        enter();
        try {
            if (message instanceof Message.Timer timer && !LaneTimers.take(slot(timer.manager()), timer)) {
                return;
            }
            if (message instanceof Message.Reached reached) {
                reached.then().run();
                return;
            }
            long number = journal.add(now, null, message);
            if (message instanceof Message.Posted posted) {
                events.tellEveryone(posted.event(), number);
            } else if (message instanceof Message.Request request) {
                requests.deliver(request);
            } else if (message instanceof Message.Timer timer) {
                events.tell(slot(timer.manager()), new TimerFired(timer.name()), number);
            } else if (message instanceof Message.Answer answer) {
                expected.remove(answer.manager(), answer.step());
                events.goOn(slot(answer.manager()), answer, number);
            }
            events.deliverPublished();
            if (journal.full()) {
                beginSegment();
            }
            keeper.changed();
            afterEachMessage.run();
        } finally {
            leave();
        }
    }

    /** The time of the message being worked off: the same for all that comes of it, so that it can be replayed. */
    Instant now() {
        return now;
    }

    private void enter() {
        now = runtime.timers().now();
        CURRENT.set(this);
        MDC.put("connector", id.value());
    }

    private static void leave() {
        MDC.remove("connector");
        CURRENT.remove();
    }

    // ---- what managers ask for, through their handles

    EventDelivery events() {
        return events;
    }

    LaneTimers timers() {
        return timers;
    }

    void expect(String manager, CompletionStage<?> stage, PendingStep step) {
        expected.add(manager, step);
        CompletionStage<?> source = stage instanceof LaneReply<?> reply ? reply.forStep() : stage;
        source.whenComplete((value, error) -> enqueue(new Message.Answer(manager, step, value, Causes.unwrap(error))));
    }

    @Override
    public boolean called(Called call) {
        note(call);
        return true;
    }

    private void replied(Replied replied) {
        if (CallSite.current() == this) {
            note(replied);
        }
    }

    private void note(Object output) {
        if (currentSlot != null) {
            journal.add(now, currentSlot.name(), output);
        }
    }

    LaneReply<?> currentReply() {
        return requests.currentReply();
    }

    // ---- the managers' places; on the lane

    public Slot slot(String manager) {
        for (Slot slot : slots) {
            if (slot.name().equals(manager)) {
                return slot;
            }
        }
        return null;
    }

    public List<Slot> slots() {
        return slots;
    }

    void add(Slot slot) {
        slots.add(slot);
        slots.sort(Comparator.comparingInt(Slot::order).thenComparing(Slot::name));
    }

    void remove(Slot slot) {
        slots.remove(slot);
        timers.cancelAll(slot);
        settleParking();
    }

    /** Gives code that has just come the message its predecessor threw on. */
    void redeliver(Slot slot) {
        Delivery.Redelivery again = slot.takeRedelivery();
        if (again != null) {
            delivery.deliver(slot, again.message(), error -> failures.report(slot.simpleName(), error), again.lost());
        }
    }

    /** Recomputes whether messages must wait; those calls that do are failed when it takes too long. */
    void settleParking() {
        boolean was = mailbox.parked();
        boolean park = slots.stream().anyMatch(Slot::absent);
        mailbox.parked(park);
        if (park && !was) {
            mailbox.messages().forEach(calls::limitAbsence);
        } else if (was && !park) {
            keeper.changed();
        }
    }

    /** Lets the journal begin again with the managers' states as they are. */
    void beginSegment() {
        Map<String, Journal.Image> images = new HashMap<>();
        for (Slot slot : slots) {
            Journal.Image latest = journal.latestImage(slot.name());
            if (!slot.absent()) {
                images.put(slot.name(), latest != null && slot.takeUnchanged()
                        ? latest
                        : slot.image(runtime.states()));
            }
        }
        journal.begin(images);
    }

    /** Ends the lane: managers hear of it, timers stop, open promises fail, messages are dropped. */
    public void close() {
        closed = true;
        events.tellEveryone(new ConnectorClosing(), journal.last());
        slots.forEach(timers::cancelAll);
        slots.clear();
        mailbox.clear();
        replies.failAll(new ConnectorClosedException(id));
    }

    /** Runs what a manager does; what it calls is noted as its own. */
    void atWork(Slot slot, Runnable task) {
        currentSlot = slot;
        slot.changed();
        MDC.put("manager", slot.simpleName());
        try {
            task.run();
        } finally {
            currentSlot = null;
            MDC.remove("manager");
        }
    }
}
