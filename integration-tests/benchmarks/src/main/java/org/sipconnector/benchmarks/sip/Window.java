/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives out account numbers, each to one operation at a time, some operations at a time; counts those that fail. */
final class Window {

    private static final int AT_ONCE = 50;
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<Integer> accounts = new LinkedBlockingQueue<>();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicInteger failures = new AtomicInteger();

    /** Numbers from one to before another. */
    Window(int from, int to) {
        for (int i = from; i < to; i++) {
            accounts.add(i);
        }
    }

    /**
     * Waits until one more may begin.
     *
     * @throws IllegalStateException when none of those under way ends for a minute
     */
    int begin() throws InterruptedException {
        take(1);
        Integer account = accounts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (account == null) {
            throw new IllegalStateException("all accounts are busy and stay so");
        }
        return account;
    }

    void done(int account) {
        accounts.add(account);
        free.release();
    }

    void failed(int account) {
        failures.incrementAndGet();
        done(account);
    }

    int failures() {
        return failures.get();
    }

    void allDone() throws InterruptedException {
        take(AT_ONCE);
    }

    private void take(int count) throws InterruptedException {
        if (!free.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(AT_ONCE - free.availablePermits() + " operations do not end");
        }
    }
}
