/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Machines with a network namespace each, joined by a bridge that this machine is at as well; two of them can be cut off from each other.
 * Needs root on Linux.
 */
public final class MachineNetwork implements AutoCloseable {

    private static final String BRIDGE = "sipt-bridge";
    private static final String NET = "10.213.78.";

    /** This machine. */
    public static final String OUTSIDE = NET + 254;

    /** Where a machine's prefix names it. */
    private static final int NAMESPACE = 3;

    private final int machines;

    private MachineNetwork(int machines) {
        this.machines = machines;
    }

    /** Whether this process may make one. */
    public static boolean isPossible() throws Exception {
        try {
            run("link add sipt-probe type bridge");
            return run("link delete sipt-probe") == 0 && run("netns list") == 0;
        } catch (IOException noCommand) {
            return false;
        }
    }

    public static MachineNetwork open(int machines) throws Exception {
        MachineNetwork network = new MachineNetwork(machines);
        network.close();
        ip("link add " + BRIDGE + " type bridge");
        ip("addr add " + OUTSIDE + "/24 dev " + BRIDGE);
        ip("link set " + BRIDGE + " up");
        for (int i = 1; i <= machines; i++) {
            ip("netns add " + namespace(i));
            ip("link add sipt-" + i + " type veth peer name eth0 netns " + namespace(i));
            ip("link set sipt-" + i + " master " + BRIDGE + " up");
            ip("-n " + namespace(i) + " addr add " + NET + i + "/24 dev eth0");
            ip("-n " + namespace(i) + " link set eth0 up");
            ip("-n " + namespace(i) + " link set lo up");
        }
        return network;
    }

    private static String namespace(int machine) {
        return "sipt-machine-" + machine;
    }

    /** The machines, from 1 on. */
    public List<Machine> all() {
        return IntStream.rangeClosed(1, machines)
                .mapToObj(i -> new Machine(List.of("ip", "netns", "exec", namespace(i)), NET + i)).toList();
    }

    /** Nothing passes between the two any more, without a word to either. */
    public void cut(Machine one, Machine other) throws Exception {
        route("add", one, other);
        route("add", other, one);
    }

    /** The two reach each other again. */
    public void heal(Machine one, Machine other) throws Exception {
        route("del", one, other);
        route("del", other, one);
    }

    private static void route(String what, Machine from, Machine to) throws Exception {
        ip("-n " + from.prefix().get(NAMESPACE) + " route " + what + " blackhole " + to.address());
    }

    private static void ip(String arguments) throws Exception {
        if (run(arguments) != 0) {
            throw new IOException("ip " + arguments + " failed; networks of machines need root");
        }
    }

    private static int run(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ")));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    @Override
    public void close() throws Exception {
        for (int i = 1; i <= machines; i++) {
            run("netns delete " + namespace(i));
            run("link delete sipt-" + i);
        }
        run("link delete " + BRIDGE);
    }
}
