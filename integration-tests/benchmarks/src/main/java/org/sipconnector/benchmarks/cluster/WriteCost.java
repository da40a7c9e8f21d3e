/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What conditional writes cost.
 *
 * @param writers      how many wrote at the same time
 * @param load         how long they took
 * @param serverMicros CPU time of the servers, for each write
 * @param allMicros    CPU time of all processes of the cluster, for each write
 */
record WriteCost(int writers, Load.Result load, double serverMicros, double allMicros) {

    static final int BYTES = 10_000;
    static final List<Integer> WRITERS = List.of(1, 100);

    static List<WriteCost> measure(Cluster cluster, int seconds) throws IOException, InterruptedException {
        ClusterChild node = cluster.node(Cluster.otherThan(cluster.leader()));
        int most = WRITERS.get(WRITERS.size() - 1);
        node.ask("fill", 1, most, BYTES);
        node.ask("load", most, seconds, BYTES);
        List<WriteCost> costs = new ArrayList<>();
        for (int writers : WRITERS) {
            Duration servers = cluster.cpuOfVoters();
            Duration all = cluster.cpuOfAll();
            Load.Result load = Load.Result.parse(node.ask("load", writers, seconds, BYTES));
            costs.add(new WriteCost(writers, load, micros(cluster.cpuOfVoters().minus(servers), load), micros(cluster.cpuOfAll().minus(all), load)));
        }
        return costs;
    }

    private static double micros(Duration cpu, Load.Result load) {
        return cpu.toNanos() / 1e3 / load.count();
    }

    static WriteCost median(List<WriteCost> costs, int writers) {
        List<WriteCost> some = costs.stream().filter(cost -> cost.writers() == writers)
                .sorted(Comparator.comparingDouble(cost -> cost.load().median())).toList();
        return some.get(some.size() / 2);
    }

    /** @param forced milliseconds that the disk takes for one value */
    String told(double forced) {
        return String.format("%d writers: median %.2f ms, %.1f times a forced write, 99th percentile %.2f ms, %.0f/s, CPU a write %.0f us at"
                + " servers, %.0f us in all processes (n=%d, %d failed)", writers, load.median(), load.median() / forced, load.p99(),
                load.perSecond(),
                serverMicros, allMicros, load.count(), load.failed());
    }
}
