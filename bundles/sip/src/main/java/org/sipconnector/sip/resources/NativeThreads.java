/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.resources;

import java.util.Optional;

/** Threads: no number tells how many more there may be, so one is started from time to time. */
final class NativeThreads implements Resource {

    private static final int CHECKS_A_THREAD = 5;

    private final Runnable start;
    private boolean none;
    private int checks;

    NativeThreads() {
        this(() -> {
            Thread probe = new Thread(() -> {}, "sip-probe");
            probe.setDaemon(true);
            probe.start();
        });
    }

    /** @param start starts a thread that ends at once */
    NativeThreads(Runnable start) {
        this.start = start;
    }

    @Override
    public Optional<String> shortage() {
        if (none || checks++ % CHECKS_A_THREAD == 0) {
            try {
                start.run();
                none = false;
            } catch (OutOfMemoryError refused) {
                none = true;
            }
        }
        return none ? Optional.of("threads: no further one can be started; raise the limit (ulimit -u, TasksMax, pids.max)") : Optional.empty();
    }
}
