/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes one entry again and again, one write after the other, and remembers how each ended. */
final class Probe {

    private static final int PAUSE_MILLIS = 20;
    private static final int PATIENCE_MILLIS = 500;
    private static final int BYTES = 10_000;

    private final ClusterMember member;
    private final String key;
    private final long epoch;
    private final List<Write> writes = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "probe");
    private volatile boolean ended;

    /** @param begun and ended by the machine's monotonic clock, which its processes share */
    private record Write(long begun, long ended, Ending ending) {}

    private enum Ending {
        ACCEPTED, REFUSED, FAILED
    }

    /**
     * What came of the writes that were begun after a moment.
     *
     * @param longestGap milliseconds between two accepted ones, or until the first
     */
    record Outcome(long accepted, long refused, long failed, long longestGap) {

        static Outcome parse(String text) {
            String[] numbers = text.split(" ");
            return new Outcome(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]), Long.parseLong(numbers[3]));
        }

        @Override
        public String toString() {
            return accepted + " " + refused + " " + failed + " " + longestGap;
        }
    }

    private Probe(ClusterMember member, String key, long epoch) {
        this.member = member;
        this.key = key;
        this.epoch = epoch;
    }

    static Probe start(ClusterMember member, String key, long epoch) {
        Probe probe = new Probe(member, key, epoch);
        probe.thread.start();
        return probe;
    }

    private void run() {
        byte[] value = ByteBuffer.allocate(BYTES).putLong(epoch).array();
        while (!ended) {
            long begun = System.nanoTime();
            Ending ending = write(value);
            synchronized (writes) {
                writes.add(new Write(begun, System.nanoTime(), ending));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private Ending write(byte[] value) {
        try {
            return member.write(key, epoch, value).toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    ? Ending.ACCEPTED
                    : Ending.REFUSED;
        } catch (TimeoutException | ExecutionException | InterruptedException failed) {
            return Ending.FAILED;
        }
    }

    /** Ends it. */
    Outcome stop(long since) throws InterruptedException {
        ended = true;
        thread.join();
        return outcome(since);
    }

    private Outcome outcome(long since) {
        synchronized (writes) {
            long last = since;
            long gap = 0;
            for (Write write : writes) {
                if (write.begun() >= since && write.ending() == Ending.ACCEPTED) {
                    gap = Math.max(gap, write.ended() - last);
                    last = write.ended();
                }
            }
            return new Outcome(count(since, Ending.ACCEPTED), count(since, Ending.REFUSED), count(since, Ending.FAILED),
                    TimeUnit.NANOSECONDS.toMillis(gap));
        }
    }

    private long count(long since, Ending ending) {
        return writes.stream().filter(write -> write.begun() >= since && write.ending() == ending).count();
    }
}
