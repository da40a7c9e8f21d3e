/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.journal.Journal;
import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.kernel.internal.journal.PendingStep;
import org.sipconnector.spi.standby.HeldManager;

/**
 * A manager's place in a lane: it stays while the manager's code comes and goes. Used on the lane only, but for the
 * snapshot.
 */
public final class Slot {

    private final Class<?> api;
    private final int order;
    private Map<String, RunningTimer> timers = Map.of();
    private Handlers handlers = new Handlers();
    private ManagerFactory factory;
    private Manager manager;
    private LaneHandle handle;
    private Handover adopted;
    private byte[] parked;
    private volatile Object snapshot;
    private Ids ids;
    private Trial trial;
    private Delivery.Redelivery redelivery;
    private boolean changed = true;
    /** The state of the code at work as bytes; null when it may have changed since. */
    private byte[] encoded;
    private long turns;

    /** A timer started and not yet fired. */
    record RunningTimer(long generation, Instant due, Runnable cancel) {}

    /** @param base sets this slot's ids apart from all others */
    Slot(ManagerFactory factory, long base) {
        this.ids = new Ids(base, 0, base);
        this.api = factory.api();
        this.order = factory.order();
        this.snapshot = factory.initialSnapshot();
    }

    /** A manager left by the former kernel; absent until code takes its state up. */
    Slot(HeldManager held) {
        this.ids = new Ids(held.ids().base(), held.ids().count(), held.ids().random());
        this.api = held.api();
        this.order = held.order();
        this.snapshot = held.snapshot();
        this.parked = held.state();
    }

    Class<?> api() {
        return api;
    }

    public String name() {
        return api.getName();
    }

    String simpleName() {
        return api.getSimpleName();
    }

    int order() {
        return order;
    }

    public boolean absent() {
        return manager == null;
    }

    ManagerFactory factory() {
        return factory;
    }

    Manager manager() {
        return manager;
    }

    public Object snapshot() {
        return snapshot;
    }

    void snapshot(Object newSnapshot) {
        snapshot = newSnapshot;
    }

    /** Those that run, by name. */
    Map<String, RunningTimer> timers() {
        return timers;
    }

    void started(String timer, RunningTimer running) {
        Map<String, RunningTimer> more = new HashMap<>(timers);
        more.put(timer, running);
        timers = Map.copyOf(more);
    }

    /** The timer that no longer runs now, null when it did not. */
    RunningTimer ended(String timer) {
        RunningTimer running = timers.get(timer);
        if (running != null) {
            Map<String, RunningTimer> fewer = new HashMap<>(timers);
            fewer.remove(timer);
            timers = Map.copyOf(fewer);
        }
        return running;
    }

    public Ids ids() {
        return ids;
    }

    String newId(String prefix, String connector) {
        ids = ids.next();
        return ids.id(prefix, connector);
    }

    double random(ToDoubleFunction<Ids> generator) {
        ids = ids.nextRandom();
        return generator.applyAsDouble(ids);
    }

    /** Begins the trial of the code at work. */
    void trial(Trial begun) {
        trial = begun;
    }

    /** The trial the code at work is in; null when it has passed. */
    Trial trial(Instant now) {
        if (trial != null && !now.isBefore(trial.until())) {
            trial = null;
        }
        return trial;
    }

    /** The trial goes on without that code to fall back to. */
    void forget(ManagerFactory former) {
        if (trial != null && trial.former() == former) {
            trial = new Trial(trial.until(), null, trial.failed());
        }
    }

    /** Keeps a message for the code that comes next. */
    void redeliver(Delivery.Redelivery message) {
        redelivery = message;
    }

    Delivery.Redelivery takeRedelivery() {
        Delivery.Redelivery message = redelivery;
        redelivery = null;
        return message;
    }

    /** Notes that the manager has had something to do. */
    void changed() {
        changed = true;
        encoded = null;
        turns++;
    }

    /** How often a manager here has had something to do; as long as that is the same, so is its state. */
    public long turns() {
        return turns;
    }

    /** Whether nothing has changed since this was last asked. */
    boolean takeUnchanged() {
        boolean unchanged = !changed;
        changed = false;
        return unchanged;
    }

    Journal.Image image(SharedStates states) {
        byte[] bytes = states.share(name(), state());
        if (manager != null) {
            encoded = bytes;
        }
        return new Journal.Image(bytes, snapshot, ids);
    }

    /** Starts with code that has no predecessor. */
    void create(ManagerFactory newFactory, LaneHandle newHandle) {
        Handlers newHandlers = new Handlers();
        newHandle.collectHandlers(newHandlers);
        install(newFactory, newFactory.create(newHandle), newHandle, newHandlers, null);
    }

    /** The state as it is now: of the code at work, or as parked. */
    public byte[] state() {
        if (manager == null) {
            return parked;
        }
        return encoded != null ? encoded : present().toBytes();
    }

    /** The state of the code at work as it is now. */
    public Handover present() {
        Handover state = manager.handOver();
        return adopted == null ? state : state.withUnknownOf(adopted);
    }

    /** Goes on with other code; when that throws nothing has changed. */
    void adopt(ManagerFactory newFactory, LaneHandle newHandle, Handover previous) {
        Handlers newHandlers = new Handlers();
        newHandle.collectHandlers(newHandlers);
        Object before = snapshot;
        if (before == null) {
            // what another process showed could not be kept, or read
            snapshot = newFactory.initialSnapshot();
        }
        Manager successor;
        try {
            successor = newHandle.quietly(() -> newFactory.adopt(newHandle, previous));
        } catch (RuntimeException | Error e) {
            snapshot = before;
            throw e;
        }
        install(newFactory, successor, newHandle, newHandlers, previous);
    }

    /** Lets go of the code, keeping the state. */
    void park(byte[] state) {
        parked = state;
        letGo();
    }

    private void install(ManagerFactory newFactory, Manager newManager, LaneHandle newHandle,
            Handlers newHandlers, Handover previous) {
        if (!api.isInstance(newManager)) {
            throw new IllegalStateException(newFactory.getClass().getName() + " made no " + api.getName());
        }
        letGo();
        factory = newFactory;
        manager = newManager;
        handle = newHandle;
        handlers = newHandlers;
        adopted = previous;
        parked = null;
    }

    private void letGo() {
        if (handle != null) {
            handle.die();
        }
        trial = null;
        factory = null;
        manager = null;
        handle = null;
        adopted = null;
        encoded = null;
        handlers = new Handlers();
    }

    /** Whether the code at work has a handler for the step. */
    boolean knows(PendingStep step) {
        return handlers.knows(step.name());
    }

    void goOn(Message.Answer answer) {
        handlers.outcome(answer.step(), answer.value(), answer.error());
    }

    List<Consumer<Event>> handlersOf(Class<?> eventType) {
        return handlers.of(eventType);
    }
}
