package org.sipconnector.kernel.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A queue worked off one message at a time on a shared pool. A turn is a bounded number of messages, so that a busy lane
 * cannot starve others. Tasks of the kernel go first, and also while messages wait.
 */
final class Mailbox implements Runnable {

    private static final int MESSAGES_A_TURN = 32;

    private enum State { IDLE, SCHEDULED, RUNNING }

    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> controls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    /** What remote parties sent of what waits, in bytes. */
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final Executor executor;
    private final Consumer<Message> work;
    private final Consumer<Runnable> control;
    private volatile boolean parked;

    Mailbox(Executor executor, Consumer<Message> work, Consumer<Runnable> control) {
        this.executor = executor;
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

    /** Takes the message that has waited longest out, unread; null when none waits. */
    Message poll() {
        Message message = messages.poll();
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
                work(MESSAGES_A_TURN);
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
        for (int i = 0; ; i++) {
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
