/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/**
 * Waits until a local description has its candidates: when gathering ends, or a pause after the latest candidate,
 * whichever is first. The pause also runs from the beginning, so that a machine without any address does not hang.
 * Used on the connection's sequence only.
 */
final class Gathering {

    private final Duration pause;
    private final BiFunction<Duration, Runnable, Future<?>> timers;
    private final Executor sequence;
    private final Runnable complete;
    private Future<?> timer;
    private boolean done;

    /** @param timers runs a task later */
    Gathering(Duration pause, BiFunction<Duration, Runnable, Future<?>> timers, Executor sequence, Runnable complete) {
        this.pause = pause;
        this.timers = timers;
        this.sequence = sequence;
        this.complete = complete;
        arm();
    }

    void candidate() {
        if (!done) {
            timer.cancel(false);
            arm();
        }
    }

    void ended() {
        if (!done) {
            cancel();
            complete.run();
        }
    }

    void cancel() {
        done = true;
        timer.cancel(false);
    }

    private void arm() {
        timer = timers.apply(pause, () -> sequence.execute(this::ended));
    }
}
