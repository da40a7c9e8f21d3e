/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.sipconnector.test.Await;
import org.sipconnector.test.Machine;
import org.sipconnector.test.SipCapture;

/** What may happen to Karafs that share connectors, and to their engine. Each is over when it returns. */
final class ClusterFaults {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int FLAPS = 5;
    private static final int MOVES = 20;

    private final SharedConnectors shared;
    private final Random random;
    /** How long a node is frozen or cut off at least, and the engine away. */
    private final Duration hold;
    private final Map<String, Fault> all = new LinkedHashMap<>();

    /** Happens, is waited for and goes by. */
    interface Fault {

        /** @return what was done, and how long it took others to go on */
        String happen() throws Exception;
    }

    ClusterFaults(SharedConnectors shared, Random random, Duration hold) {
        this.shared = shared;
        this.random = random;
        this.hold = hold;
        all.put("killed", this::killed);
        all.put("stopped", this::stopped);
        all.put("frozen", this::frozen);
        all.put("cut-off", this::cutOff);
        all.put("minority", this::minority);
        all.put("flapping", this::flapping);
        all.put("drained", this::drained);
        all.put("moved", this::moved);
        all.put("leader-killed", this::leaderKilled);
        all.put("slow-disk", this::slowDisk);
        all.put("engine-gone", this::engineGone);
    }

    Set<String> names() {
        return all.keySet();
    }

    String happen(String name) throws Exception {
        return name + ": " + all.get(name).happen();
    }

    // ---- to a node

    /** A node, what it has, and when it was well. */
    private final class Victim {

        private final SharedConnectors.Node node;
        private final Set<String> its;
        private final Duration since = now();

        private Victim() {
            Map<String, Set<String>> byOwner = shared.shared().entrySet().stream().filter(each -> each.getValue().owner().isPresent())
                    .collect(Collectors.groupingBy(each -> each.getValue().owner().orElseThrow(), TreeMap::new,
                            Collectors.mapping(Map.Entry::getKey, Collectors.toSet())));
            String name = List.copyOf(byOwner.keySet()).get(random.nextInt(byOwner.size()));
            node = shared.node(name);
            its = byOwner.get(name);
        }

        /** Waits until the server has accepted something of another node for each of them. */
        void awaitOthers() throws Exception {
            Await.within(LIMIT, "others go on with the " + its.size() + " connectors of " + node.name(),
                    () -> others().keySet().containsAll(its));
        }

        private Map<String, Duration> others() throws IOException {
            return firsts(since, "REGISTER", node.machine().address());
        }

        @Override
        public String toString() {
            try {
                Map<String, Duration> registered = others();
                Map<String, Duration> invited = firsts(since, "INVITE", node.machine().address());
                return node.name() + " with " + its.size() + "; others registered " + span(its, registered) + "; and spoke in the calls' dialogs "
                        + span(shared.callers().stream().filter(its::contains).collect(Collectors.toSet()), invited);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Duration now() {
        long millis = System.currentTimeMillis();
        return Duration.ofMillis(millis);
    }

    /** How long after that time the server heard a request of each user first that is not of that client. */
    private Map<String, Duration> firsts(Duration since, String method, String notOf) throws IOException {
        Map<String, Duration> firsts = new TreeMap<>();
        for (SipCapture.Accepted each : shared.accepted()) {
            if (each.time().compareTo(since) >= 0 && each.method().equals(method) && !each.client().equals(notOf)
                    && !shared.nodeAt(each.client()).equals("server")) {
                firsts.putIfAbsent(each.user(), each.time().minus(since));
            }
        }
        return firsts;
    }

    private static String span(Set<String> of, Map<String, Duration> times) {
        return span(times.entrySet().stream().filter(each -> of.contains(each.getKey())).map(Map.Entry::getValue).toList());
    }

    private static String span(List<Duration> times) {
        List<Double> seconds = times.stream().map(time -> time.toMillis() / 1e3).sorted().toList();
        return seconds.isEmpty()
                ? "never (n=0)"
                : "after %.1f s, the median %.1f s, the last %.1f s (n=%d)".formatted(seconds.get(0), seconds.get(seconds.size() / 2),
                        seconds.get(seconds.size() - 1), seconds.size());
    }

    private String killed() throws Exception {
        Victim victim = new Victim();
        victim.node.karaf().kill();
        victim.awaitOthers();
        victim.node.karaf().start();
        awaitAtWork(victim.node);
        return victim.toString();
    }

    private String stopped() throws Exception {
        Victim victim = new Victim();
        victim.node.karaf().stop();
        victim.awaitOthers();
        victim.node.karaf().start();
        awaitAtWork(victim.node);
        return victim.toString();
    }

    private String frozen() throws Exception {
        Victim victim = new Victim();
        int before = ends(victim);
        signal("STOP", victim.node);
        victim.awaitOthers();
        hold();
        signal("CONT", victim.node);
        Await.within(LIMIT, victim.node.name() + " knows that others have its connectors", () -> ends(victim) > before);
        return victim.toString();
    }

    private static int ends(Victim victim) throws IOException {
        return victim.node.karaf().log("are others' by now").size();
    }

    private static void signal(String signal, SharedConnectors.Node node) throws Exception {
        for (ProcessHandle process : node.karaf().processes()) {
            signal(signal, process);
        }
    }

    private static void signal(String signal, ProcessHandle process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
        assertTrue("the signal is sent", kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue() == 0);
    }

    private void awaitAtWork(SharedConnectors.Node node) throws Exception {
        Await.within(StandingCall.START_LIMIT, node.name() + " takes part",
                () -> node.karaf().says("sip:cluster").matches(".*\\b" + node.name() + " at work.*"));
    }

    /** From the engine alone: it still reaches the server. */
    private String cutOff() throws Exception {
        Victim victim = new Victim();
        int before = ends(victim);
        for (Machine machine : shared.engineMachines()) {
            shared.network().cut(victim.node.machine(), machine);
        }
        victim.awaitOthers();
        hold();
        for (Machine machine : shared.engineMachines()) {
            shared.network().heal(victim.node.machine(), machine);
        }
        Await.within(LIMIT, victim.node.name() + " knows that others have its connectors", () -> ends(victim) > before);
        return victim.toString();
    }

    /** A node and one of the engine's servers, perhaps the one that leads, are cut off from all others together. */
    private String minority() throws Exception {
        Victim victim = new Victim();
        int before = ends(victim);
        int lone = random.nextInt(shared.engineMachines().size());
        boolean led = shared.engine().leader().filter(leader -> leader == lone).isPresent();
        List<Machine[]> pairs = new ArrayList<>();
        Machine own = shared.engineMachines().get(lone);
        shared.engineMachines().stream().filter(machine -> !machine.equals(own)).forEach(machine -> {
            pairs.add(new Machine[] {own, machine});
            pairs.add(new Machine[] {victim.node.machine(), machine});
        });
        shared.nodes().stream().filter(node -> node != victim.node).forEach(node -> pairs.add(new Machine[] {own, node.machine()}));
        for (Machine[] pair : pairs) {
            shared.network().cut(pair[0], pair[1]);
        }
        victim.awaitOthers();
        hold();
        for (Machine[] pair : pairs) {
            shared.network().heal(pair[0], pair[1]);
        }
        Await.within(LIMIT, victim.node.name() + " knows that others have its connectors", () -> ends(victim) > before);
        return "with the server that " + (led ? "led" : "followed") + ", " + victim;
    }

    /** Cut off for moments. */
    private String flapping() throws Exception {
        Victim victim = new Victim();
        for (int i = 0; i < FLAPS; i++) {
            for (Machine machine : shared.engineMachines()) {
                shared.network().cut(victim.node.machine(), machine);
            }
            pause(Duration.ofMillis(random.nextInt(shared.scale().session() * 600)));
            for (Machine machine : shared.engineMachines()) {
                shared.network().heal(victim.node.machine(), machine);
            }
            pause(Duration.ofMillis(random.nextInt(shared.scale().session() * 300)));
        }
        return victim.node.name() + " " + FLAPS + " times";
    }

    private void hold() throws Exception {
        pause(hold);
    }

    /** What happens lasts for so long. */
    private static void pause(Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        Await.within(length.plusSeconds(1), "time passes", () -> System.nanoTime() >= end);
    }

    // ---- as operators ask

    private String drained() throws Exception {
        Victim victim = new Victim();
        assertTrue("drained", victim.node.karaf().says("sip:cluster-drain " + victim.node.name()).contains(victim.node.name()));
        victim.awaitOthers();
        Await.within(LIMIT, "nothing is left there", () -> shared.shared().values().stream()
                .noneMatch(each -> each.owner().filter(victim.node.name()::equals).isPresent()));
        assertTrue("undrained", victim.node.karaf().says("sip:cluster-undrain " + victim.node.name()).contains(victim.node.name()));
        return victim + gaps(victim.since, victim.its);
    }

    /** Some, each to another node, one after the other. */
    private String moved() throws Exception {
        Duration since = now();
        List<String> some = new ArrayList<>(shared.users());
        Collections.shuffle(some, random);
        Map<String, SharedConnectors.Shared> before = shared.shared();
        List<String> moving = some.stream().limit(MOVES).toList();
        for (String user : moving) {
            String to = shared.nodes().stream().map(SharedConnectors.Node::name)
                    .filter(name -> !name.equals(before.get(user).owner().orElseThrow()))
                    .min(Comparator.comparing(name -> random.nextInt())).orElseThrow();
            String said = shared.node(to).karaf().says("sip:cluster-move " + user + " " + to);
            assertTrue(said, said.contains("goes on at"));
            Await.within(LIMIT, user + " goes on at " + to,
                    () -> shared.nodeAt(shared.latest().get(user).client()).equals(to));
        }
        return moving.size() + gaps(since, Set.copyOf(moving));
    }

    /** From when a connector was left to when its server accepted its registration from elsewhere. */
    private String gaps(Duration since, Set<String> of) throws IOException {
        Map<String, Duration> left = new TreeMap<>();
        for (String line : shared.logs(" is left to another process")) {
            Duration at = LogTimes.of(line.substring(3));
            String user = line.replaceAll(".*connector (\\S+) is left to another process.*", "$1");
            if (at.compareTo(since) >= 0 && of.contains(user)) {
                left.putIfAbsent(user, at);
            }
        }
        List<Duration> gaps = new ArrayList<>();
        for (Map.Entry<String, Duration> each : left.entrySet()) {
            shared.accepted().stream().filter(accepted -> accepted.user().equals(each.getKey()) && accepted.method().equals("REGISTER")
                    && accepted.time().compareTo(each.getValue()) >= 0).findFirst()
                    .ifPresent(accepted -> gaps.add(accepted.time().minus(each.getValue())));
        }
        return "; from leaving to registered elsewhere " + span(gaps);
    }

    // ---- to the engine

    private String leaderKilled() throws Exception {
        int leader = shared.engine().leader().orElseThrow();
        long begun = System.nanoTime();
        shared.engine().kill(leader);
        Await.within(LIMIT, "another server leads", () -> shared.engine().leader().isPresent());
        String took = "another led after %.1f s".formatted((System.nanoTime() - begun) / 1e9);
        shared.engine().start(leader);
        return took;
    }

    /** What the server that leads writes takes long. */
    private String slowDisk() throws Exception {
        int leader = shared.engine().leader().orElseThrow();
        Process strace = new ProcessBuilder("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync,fsync", "-e",
                "inject=fdatasync,fsync:delay_enter=400000", "-p", Long.toString(shared.engine().process(leader).pid())).inheritIO().start();
        hold();
        assertTrue("its writing was slow", strace.isAlive());
        strace.destroy();
        strace.waitFor();
        return "each write of the server that leads took 0.4 s longer for " + hold.toSeconds() + " s";
    }

    /** All stay where they are, and calls can be spoken in. */
    private String engineGone() throws Exception {
        Map<String, SharedConnectors.Shared> before = shared.shared();
        List<Integer> told = new ArrayList<>();
        for (SharedConnectors.Node node : shared.nodes()) {
            told.add(node.karaf().log("no server of the engine is reached").size());
        }
        for (int number : shared.engine().numbers()) {
            shared.engine().kill(number);
        }
        for (int i = 0; i < told.size(); i++) {
            SharedConnectors.Node node = shared.nodes().get(i);
            int formerly = told.get(i);
            Await.within(LIMIT, node.name() + " says that the engine is away",
                    () -> node.karaf().log("no server of the engine is reached").size() > formerly);
        }
        hold();
        shared.assertCallsGoOn("the engine went away, while it is away", before);
        for (int number : shared.engine().numbers()) {
            shared.engine().start(number);
        }
        Await.within(LIMIT, "the engine is back", () -> shared.engine().leader().isPresent());
        Await.within(LIMIT, "all nodes say where connectors are", () -> !shared.shared().isEmpty());
        assertEquals("nothing has moved", before, shared.shared());
        return "for more than " + hold.toSeconds() + " s; calls could be spoken in meanwhile, and nothing has moved";
    }
}
