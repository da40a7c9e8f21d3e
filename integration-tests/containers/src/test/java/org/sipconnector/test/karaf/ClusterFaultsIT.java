/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.MachineNetwork;

/**
 * Three Karafs share connectors, some of them in calls, while machines, networks and the engine fail: one after the other, drawn by a
 * seed or named. After each, all connectors are at work where the engine has them, every call goes on in its dialog and can be spoken in;
 * and nothing was accepted of who is no owner any more. What it took is printed.
 */
public class ClusterFaultsIT {

    private static final String NAMED =
            System.getProperty("cluster.faults", "killed,frozen,cut-off,engine-gone,moved");
    private static final int DRAWN = Integer.getInteger("cluster.drawn", 0);
    private static final long SEED = Long.getLong("cluster.seed", 1);
    private static final int HOLD_SECONDS = Integer.getInteger("cluster.holdSeconds", 2);
    private static final int IDLE_SECONDS = Integer.getInteger("cluster.idleSeconds", 0);
    private static final int SKEW_SECONDS = Integer.getInteger("cluster.skewSeconds", 0);
    private static final String REPORT = System.getProperty("cluster.report", "target/cluster-faults.txt");
    private static final Duration SETTLED_LIMIT = Duration.ofMinutes(5);
    private static final String METHOD = """
            %d Karafs, three ZooKeeper servers, each with a network of its own, and a conference server, all on this machine; %d connectors, %d of
            them in calls, %d with sound and pictures; a session of %d s; seed %d. Times are from just before what happens to when the server
            got the first REGISTER, or INVITE in a call's dialog, that it accepted of another node; from leaving: from the former owner's log line.
            """;

    private final SharedConnectors.Scale scale = new SharedConnectors.Scale(Integer.getInteger("cluster.nodes", 3),
            Integer.getInteger("cluster.connectors", 30), Integer.getInteger("cluster.calls", 6), Integer.getInteger("cluster.pictures", 1),
            Integer.getInteger("cluster.session", 4));
    private final List<String> report = new ArrayList<>(
            List.of(METHOD.formatted(scale.nodes(), scale.connectors(), scale.calls(), scale.pictures(), scale.session(), SEED)));

    @Test
    public void everyCallGoesOnAndNobodyIsOwnedTwice() throws Exception {
        assumeTrue("skipped: networks of machines need root, and ip of iproute2", MachineNetwork.isPossible());
        Random random = new Random(SEED);
        try (SharedConnectors shared = new SharedConnectors(scale, skewed())) {
            shared.start();
            idle(shared);
            ClusterFaults faults = new ClusterFaults(shared, random, Duration.ofSeconds(HOLD_SECONDS));
            for (String name : names(faults, random)) {
                String told = faults.happen(name);
                long healed = System.nanoTime();
                Await.within(SETTLED_LIMIT, "all connectors are at work after: " + told, shared::isSettled);
                tell(told + "; all where they are to be %.1f s after it was over".formatted((System.nanoTime() - healed) / 1e9));
                shared.assertCallsGoOn(told, shared.shared());
                assertEquals("after " + told, List.of(), new EpochChecker(shared).violations());
            }
            // what the engine's client says of servers that it does not reach is no error of ours
            assertEquals("nothing failed", List.of(), shared.logs("| ERROR ").stream().filter(line -> !line.contains("| ClientCnxn")).toList());
        } finally {
            Files.write(Path.of(REPORT), report, UTF_8);
        }
    }

    private void tell(String line) {
        report.add(line);
        System.out.println(line);
    }

    private static Map<String, List<String>> skewed() {
        return SKEW_SECONDS == 0
                ? Map.of()
                : Map.of("c", List.of("env", "LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "FAKETIME=+" + SKEW_SECONDS,
                        "DONT_FAKE_MONOTONIC=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"));
    }

    private static List<String> names(ClusterFaults faults, Random random) {
        if (DRAWN == 0) {
            return List.of(NAMED.split(","));
        }
        List<String> names = new ArrayList<>(faults.names());
        return Collections.nCopies(DRAWN, names).stream().map(all -> all.get(random.nextInt(all.size()))).toList();
    }

    /** What it costs when nothing happens. */
    private void idle(SharedConnectors shared) throws Exception {
        if (IDLE_SECONDS == 0) {
            return;
        }
        if (scale.calls() == 0) {
            for (SharedConnectors.Node node : shared.nodes()) {
                node.karaf().awaitRest();
            }
        }
        Duration nodes = shared.nodesCpu();
        Duration engine = shared.engineCpu();
        long end = System.nanoTime() + Duration.ofSeconds(IDLE_SECONDS).toNanos();
        Await.within(Duration.ofSeconds(IDLE_SECONDS + 1), "time passes", () -> System.nanoTime() >= end);
        tell("as it is, for %d s: nodes took %.1f %%, engine servers %.1f %% of a core".formatted(IDLE_SECONDS,
                shared.nodesCpu().minus(nodes).toMillis() / 10.0 / IDLE_SECONDS,
                shared.engineCpu().minus(engine).toMillis() / 10.0 / IDLE_SECONDS));
    }
}
