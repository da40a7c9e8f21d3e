/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PIDs whose configurations are to be read. Those that come while others are read are read together: Configuration Admin goes
 * through all that it has for each question, so that one question for each of thousands takes minutes.
 */
final class PendingPids {

    private static final Logger LOG = LoggerFactory.getLogger(PendingPids.class);

    private final Executor oneThread;
    private final Consumer<Set<String>> reader;
    private Set<String> pending = new HashSet<>();

    /**
     * @param oneThread runs one task at a time
     * @param reader    reads what there is of these now
     */
    PendingPids(Executor oneThread, Consumer<Set<String>> reader) {
        this.oneThread = oneThread;
        this.reader = reader;
    }

    /** Any thread. */
    synchronized void add(String pid) {
        if (pending.add(pid) && pending.size() == 1) {
            try {
                oneThread.execute(this::read);
            } catch (RejectedExecutionException stopping) {
                LOG.debug("{} is left to the next kernel", pid);
            }
        }
    }

    private void read() {
        Set<String> taken = take();
        try {
            reader.accept(taken);
        } catch (IllegalStateException stopping) {
            LOG.debug("{} are left to the next kernel", taken, stopping);
        }
    }

    private synchronized Set<String> take() {
        Set<String> taken = pending;
        pending = new HashSet<>();
        return taken;
    }
}
