/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.sipconnector.spi.metrics.KernelLoad;

/**
 * How long a lane waits for its turn. A question that is put at one reading is told at the next; while it is unanswered its age
 * is.
 */
final class LaneDelay {

    private static final double SECOND_IN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicReference<Question> latest = new AtomicReference<>();

    private static final class Question implements Runnable {

        private final long asked = System.nanoTime();
        private volatile boolean answered;
        private volatile long nanos;

        @Override
        public void run() {
            nanos = System.nanoTime() - asked;
            answered = true;
        }

        long age() {
            return answered ? nanos : System.nanoTime() - asked;
        }
    }

    /** In seconds; zero at the first reading. A question that no lane answers, as its kernel is gone, is put anew when it is old. */
    double measure(KernelLoad load) {
        Question former = latest.get();
        double seconds = former == null ? 0 : former.age() / SECOND_IN_NANOS;
        if (former == null || former.answered || former.age() > TimeUnit.MINUTES.toNanos(1)) {
            Question next = new Question();
            latest.set(next);
            load.onBusiestLane(next);
        }
        return seconds;
    }
}
