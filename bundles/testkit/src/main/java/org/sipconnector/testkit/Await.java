/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for what other threads and processes bring about, never for time to pass. What nothing tells of is looked at again and
 * again; what comes with events is looked at after each of them, by an {@link EventRecorder}.
 */
public final class Await {

    /** More than anything takes on a machine that does other work, too. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration STEP = Duration.ofMillis(5);

    private Await() {}

    /** Returns as soon as the condition holds; an error says what was awaited. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, condition, () -> "it is not so");
    }

    /** @param seen is asked for the error, which says what was there instead */
    public static void until(String what, BooleanSupplier condition, Supplier<?> seen) {
        within(PATIENCE, what, condition, seen);
    }

    /** The same for what is given another time. */
    public static void within(Duration limit, String what, BooleanSupplier condition, Supplier<?> seen) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw late(limit, what, seen);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    /** The first reading that is as wanted; an error says what was awaited and what was read last. */
    public static <T> T reading(String what, Supplier<T> reading, Predicate<? super T> wanted) {
        Latest<T> latest = new Latest<>(reading);
        until(what, () -> wanted.test(latest.read()), () -> latest.value);
        return latest.value;
    }

    /** What was last read. */
    private static final class Latest<T> {

        private final Supplier<T> reading;
        private T value;

        Latest(Supplier<T> reading) {
            this.reading = reading;
        }

        T read() {
            value = reading.get();
            return value;
        }
    }

    /**
     * What is sought, looked for now and after each notification of the monitor, which guards what is looked at.
     *
     * @param seen is asked for the error, which says what was there instead
     */
    public static <T> T notified(Object monitor, String what, Supplier<Optional<T>> sought, Supplier<?> seen) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (monitor) {
            for (Optional<T> found = sought.get();; found = sought.get()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (found.isPresent()) {
                    return found.get();
                }
                if (left <= 0) {
                    throw late(PATIENCE, what, seen);
                }
                try {
                    monitor.wait(left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting: " + what, interrupted);
                }
            }
        }
    }

    private static AssertionError late(Duration limit, String what, Supplier<?> seen) {
        return new AssertionError("not within " + limit.toSeconds() + " s: " + what + "; instead: " + seen.get());
    }
}
