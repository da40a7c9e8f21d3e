/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads whose names tell whose they are. */
final class NamedThread {

    private NamedThread() {}

    static ThreadFactory factory(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            int number = count.incrementAndGet();
            Thread thread = new Thread(task, number == 1 ? name : name + '-' + number);
            thread.setDaemon(true);
            return thread;
        };
    }
}
