/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Notices that the engine does not answer any more, and that it answers again. Whoever owns it asks it to look from time to
 * time, always on the same thread; the question itself is asked on threads that may hang.
 */
final class Watchdog {

    private final Supplier<CompletableFuture<Void>> question;
    private final Duration limit;
    private final LongSupplier nanos;
    private final Consumer<Optional<String>> report;
    private CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
    private long since;
    private boolean hangs;

    /**
     * @param question asks the engine; completes when it has answered, in whatever way
     * @param limit    how long an answer may take
     * @param nanos    the time, as {@link System#nanoTime()}
     * @param report   hears what is wrong, or that nothing is any more
     */
    Watchdog(Supplier<CompletableFuture<Void>> question, Duration limit, LongSupplier nanos, Consumer<Optional<String>> report) {
        this.question = question;
        this.limit = limit;
        this.nanos = nanos;
        this.report = report;
    }

    void look() {
        if (asked.isDone()) {
            if (hangs) {
                hangs = false;
                report.accept(Optional.empty());
            }
            since = nanos.getAsLong();
            asked = question.get();
        } else if (!hangs && nanos.getAsLong() - since >= limit.toNanos()) {
            hangs = true;
            report.accept(Optional.of("the media library has not answered for " + limit.toSeconds() + " s; restart the bundle"
                    + " org.sipconnector.media, or let it run in helper processes, which are replaced by themselves:"
                    + " isolation = process in org.sipconnector.media.cfg"));
        }
    }
}
