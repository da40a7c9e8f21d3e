/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sipconnector.benchmarks.Sample;

/** Which engine says who owns a connector: ZooKeeper beside Raft in the nodes themselves, on three machines in namespaces of this one. */
public final class EngineChoice {

    private static final int FORCED = 300;

    private EngineChoice() {}

    /** @param args seconds of each load, its rounds, and names of engines; 8, 3 and all without them */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 8;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        List<ClusterEngine> engines =
                args.length > 2 ? Stream.of(args).skip(2).map(ClusterEngine::valueOf).toList() : List.of(ClusterEngine.values());
        System.out.println("Method: three machines, each a network namespace with processes of its own, everything forced to one disk. A value of "
                + WriteCost.BYTES + " bytes is written from a follower's machine if its owner is still the same. Engines take turns, each time a new"
                + " cluster that is warmed up for as long as it is measured; the median of " + rounds + " rounds counts. A node counts as dead after "
                + ClusterMember.SESSION_MILLIS + " ms of silence, a server is left out after " + ClusterMember.SILENCE_MILLIS
                + " ms. Embedded engines do their work in the nodes, so CPU and memory of servers is that of nodes there.");
        Path directory = Files.createTempDirectory("engines");
        try (ClusterNetwork network = ClusterNetwork.open(Cluster.MACHINES)) {
            loads(engines, network, directory, new int[] {rounds, seconds});
            for (ClusterEngine engine : engines) {
                System.out.println(engine);
                Path kept = Files.createDirectories(directory.resolve(engine.name()));
                try (Cluster cluster = Cluster.start(engine, network, kept)) {
                    new EngineTrial(cluster, network).run();
                } catch (IOException | IllegalStateException failure) {
                    System.out.println("  ended: " + failure.getMessage());
                }
                remove(kept);
            }
        }
        remove(directory);
    }

    private static void loads(List<ClusterEngine> engines, ClusterNetwork network, Path directory, int[] roundsAndSeconds)
            throws IOException, InterruptedException {
        Map<ClusterEngine, List<WriteCost>> costs = new EnumMap<>(ClusterEngine.class);
        List<Double> forced = new ArrayList<>();
        for (int round = 0; round < roundsAndSeconds[0]; round++) {
            for (ClusterEngine engine : engines) {
                forced.add(forced(directory));
                Path kept = Files.createDirectories(directory.resolve(engine.name()));
                try (Cluster cluster = Cluster.start(engine, network, kept)) {
                    costs.computeIfAbsent(engine, any -> new ArrayList<>()).addAll(WriteCost.measure(cluster, roundsAndSeconds[1]));
                } catch (IOException failure) {
                    System.out.println(engine + " wrote nothing in a round: " + failure.getMessage());
                }
                remove(kept);
            }
        }
        double peer = forced.stream().sorted().toList().get(forced.size() / 2);
        System.out.printf("Peer in the same run: appending %d bytes and forcing them, median %.2f ms%n", WriteCost.BYTES, peer);
        for (int writers : WriteCost.WRITERS) {
            costs.values().removeIf(List::isEmpty);
            costs.forEach((engine, all) -> System.out.println(engine + ", " + WriteCost.median(all, writers).told(peer)));
        }
    }

    private static double forced(Path directory) throws IOException {
        long[] nanos = new long[FORCED];
        try (FileChannel channel = FileChannel.open(directory.resolve("forced"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < FORCED; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(WriteCost.BYTES));
                channel.force(false);
                nanos[i] = System.nanoTime() - begin;
            }
        }
        return Sample.of(nanos).median() / 1e6;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
