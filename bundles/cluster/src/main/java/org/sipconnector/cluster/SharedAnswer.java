/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An answer that takes long: worked out once at a time, for all who had asked before that began. Any thread. */
final class SharedAnswer<T> {

    private final AtomicLong begun = new AtomicLong();
    private @Nullable T latest;
    private long latestBegun;

    T get(Supplier<T> work) {
        return get(begun.get(), work);
    }

    private synchronized T get(long asked, Supplier<T> work) {
        T shared = latest;
        if (shared != null && latestBegun > asked) {
            return shared;
        }
        long number = begun.incrementAndGet();
        T fresh = work.get();
        latest = fresh;
        latestBegun = number;
        return fresh;
    }
}
