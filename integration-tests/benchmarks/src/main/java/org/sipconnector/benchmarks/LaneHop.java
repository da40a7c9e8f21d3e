/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.Timers;

/** How long a message takes from being posted until a manager hears it, with many lanes on a small pool. */
public final class LaneHop {

    private static final int POOL = 2;
    private static final int AT_ONCE = 4;

    private LaneHop() {}

    /** @param args lanes and messages; 10 000 and 1 000 000 without them */
    public static void main(String[] args) throws InterruptedException {
        int lanes = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int messages = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        System.out.println("Method: messages to random ones of " + lanes + " lanes on " + POOL + " threads, " + AT_ONCE
                + " under way at a time; from post to the manager's handler, journal included. The peer posts the same to a"
                + " plain pool of " + POOL + " threads, which keeps no order and no journal. The second half counts.");
        Sample lane = lanes(lanes, messages);
        Sample peer = plainPool(messages);
        System.out.println("Lane: " + lane);
        System.out.println("Peer in the same run, ThreadPoolExecutor: " + peer);
        System.out.printf(Locale.ROOT, "Ratio lane to plain pool, median: %.2f%n", lane.median() / peer.median());
    }

    private static Sample lanes(int count, int messages) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(POOL);
        AtomicLong ids = new AtomicLong();
        LaneRuntime runtime = new LaneRuntime(pool, pool, new NoTimers(), any -> 0.5, ids::incrementAndGet,
                Duration.ofSeconds(30), 10_000);
        List<LaneCore> lanes = SingleManagerLanes.with(Hearing::new, count, runtime);
        try {
            return measured(messages, (random, ping) -> lanes.get(random.nextInt(count)).post(ping));
        } finally {
            pool.shutdown();
            pool.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static Sample plainPool(int messages) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(POOL);
        try {
            return measured(messages, (random, ping) -> pool.execute(ping::heard));
        } finally {
            pool.shutdown();
            pool.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private interface Posting {
        void post(Random random, Ping ping);
    }

    private static Sample measured(int messages, Posting posting) throws InterruptedException {
        long[] nanos = new long[messages];
        Random random = new Random(1);
        for (int i = 0; i < messages; i += AT_ONCE) {
            int batch = Math.min(AT_ONCE, messages - i);
            CountDownLatch heard = new CountDownLatch(batch);
            for (int j = 0; j < batch; j++) {
                posting.post(random, new Ping(System.nanoTime(), nanos, i + j, heard));
            }
            heard.await();
        }
        long[] second = new long[messages / 2];
        System.arraycopy(nanos, messages - second.length, second, 0, second.length);
        return Sample.of(second);
    }

    private record Ping(long posted, long[] into, int index, CountDownLatch done) implements Event {

        @Override
        public String name() {
            return "ping";
        }

        void heard() {
            into[index] = System.nanoTime() - posted;
            done.countDown();
        }
    }

    private record State() {}

    private static final class Hearing implements SingleManagerLanes.Listener, Manager {

        Hearing(Lane lane) {
            lane.on(Ping.class, Ping::heard);
        }

        @Override
        public Handover handOver() {
            return Handover.of(1, new State());
        }
    }

    private static final class NoTimers implements Timers {

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Runnable schedule(Duration after, Runnable task) {
            return () -> {};
        }
    }
}
