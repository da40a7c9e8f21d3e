/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A node with an embedded Raft. It has no sessions, so each node says through the log that it lives. */
final class RaftMember implements ClusterMember {

    private static final int LOOKS_MILLIS = 50;

    private final RaftLog log;
    private final OwnedValues values;
    private final ScheduledExecutorService signs = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "signs-of-life");
        thread.setDaemon(true);
        return thread;
    });

    RaftMember(String name, RaftLog log, OwnedValues values) {
        this.log = log;
        this.values = values;
        signs.scheduleWithFixedDelay(() -> log.submit(OwnedValues.alive(name)), 0, SESSION_MILLIS / 4, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<Boolean> own(String key, long epoch) {
        return log.submit(OwnedValues.own(key, epoch)).thenApply(OwnedValues::accepted);
    }

    @Override
    public CompletionStage<Boolean> write(String key, long epoch, byte[] value) {
        return log.submit(OwnedValues.write(key, epoch, value)).thenApply(OwnedValues::accepted);
    }

    @Override
    public CompletionStage<byte[]> read(String key) {
        return log.submit(OwnedValues.read(key));
    }

    @Override
    public void awaitLoss(String other) throws InterruptedException {
        while (!values.lost(other)) {
            TimeUnit.MILLISECONDS.sleep(LOOKS_MILLIS);
        }
    }

    @Override
    public boolean leads() throws Exception {
        return log.leads();
    }

    @Override
    public void close() throws Exception {
        signs.shutdownNow();
        log.close();
    }
}
