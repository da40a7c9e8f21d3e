/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sipconnector.test.Await;
import org.sipconnector.test.EngineServers;
import org.sipconnector.test.Folders;
import org.sipconnector.test.Machine;
import org.sipconnector.test.MachineNetwork;
import org.sipconnector.test.OutsideServer;
import org.sipconnector.test.ServerProcess;
import org.sipconnector.test.SipCapture;

/**
 * Karafs that share connectors, three engine servers and a conference server, each in a process of its own; Karafs and engine servers on
 * machines of their own.
 */
final class SharedConnectors implements AutoCloseable {

    private static final Path FOLDER = Path.of("target", "shared-connectors").toAbsolutePath();
    private static final int ENGINES = 3;
    private static final Pattern CONNECTOR = Pattern.compile(
            "\"id\" ?: ?\"([^\"]+)\" ?, ?\"owner\" ?: ?(?:\"([^\"]+)\"|null) ?, ?\"assigned\" ?: ?(?:\"([^\"]+)\"|null) ?, ?\"epoch\" ?: ?(\\d+)");

    /** Longer than a request waits for its answer. */
    private static final Duration KEY_LIMIT = Duration.ofSeconds(60);

    private final MachineNetwork network;
    private final Scale scale;
    private final List<String> users;
    private final Map<String, Node> nodes = new TreeMap<>();
    private final EngineServers engine;
    private final OutsideServer server;
    private final SipCapture capture;
    private final Map<String, String> keys = new HashMap<>();

    /**
     * How much of what there is.
     *
     * @param calls    connectors in a call, each in a room of its own
     * @param pictures calls with sound and pictures; the others have neither
     * @param session  seconds after which a node that is not heard of has lost its connectors
     */
    record Scale(int nodes, int connectors, int calls, int pictures, int session) {}

    /** A Karaf and where it runs. */
    record Node(String name, Machine machine, KarafProcess karaf) {}

    /** What the engine says of a connector. */
    record Shared(Optional<String> owner, Optional<String> assigned, int epoch) {}

    /** @param prefixes by a node's name: commands that it is started by */
    SharedConnectors(Scale scale, Map<String, List<String>> prefixes) throws Exception {
        this.scale = scale;
        users = IntStream.rangeClosed(1, scale.connectors()).mapToObj(number -> "user%05d".formatted(number)).toList();
        Folders.remove(FOLDER);
        Files.createDirectories(FOLDER);
        network = MachineNetwork.open(scale.nodes() + ENGINES);
        List<Machine> machines = network.all();
        engine = new EngineServers(FOLDER, machines.subList(scale.nodes(), machines.size()));
        for (int number = 0; number < scale.nodes(); number++) {
            String name = String.valueOf((char) ('a' + number));
            Machine machine = machines.get(number).by(prefixes.getOrDefault(name, List.of()).toArray(String[]::new));
            nodes.put(name, new Node(name, machine, new KarafProcess("shared-" + name, machine)));
        }
        Path captured = FOLDER.resolve("server.pcap");
        List<String> options = new ArrayList<>(List.of(ServerProcess.AT + MachineNetwork.OUTSIDE, ServerProcess.CAPTURE + captured));
        if (scale.calls() > scale.pictures()) {
            options.add(ServerProcess.MANY_CALLS);
        }
        server = new OutsideServer(nodes.get("a").karaf().home(), options.toArray(String[]::new));
        capture = new SipCapture(captured);
        configure();
    }

    private void configure() throws Exception {
        Path key = FOLDER.resolve("cluster.key");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(key, new SecureRandom().generateSeed(32));
        for (Node node : nodes.values()) {
            KarafProcess karaf = node.karaf();
            karaf.bootWith("sip-connector-cluster");
            karaf.add("org.ops4j.pax.logging.cfg", "log4j2.logger.cluster.name = org.sipconnector.cluster", "log4j2.logger.cluster.level = DEBUG",

                    "log4j2.appender.rolling.policies.size.size = 1GB");
            karaf.write("org.sipconnector.cluster.cfg", "node = " + node.name(), "servers = " + engine.addresses(), "key.file = " + key,
                    "session.seconds = " + scale.session(), "join.delaySeconds = 2");
            for (int number = 0; number < users.size(); number++) {
                String user = users.get(number);
                boolean pictures = number < scale.pictures();
                karaf.write("org.sipconnector.connector~" + user + ".cfg", "server = " + MachineNetwork.OUTSIDE + ":" + server.port(),
                        "domain = " + ServerProcess.DOMAIN, "transport = WS", "user = " + user, "password = pw", "connectOnStart = true",
                        number < scale.calls() ? "call.room = room-" + user : "",
                        pictures ? "" : "call.audio = none\ncall.video = none");
            }
        }
    }

    void start() throws Exception {
        for (Node node : nodes.values()) {
            node.karaf().start();
        }
        Await.within(StandingCall.START_LIMIT, "all nodes take part, and all connectors are registered by their owners", this::isSettled);
        Await.within(StandingCall.START_LIMIT, "all calls are up", () -> participants().keySet().containsAll(callers()));
        callers().forEach(user -> keys.put(user, ""));
    }

    Scale scale() {
        return scale;
    }

    List<String> users() {
        return users;
    }

    List<String> callers() {
        return users.subList(0, scale.calls());
    }

    List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    Node node(String name) {
        return nodes.get(name);
    }

    EngineServers engine() {
        return engine;
    }

    MachineNetwork network() {
        return network;
    }

    /** The machines of the engine's servers, from 0 on. */
    List<Machine> engineMachines() {
        List<Machine> machines = network.all();
        return machines.subList(scale.nodes(), machines.size());
    }

    List<SipCapture.Accepted> accepted() throws IOException {
        return capture.accepted();
    }

    /** The node that a client's address is of. */
    String nodeAt(String address) {
        return nodes.values().stream().filter(node -> node.machine().address().equals(address)).map(Node::name).findFirst().orElse("server");
    }

    /** What the server heard last of each user, of what it has accepted. */
    Map<String, SipCapture.Accepted> latest() throws IOException {
        Map<String, SipCapture.Accepted> latest = new HashMap<>();
        accepted().forEach(each -> latest.merge(each.user(), each, (former, next) -> next.time().compareTo(former.time()) >= 0 ? next : former));
        return latest;
    }

    /** Connectors as the engine knows them; empty while no node can say. */
    Map<String, Shared> shared() {
        for (Node node : nodes.values()) {
            if (node.karaf().isAlive()) {
                Map<String, Shared> all = shared(node);
                if (!all.isEmpty()) {
                    return all;
                }
            }
        }
        return Map.of();
    }

    private static Map<String, Shared> shared(Node at) {
        Map<String, Shared> all = new LinkedHashMap<>();
        CONNECTOR.matcher(at.karaf().says("sip:cluster --connectors --json")).results().forEach(found -> all.put(found.group(1),
                new Shared(Optional.ofNullable(found.group(2)), Optional.ofNullable(found.group(3)), Integer.parseInt(found.group(4)))));
        return all;
    }

    /** Whether each connector is where it is to stay, and its server has heard of it from there. */
    boolean isSettled() throws IOException {
        if (nodes.values().stream().filter(node -> node.karaf().isAlive()).anyMatch(this::isStillToGetItsShare)) {
            return false;
        }
        Map<String, Shared> shared = shared();
        if (!shared.keySet().containsAll(users)
                || !shared.values().stream().allMatch(each -> each.owner().isPresent() && each.owner().equals(each.assigned()))) {
            return false;
        }
        Map<String, SipCapture.Accepted> latest = latest();
        return users.stream().allMatch(user -> latest.containsKey(user)
                && nodeAt(latest.get(user).client()).equals(shared.get(user).owner().orElseThrow()));
    }

    /** Before it has its share, and before it has said what it is configured for, connectors will still be moved to it. */
    private boolean isStillToGetItsShare(Node node) {
        return !node.karaf().says("sip:cluster").matches(".*\\b" + node.name() + " (at work|full)(, coordinates)? [0-9]+ " + users.size() + " .*");
    }

    /** Who is in a call, with the keys each has pressed. */
    Map<String, String> participants() throws IOException {
        return Pattern.compile("(\\S+)=(\\S*)").matcher(server.participants()).results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (former, again) -> former + "+" + again));
    }

    /**
     * Each caller presses a key where its connector is; the server hears all of them once, and of nobody twice.
     *
     * @param at where connectors are
     */
    void assertCallsGoOn(String after, Map<String, Shared> at) throws Exception {
        String key = String.valueOf(keys.values().stream().findFirst().orElse("").length() % 10);
        Map<String, List<String>> byNode = callers().stream().collect(Collectors.groupingBy(user -> at.get(user).owner().orElseThrow()));
        byNode.forEach((node, its) -> nodes.get(node).karaf()
                .says(its.stream().map(user -> "sip:dtmf " + user + " " + key).collect(Collectors.joining("; "))));
        keys.replaceAll((user, before) -> before + key);
        long end = System.nanoTime() + KEY_LIMIT.toNanos();
        Await.within(KEY_LIMIT.plusSeconds(1), "asked", () -> participants().equals(keys) || hasMore() || System.nanoTime() > end);
        assertEquals("keys after " + after, new TreeMap<>(keys), new TreeMap<>(participants()));
    }

    private boolean hasMore() throws IOException {
        Map<String, String> heard = participants();
        return keys.entrySet().stream().anyMatch(each -> !each.getValue().startsWith(heard.getOrDefault(each.getKey(), "")));
    }

    /** Lines of all logs that have this text. */
    List<String> logs(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Node node : nodes.values()) {
            node.karaf().log(text).forEach(line -> lines.add(node.name() + ": " + line));
        }
        return lines;
    }

    /** Processor time that all nodes have taken by now. */
    Duration nodesCpu() {
        return nodes.values().stream().map(node -> node.karaf().cpu()).reduce(Duration.ZERO, Duration::plus);
    }

    /** Processor time that all engine servers have taken by now. */
    Duration engineCpu() {
        return engine.numbers().stream().map(engine::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() throws Exception {
        for (Node node : nodes.values()) {
            if (node.karaf().isAlive()) {
                node.karaf().kill();
            }
        }
        server.close();
        engine.close();
        network.close();
    }
}
