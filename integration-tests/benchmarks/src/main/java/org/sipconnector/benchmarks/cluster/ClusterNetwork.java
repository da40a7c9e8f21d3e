/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A network namespace for each machine, joined by a bridge, so that one can be cut off. Needs root on Linux. */
final class ClusterNetwork implements AutoCloseable {

    private static final String BRIDGE = "sipc-bridge";

    private final int machines;

    private ClusterNetwork(int machines) {
        this.machines = machines;
    }

    static ClusterNetwork open(int machines) throws IOException, InterruptedException {
        ClusterNetwork network = new ClusterNetwork(machines);
        network.close();
        ip("link add " + BRIDGE + " type bridge");
        ip("link set " + BRIDGE + " up");
        for (int i = 1; i <= machines; i++) {
            ip("netns add " + namespace(i));
            ip("link add " + link(i) + " type veth peer name eth0 netns " + namespace(i));
            ip("link set " + link(i) + " master " + BRIDGE + " up");
            ip("-n " + namespace(i) + " addr add " + host(i) + "/24 dev eth0");
            ip("-n " + namespace(i) + " link set eth0 up");
            ip("-n " + namespace(i) + " link set lo up");
        }
        return network;
    }

    private static String namespace(int machine) {
        return "sipc-" + machine;
    }

    private static String link(int machine) {
        return "sipc-link-" + machine;
    }

    private static String host(int machine) {
        return "10.213.77." + machine;
    }

    List<String> hosts() {
        return IntStream.rangeClosed(1, machines).mapToObj(ClusterNetwork::host).toList();
    }

    /** @return what to put before a command so that it runs on that machine */
    List<String> on(int machine) {
        return List.of("ip", "netns", "exec", namespace(machine));
    }

    void cut(int machine) throws IOException, InterruptedException {
        ip("link set " + link(machine) + " down");
    }

    void heal(int machine) throws IOException, InterruptedException {
        ip("link set " + link(machine) + " up");
    }

    private static void ip(String arguments) throws IOException, InterruptedException {
        if (run(arguments) != 0) {
            throw new IOException("ip " + arguments + " failed; the machines' networks need root");
        }
    }

    private static int run(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (int i = 1; i <= machines; i++) {
            run("netns delete " + namespace(i));
            run("link delete " + link(i));
        }
        run("link delete " + BRIDGE);
    }
}
