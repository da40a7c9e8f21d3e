/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.sipconnector.kernel.internal.journal.Message;

/**
 * A queue worked off one message at a time on a shared pool. A turn is a bounded number of messages, so that a busy lane
 * cannot starve others. Tasks of the kernel go first, and also while messages wait.
 */
final class Mailbox implements Runnable {

    private enum State { IDLE, SCHEDULED, RUNNING }

    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> controls = new ConcurrentLinkedQueue<>();
    /** Worked off before all others, but not before something else has come; on the lane. */
    private final List<Message> aside = new ArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    /** What remote parties sent of what waits, in bytes. */
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final Executor executor;
    private final IntSupplier turn;
    private final Consumer<Message> work;
    private final Consumer<Runnable> control;
    private volatile boolean parked;

    /** @param turn how many messages are worked off in a turn */
    Mailbox(Executor executor, IntSupplier turn, Consumer<Message> work, Consumer<Runnable> control) {
        this.executor = executor;
        this.turn = turn;
        this.work = work;
        this.control = control;
    }

    void add(Message message) {
        waiting.incrementAndGet();
        bytes.addAndGet(message.bytes());
        messages.add(message);
        wake();
    }

    void control(Runnable task) {
        controls.add(task);
        wake();
    }

    /** Does the kernel's tasks that wait on the calling thread, unless the mailbox is being worked off. */
    void helpWithControl() {
        if (state.compareAndSet(State.SCHEDULED, State.RUNNING)) {
            try {
                work(0);
            } finally {
                rest();
            }
        }
    }

    int waiting() {
        return waiting.get();
    }

    boolean parked() {
        return parked;
    }

    /** Keeps messages waiting, or lets them go on; on the lane. */
    void parked(boolean park) {
        parked = park;
    }

    /** Keeps a message, in order, until {@link #takeAside} finds that its time has come; on the lane. */
    void setAside(Message message) {
        waiting.incrementAndGet();
        bytes.addAndGet(message.bytes());
        aside.add(message);
    }

    /** The first message kept aside whose time has come; null when there is none, or messages must wait. On the lane. */
    Message takeAside(Predicate<Message> ready) {
        for (int i = 0; !parked && i < aside.size(); i++) {
            if (ready.test(aside.get(i))) {
                taken(aside.get(i));
                return aside.remove(i);
            }
        }
        return null;
    }

    /** Takes the message that has waited longest out, unread; null when none waits. On the lane, or when it was left. */
    Message poll() {
        Message message = aside.isEmpty() ? messages.poll() : aside.remove(0);
        if (message != null) {
            taken(message);
        }
        return message;
    }

    private void taken(Message message) {
        waiting.decrementAndGet();
        bytes.addAndGet(-message.bytes());
    }

    long bytes() {
        return bytes.get();
    }

    Iterable<Message> messages() {
        return messages;
    }

    void clear() {
        messages.clear();
        aside.clear();
        waiting.set(0);
        bytes.set(0);
    }

    private void wake() {
        if (state.compareAndSet(State.IDLE, State.SCHEDULED)) {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException stopped) {
                // the lane was left to the next kernel or is closed: its messages are taken from here
                state.set(State.IDLE);
            }
        }
    }

    @Override
    public void run() {
        if (state.compareAndSet(State.SCHEDULED, State.RUNNING)) {
            try {
                work(turn.getAsInt());
            } finally {
                rest();
            }
        }
    }

    private void rest() {
        state.set(State.IDLE);
        if (!controls.isEmpty() || (!parked && !messages.isEmpty())) {
            wake();
        }
    }

    /** Works off all of the kernel's tasks, and up to that many messages. */
    private void work(int limit) {
        for (int i = 0;; i++) {
            for (Runnable task = controls.poll(); task != null; task = controls.poll()) {
                control.accept(task);
            }
            Message message = parked || i == limit ? null : messages.poll();
            if (message == null) {
                return;
            }
            taken(message);
            work.accept(message);
        }
    }
}
