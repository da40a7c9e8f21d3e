/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come to be. */
final class Await {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Await() {}

    static void that(BooleanSupplier condition, Supplier<String> otherwise) {
        that(condition, PATIENCE, otherwise);
    }

    static void that(BooleanSupplier condition, Duration atMost, Supplier<String> otherwise) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + atMost.toSeconds() + " s; " + otherwise.get());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
