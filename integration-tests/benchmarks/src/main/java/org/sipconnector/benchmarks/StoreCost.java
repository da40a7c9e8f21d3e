/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.lane.LaneSink;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.kernel.internal.time.RealTime;
import org.sipconnector.spi.store.StateStore;
import org.sipconnector.statestore.DiskStateStore;

/** What it costs that connectors outlive a crash: lanes whose state changes with each message, written behind and not. */
public final class StoreCost {

    private static final int POOL = 2;
    private static final int STATE_BYTES = 2_000;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int IN_A_ROW = 1_000_000;
    private static final int ROUNDS = 7;
    private static final int TOLD = 1_000;

    private StoreCost() {}

    /** @param args lanes, messages a second and seconds; 1 000, 2 000 and 10 without them */
    public static void main(String[] args) throws Exception {
        int lanes = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        System.out.println("Method: " + rate + " messages a second to random ones of " + lanes + " lanes on " + POOL + " threads for " + seconds
                + " s, each of which changes a state of " + STATE_BYTES + " bytes; from post to the manager's handler, and the CPU time of the"
                + " process. The peer is the same without writing; each once to warm up, then each three times in turn, the median counts.");
        List<Cost> kept = new ArrayList<>();
        List<Cost> peer = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            Cost with = run(lanes, rate, seconds, true);
            Cost without = run(lanes, rate, seconds, false);
            if (round > 0) {
                kept.add(with);
                peer.add(without);
            }
        }
        Cost with = median(kept);
        Cost without = median(peer);
        System.out.println("Written behind every " + PAUSE.toMillis() + " ms: " + with);
        System.out.println("Peer in the same run, nothing written: " + without);
        System.out.printf(Locale.ROOT,
                "A change costs %.1f us of CPU off its lane, and %.0f bytes sealed and written in %.2f writings%n",
                with.cpuMicros() - without.cpuMicros(), with.bytes(), with.writings());
        System.out.printf(Locale.ROOT, "Ratio with to without, median of a hop: %.2f, CPU: %.2f%n", with.hop().median() / without.hop().median(),
                with.cpuMicros() / without.cpuMicros());
        laneItself();
        System.out.println("A peer that is told once it is stored, one after the other on one of " + lanes + " lanes: "
                + with(lanes, Runnable::run, true, (all, store) -> untilStored(all.get(0))));
    }

    /** From an event to the moment at which a peer may be told that it is done. */
    private static Sample untilStored(LaneCore lane) {
        LaneSink sink = new LaneSink(lane);
        long[] nanos = new long[TOLD];
        CountDownLatch heard = new CountDownLatch(2 * TOLD);
        for (int i = -TOLD; i < TOLD; i++) {
            long begin = System.nanoTime();
            sink.accept(new Ping(begin, new long[1], 0, heard));
            sink.stored(true).toCompletableFuture().join();
            nanos[Math.max(i, 0)] = System.nanoTime() - begin;
        }
        return Sample.of(nanos);
    }

    /** Without a pool and at full speed, so that nothing counts but what the lane's own thread does. */
    private static void laneItself() throws Exception {
        List<Double> kept = new ArrayList<>();
        List<Double> peer = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            kept.add(with(1, Runnable::run, true, (lanes, store) -> threadNanos(lanes.get(0))));
            peer.add(with(1, Runnable::run, false, (lanes, store) -> threadNanos(lanes.get(0))));
        }
        double with = kept.stream().sorted().toList().get(ROUNDS / 2);
        double without = peer.stream().sorted().toList().get(ROUNDS / 2);
        System.out.printf(Locale.ROOT, "CPU of the lane's own thread, %d messages in a row on one lane, median of %d rounds in turn:"
                + " %.0f ns a message, not written %.0f ns, so %.0f ns for writing%n", IN_A_ROW, ROUNDS, with, without, with - without);
    }

    private static double threadNanos(LaneCore lane) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] into = new long[1];
        CountDownLatch heard = new CountDownLatch(2 * IN_A_ROW);
        long begin = 0;
        for (int i = -IN_A_ROW; i < IN_A_ROW; i++) {
            if (i == 0) {
                begin = threads.getCurrentThreadCpuTime();
            }
            lane.post(new Ping(0, into, 0, heard));
        }
        return (threads.getCurrentThreadCpuTime() - begin) / (double) IN_A_ROW;
    }

    /**
     * What a message cost.
     *
     * @param hop       from post to handler
     * @param cpuMicros of the whole process, for each message
     * @param bytes     handed to the store, for each message
     * @param writings  of a connector, for each message
     */
    private record Cost(Sample hop, double cpuMicros, double bytes, double writings) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s, %.1f us of CPU a message", hop, cpuMicros);
        }
    }

    private static Cost median(List<Cost> costs) {
        return costs.stream().sorted(Comparator.comparingDouble(Cost::cpuMicros)).toList().get(costs.size() / 2);
    }

    private static Cost run(int count, int rate, int seconds, boolean writes) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(POOL);
        try {
            return with(count, pool, writes, (lanes, store) -> measured(lanes, rate, seconds, store));
        } finally {
            pool.shutdown();
            pool.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private interface Measuring<T> {

        T of(List<LaneCore> lanes, Counted store) throws InterruptedException;
    }

    private static <T> T with(int count, Executor pool, boolean writes, Measuring<T> measuring) throws Exception {
        Path directory = Files.createTempDirectory("store");
        Counted store = new Counted(new DiskStateStore(directory, Clock.systemUTC()));
        WriteBehind writing = new WriteBehind(() -> Optional.of(store), id -> CompletableFuture.completedStage(Map.of()),
                () -> writes ? PAUSE : Duration.ZERO, WriteBehind.Patience.STANDARD);
        try (RealTime time = new RealTime()) {
            AtomicLong ids = new AtomicLong();
            LaneRuntime runtime = new LaneRuntime(pool, pool, time, any -> 0.5, ids::incrementAndGet, Duration.ofSeconds(30), 10_000);
            List<LaneCore> lanes = SingleManagerLanes.with(Hearing::new, count, runtime);
            if (writes) {
                lanes.forEach(writing::opened);
            }
            writing.begin();
            writing.flush();
            store.reset();
            return measuring.of(lanes, store);
        } finally {
            writing.freeze();
            store.clear();
            remove(directory);
        }
    }

    private static Cost measured(List<LaneCore> lanes, int rate, int seconds, Counted store) throws InterruptedException {
        int messages = rate * seconds;
        long[] nanos = new long[messages];
        Random random = new Random(1);
        CountDownLatch heard = new CountDownLatch(messages);
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            long due = begin + i * TimeUnit.SECONDS.toNanos(1) / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            lanes.get(random.nextInt(lanes.size())).post(new Ping(System.nanoTime(), nanos, i, heard));
        }
        heard.await();
        // what was changed last is still to be written
        TimeUnit.NANOSECONDS.sleep(2 * PAUSE.toNanos());
        double micros = (cpuNanos() - cpu) / 1e3 / messages;
        return new Cost(Sample.of(nanos), micros, store.bytes.doubleValue() / messages, store.writings.doubleValue() / messages);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Counts what is handed to a store. */
    private record Counted(StateStore store, LongAdder bytes, LongAdder writings) implements StateStore {

        Counted(StateStore store) {
            this(store, new LongAdder(), new LongAdder());
        }

        void reset() {
            bytes.reset();
            writings.reset();
        }

        @Override
        public boolean own() {
            return store.own();
        }

        @Override
        public Optional<String> owner() {
            return store.owner();
        }

        @Override
        public void leave() {
            store.leave();
        }

        @Override
        public void update(Map<String, byte[]> changed, Set<String> removed) {
            changed.values().forEach(value -> bytes.add(value.length));
            writings.add(changed.size());
            store.update(changed, removed);
        }

        @Override
        public void replaceAll(Map<String, byte[]> values) {
            store.replaceAll(values);
        }

        @Override
        public Map<String, byte[]> load() {
            return store.load();
        }

        @Override
        public List<Entry> entries() {
            return store.entries();
        }

        @Override
        public void alive() {
            store.alive();
        }

        @Override
        public Optional<Instant> lastAlive() {
            return store.lastAlive();
        }

        @Override
        public void clear() {
            store.clear();
        }
    }

    private record Ping(long posted, long[] into, int index, CountDownLatch done) implements Event {

        @Override
        public String name() {
            return "ping";
        }
    }

    /** @param text of which each message makes another */
    private record State(int count, String text) {}

    private static final class Hearing implements SingleManagerLanes.Listener, Manager {

        private State state = new State(0, "s".repeat(STATE_BYTES));

        Hearing(Lane lane) {
            lane.on(Ping.class, this::heard);
        }

        private void heard(Ping ping) {
            state = new State(state.count() + 1, state.text());
            ping.into[ping.index] = System.nanoTime() - ping.posted;
            ping.done.countDown();
        }

        @Override
        public Handover handOver() {
            return Handover.of(1, state);
        }
    }
}
