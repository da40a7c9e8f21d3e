/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What other threads bring, for a test to wait for. */
public final class Arrivals<T> {

    private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();

    public void add(T arrival) {
        queue.add(arrival);
    }

    public T poll(int seconds) {
        try {
            return queue.poll(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
