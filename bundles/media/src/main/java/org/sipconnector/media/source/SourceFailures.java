/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who send a source that it fails: each once, and again when it had not failed for a second. A source that fails
 * is asked a hundred times a second all the same, since it may recover. May be used on any thread.
 */
public final class SourceFailures {

    private static final Logger LOG = LoggerFactory.getLogger(SourceFailures.class);
    private static final long RECOVERED = TimeUnit.SECONDS.toNanos(1);

    private static final Failure NONE = new Failure(0, false);

    private record Failure(long nanos, boolean first) {}

    private final String source;
    private final LongSupplier clock;
    private final Map<Consumer<String>, Failure> listeners = new ConcurrentHashMap<>();

    /**
     * @param source what it is called, such as {@code audio source 'service:speech'}
     * @param clock  as {@link System#nanoTime()}
     */
    SourceFailures(String source, LongSupplier clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Hears reasons from now on. */
    public void tell(Consumer<String> listener) {
        listeners.put(listener, NONE);
    }

    public void forget(Consumer<String> listener) {
        listeners.remove(listener);
    }

    void failed(Throwable failure) {
        long now = clock.getAsLong();
        String reason = source + " failed: " + failure;
        listeners.keySet().forEach(listener -> {
            Failure latest = listeners.computeIfPresent(listener,
                    (key, former) -> new Failure(now, former == NONE || now - former.nanos > RECOVERED));
            if (latest != null && latest.first) {
                LOG.debug(reason);
                listener.accept(reason);
            }
        });
    }
}
