/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What one engine goes through when processes die, stand still and lose each other; each step prints a line. */
final class EngineTrial {

    private static final int BYTES = WriteCost.BYTES;
    private static final int OWNED = 1_000;
    private static final int MANY = 10_000;
    private static final Duration FROZEN = Duration.ofSeconds(30);
    private static final Duration SETTLING = Duration.ofSeconds(6);
    private static final long SECOND_EPOCH = 2;

    private final Cluster cluster;
    private final ClusterNetwork network;
    private int probes;

    EngineTrial(Cluster cluster, ClusterNetwork network) {
        this.cluster = cluster;
        this.network = network;
    }

    void run() throws IOException, InterruptedException {
        cluster.node(cluster.leader()).ask("fill", 1, OWNED, BYTES);
        memory(OWNED);
        ownerKilled();
        ownerFrozen();
        leaderKilled();
        leaderFrozen();
        cutOff(true);
        cutOff(false);
        ClusterChild node = cluster.node(cluster.leader());
        node.ask("fill", OWNED + 1, MANY, BYTES);
        memory(MANY);
    }

    private void memory(int entries) throws IOException, InterruptedException {
        int leader = cluster.leader();
        int follower = Cluster.otherThan(leader);
        System.out.printf("  %d entries: leader %s, follower %s, node %s%n", entries, weight(cluster.voter(leader)),
                weight(cluster.voter(follower)), weight(cluster.node(follower)));
    }

    private static String weight(ClusterChild process) throws IOException {
        return process.ask("heap") + " MB of heap, " + process.residentMegabytes() + " MB resident";
    }

    private void ownerKilled() throws IOException, InterruptedException {
        int leader = cluster.leader();
        int owner = Cluster.otherThan(leader);
        ClusterChild heir = cluster.node(Cluster.otherThan(leader, owner));
        heir.ask("guard", Machine.name(owner), OWNED, SECOND_EPOCH);
        TimeUnit.SECONDS.sleep(2);
        long killed = System.nanoTime();
        cluster.node(owner).kill();
        System.out.println("  owner killed: " + taken(heir, killed));
        cluster.restartNode(owner);
        settle();
    }

    private static String taken(ClusterChild heir, long since) throws IOException {
        long[] moments = Stream.of(heir.ask("guarded").replaceAll(" \\w+$", "").split(" ")).mapToLong(Long::parseLong).toArray();
        return String.format("noticed after %.1f s, its %d entries owned %.2f s later", (moments[0] - since) / 1e9, OWNED,
                (moments[1] - moments[0]) / 1e9);
    }

    /** The owner writes all the time, stands still, and writes on when another has its entry. */
    private void ownerFrozen() throws IOException, InterruptedException {
        int leader = cluster.leader();
        int owner = Cluster.otherThan(leader);
        ClusterChild frozen = cluster.node(owner);
        ClusterChild heir = cluster.node(Cluster.otherThan(leader, owner));
        frozen.ask("own", OWNED, SECOND_EPOCH + 1);
        frozen.ask("probe", 1, SECOND_EPOCH + 1);
        heir.ask("guard", Machine.name(owner), OWNED, SECOND_EPOCH + 2);
        TimeUnit.SECONDS.sleep(2);
        long stopped = System.nanoTime();
        frozen.freeze();
        String taken = taken(heir, stopped);
        heir.ask("probe", 1, SECOND_EPOCH + 2);
        rest(FROZEN, stopped);
        long thawed = System.nanoTime();
        frozen.thaw();
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        Probe.Outcome old = Probe.Outcome.parse(frozen.ask("probed", thawed));
        Probe.Outcome now = Probe.Outcome.parse(heir.ask("probed", stopped));
        System.out.printf("  owner frozen: %s; woken up, of its writes %d were accepted, %d refused, %d failed; of the new owner's %d refused,"
                + " the value is of epoch %s%n", taken, old.accepted(), old.refused(), old.failed(), now.refused(), heir.ask("epoch", 1));
        if (old.accepted() > 0) {
            throw new IllegalStateException("a former owner wrote");
        }
        // a session that has ended is not taken up again
        frozen.kill();
        cluster.restartNode(owner);
        settle();
    }

    private void leaderKilled() throws IOException, InterruptedException {
        int leader = cluster.leader();
        int key = ownedProbe(Cluster.otherThan(leader));
        ClusterChild node = cluster.node(Cluster.otherThan(leader));
        long killed = System.nanoTime();
        cluster.voter(leader).kill();
        TimeUnit.NANOSECONDS.sleep(FROZEN.toNanos() / 2);
        System.out.println("  leader killed: " + gap(node, killed, key));
        cluster.restartVoter(leader);
        settle();
    }

    private void leaderFrozen() throws IOException, InterruptedException {
        int leader = cluster.leader();
        int key = ownedProbe(Cluster.otherThan(leader));
        ClusterChild node = cluster.node(Cluster.otherThan(leader));
        long stopped = System.nanoTime();
        cluster.voter(leader).freeze();
        rest(FROZEN, stopped);
        cluster.voter(leader).thaw();
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        System.out.println("  leader frozen for " + FROZEN.toSeconds() + " s: " + gap(node, stopped, key));
        settle();
    }

    /** A machine is cut off with all its processes: its node may not write, the others go on. */
    private void cutOff(boolean leads) throws IOException, InterruptedException {
        int leader = cluster.leader();
        int lonely = leads ? leader : Cluster.otherThan(leader);
        int other = Cluster.otherThan(leader, lonely);
        int lonelyKey = ownedProbe(lonely);
        int otherKey = ownedProbe(other);
        network.cut(lonely);
        long cut = System.nanoTime();
        rest(FROZEN.dividedBy(2), cut);
        long healed = System.nanoTime();
        Probe.Outcome alone = Probe.Outcome.parse(cluster.node(lonely).ask("probed", cut));
        network.heal(lonely);
        System.out.printf("  %s cut off: of its node's writes %d were accepted, %d failed; with the majority %s%n", leads ? "leader" : "follower",
                alone.accepted(), alone.failed() + alone.refused(), gap(cluster.node(other), cut, otherKey));
        if (alone.accepted() > 0) {
            throw new IllegalStateException("a minority wrote");
        }
        cluster.node(lonely).kill();
        cluster.restartNode(lonely);
        int again = ownedProbe(lonely);
        System.out.printf("  healed: %.1f s after it the node writes again, started anew%n", (System.nanoTime() - healed) / 1e9);
        gap(cluster.node(lonely), healed, again);
        if (lonelyKey == again) {
            throw new IllegalStateException("one entry was probed twice");
        }
        settle();
    }

    /** Lets the node own an entry nobody had, and write it all the time. */
    private int ownedProbe(int machine) throws IOException {
        probes++;
        int key = MANY + probes;
        ClusterChild node = cluster.node(machine);
        node.ask("fill", key, key, BYTES);
        node.ask("probe", key, ClusterProcess.FIRST_EPOCH);
        return key;
    }

    private static String gap(ClusterChild node, long since, int key) throws IOException {
        Probe.Outcome outcome = Probe.Outcome.parse(node.ask("probed", since));
        if (!node.ask("epoch", key).equals(String.valueOf(ClusterProcess.FIRST_EPOCH))) {
            throw new IllegalStateException("what its owner wrote was lost: " + outcome);
        }
        return String.format("no write for %.1f s (%d accepted, %d failed, %d refused because the session was over)", outcome.longestGap() / 1e3,
                outcome.accepted(), outcome.failed(), outcome.refused());
    }

    private void settle() throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        cluster.leader();
    }

    private static void rest(Duration whole, long since) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, whole.toNanos() - (System.nanoTime() - since)));
    }
}
