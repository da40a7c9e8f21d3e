/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three machines with an engine: a node on each, and a server beside it where the engine has servers. */
final class Cluster implements AutoCloseable {

    static final int MACHINES = 3;
    private static final int START_SECONDS = 90;

    private final ClusterEngine engine;
    private final ClusterNetwork network;
    private final Path directory;
    private final List<ClusterChild> servers = new ArrayList<>();
    private final List<ClusterChild> nodes = new ArrayList<>();

    private Cluster(ClusterEngine engine, ClusterNetwork network, Path directory) {
        this.engine = engine;
        this.network = network;
        this.directory = directory;
    }

    static Cluster start(ClusterEngine engine, ClusterNetwork network, Path directory) throws IOException, InterruptedException {
        Cluster cluster = new Cluster(engine, network, directory);
        if (engine.hasServers()) {
            for (int i = 1; i <= MACHINES; i++) {
                cluster.servers.add(cluster.launch("server", i));
            }
            for (ClusterChild server : cluster.servers) {
                server.hear();
            }
        }
        for (int i = 1; i <= MACHINES; i++) {
            cluster.nodes.add(cluster.launch("node", i));
        }
        for (ClusterChild node : cluster.nodes) {
            node.hear();
        }
        cluster.leader();
        return cluster;
    }

    private ClusterChild launch(String role, int machine) throws IOException {
        return ClusterChild.start(network.on(machine), engine, role,
                new Machine(machine, network.hosts(), directory.resolve(Machine.name(machine))));
    }

    ClusterChild node(int machine) {
        return nodes.get(machine - 1);
    }

    /** @return the process that takes part in votes on that machine */
    ClusterChild voter(int machine) {
        return (engine.hasServers() ? servers : nodes).get(machine - 1);
    }

    private List<ClusterChild> voters() {
        return engine.hasServers() ? servers : nodes;
    }

    /** @return the machine whose server leads, once there is one */
    int leader() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end) {
            for (int i = 1; i <= MACHINES; i++) {
                if (Boolean.parseBoolean(voter(i).ask("leads"))) {
                    return i;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("no leader within " + START_SECONDS + " s");
    }

    /** @return the first machine that is none of these */
    static int otherThan(Integer... machines) {
        return IntStream.rangeClosed(1, MACHINES).boxed().filter(Predicate.not(List.of(machines)::contains)).findFirst().orElseThrow();
    }

    void restartVoter(int machine) throws IOException {
        ClusterChild started = launch(engine.hasServers() ? "server" : "node", machine);
        voters().set(machine - 1, started);
        started.hear();
    }

    void restartNode(int machine) throws IOException {
        ClusterChild started = launch("node", machine);
        nodes.set(machine - 1, started);
        started.hear();
    }

    /** @return CPU time of the servers, or of the nodes they are part of */
    Duration cpuOfVoters() {
        return cpu(voters());
    }

    Duration cpuOfAll() {
        return cpu(Stream.concat(servers.stream(), nodes.stream()).toList());
    }

    private static Duration cpu(List<ClusterChild> processes) {
        return processes.stream().map(ClusterChild::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        nodes.forEach(ClusterChild::close);
        servers.forEach(ClusterChild::close);
    }
}
