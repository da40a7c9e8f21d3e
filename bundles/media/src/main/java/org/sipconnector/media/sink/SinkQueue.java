/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sink;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A short queue between the library's threads and a sink that may be slow. When it is full the oldest waits no longer:
 * the sink loses media, the engine no time.
 *
 * @param <T> what is handed over
 */
public final class SinkQueue<T> {

    private static final Logger LOG = LoggerFactory.getLogger(SinkQueue.class);

    private final Executor sequence;
    private final int limit;
    private final Consumer<T> sink;
    private final Consumer<Throwable> broken;
    private final Queue<T> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean closed;
    private long lost;

    /**
     * @param sequence runs the sink, one call after another
     * @param limit    how many may wait
     * @param sink     takes each
     * @param broken   hears of a sink that threw; it gets nothing more
     */
    public SinkQueue(Executor sequence, int limit, Consumer<T> sink, Consumer<Throwable> broken) {
        this.sequence = sequence;
        this.limit = limit;
        this.sink = sink;
        this.broken = broken;
    }

    /** Never blocks. */
    public synchronized void offer(T item) {
        if (closed) {
            return;
        }
        if (waiting.size() == limit) {
            waiting.poll();
            if (lost++ == 0) {
                LOG.debug("A sink is too slow and loses media");
            }
        }
        waiting.add(item);
        if (!running) {
            running = true;
            sequence.execute(this::drain);
        }
    }

    /** Takes nothing more; what waits is delivered, then the action is run on the sequence. */
    public synchronized void close(Runnable whenDone) {
        if (!closed) {
            closed = true;
            sequence.execute(whenDone);
        }
    }

    /** How many were dropped. */
    public synchronized long lost() {
        return lost;
    }

    private void drain() {
        for (T item = next(); item != null; item = next()) {
            try {
                sink.accept(item);
            } catch (RuntimeException | Error failure) {
                synchronized (this) {
                    waiting.clear();
                    running = false;
                    closed = true;
                }
                broken.accept(failure);
                return;
            }
        }
    }

    private synchronized T next() {
        T item = waiting.poll();
        running = item != null;
        return item;
    }
}
