/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps what can happen with every message, packet or frame from filling the log: it is told once, and from then on at most once a
 * minute with how often it happened meanwhile. Any thread; nothing waits.
 */
public final class OncePerMinute {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final AtomicLong told;
    private final LongAdder happened = new LongAdder();

    public OncePerMinute() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that is never set, in nanoseconds from any beginning */
    public OncePerMinute(LongSupplier nanos) {
        this.nanos = nanos;
        this.told = new AtomicLong(nanos.getAsLong() - MINUTE);
    }

    /** Notes that it happened; how often it did since it was told last, this time included, when it is to be told now. */
    public OptionalLong count() {
        happened.increment();
        long last = told.get();
        long now = nanos.getAsLong();
        return now - last >= MINUTE && told.compareAndSet(last, now) ? OptionalLong.of(happened.sumThenReset()) : OptionalLong.empty();
    }

    /** The same with the count in words: empty text for once. */
    public void tell(Consumer<String> line) {
        count().ifPresent(times -> line.accept(times == 1 ? "" : " (" + times + " times since the last such line)"));
    }
}
