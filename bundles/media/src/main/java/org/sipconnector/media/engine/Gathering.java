package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/**
 * Waits until a local description has its candidates: when gathering ends, or a pause after the latest candidate,
 * whichever is first. The pause also runs from the beginning, so that a machine without any address does not hang.
 * Used on the connection's sequence only.
 */
final class Gathering {

    private final Duration pause;
    private final EngineThreads threads;
    private final Executor sequence;
    private final Runnable complete;
    private Future<?> timer;
    private boolean done;

    Gathering(Duration pause, EngineThreads threads, Executor sequence, Runnable complete) {
        this.pause = pause;
        this.threads = threads;
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
        timer = threads.after(pause, () -> sequence.execute(this::ended));
    }
}
