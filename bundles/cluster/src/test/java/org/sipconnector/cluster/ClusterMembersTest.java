/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Secret;
import org.sipconnector.cluster.engine.Engine;
import org.sipconnector.cluster.engine.EngineSettings;
import org.sipconnector.cluster.engine.PackedLines;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.ClusterException;
import org.sipconnector.spi.cluster.ClusterNode;
import org.sipconnector.spi.cluster.ConfiguredConnector;
import org.sipconnector.spi.cluster.ConnectorRelocation;
import org.sipconnector.spi.cluster.KeptConnector;
import org.sipconnector.spi.store.StoreKey;

/** Nodes that share connectors by a real server of the engine; only the kernels are stood in for. */
class ClusterMembersTest {

    private static final Duration SESSION = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int CONNECTORS = 30;

    @TempDir
    private Path directory;

    /** Long enough that clients are back in time on a busy machine. */
    private static final Duration LONG_SESSION = Duration.ofSeconds(8);

    private Duration lasting = SESSION;
    private EmbeddedServer server;
    private StoreKey key;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    /** Who may have each connector: a node that sends nothing any more has none. */
    private final ConcurrentMap<ConnectorId, String> owners = new ConcurrentHashMap<>();
    private final List<String> collisions = new CopyOnWriteArrayList<>();

    /** A kernel that notes what it begins and leaves. */
    private final class Kernel implements ConnectorRelocation {

        private final String node;
        private final ConcurrentMap<ConnectorId, String> configured = new ConcurrentHashMap<>();
        private final ConcurrentMap<ConnectorId, String> atWork = new ConcurrentHashMap<>();
        private final List<ConnectorId> abandoned = new CopyOnWriteArrayList<>();
        private volatile boolean working = true;
        /** Why no call may begin there. */
        private volatile Optional<String> full = Optional.empty();

        Kernel(String node) {
            this.node = node;
            IntStream.range(0, CONNECTORS).forEach(number -> configured.put(new ConnectorId("c" + number), "the same"));
        }

        @Override
        public Collection<ConfiguredConnector> configured() {
            return configured.entrySet().stream()
                    .map(each -> new ConfiguredConnector(each.getKey(), each.getValue().getBytes(StandardCharsets.UTF_8))).toList();
        }

        @Override
        public Set<ConnectorId> here() {
            return Set.copyOf(atWork.keySet());
        }

        @Override
        public void begin(ConnectorId id, Optional<KeptConnector> kept) {
            String before = owners.put(id, node);
            if (before != null && !before.equals(node)) {
                collisions.add(id + " begins at " + node + " and is at " + before);
            }
            atWork.put(id, kept.map(its -> new String(its.content(), StandardCharsets.UTF_8)).orElse("anew"));
        }

        @Override
        public CompletionStage<byte[]> leave(ConnectorId id) {
            atWork.remove(id);
            owners.remove(id, node);
            return CompletableFuture.completedStage(("left by " + node).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void release(ConnectorId id) {}

        @Override
        public CompletionStage<Void> abandon(ConnectorId id) {
            abandoned.add(id);
            atWork.remove(id);
            owners.remove(id, node);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public boolean isAtWork() {
            return working;
        }

        @Override
        public void close(ConnectorId id) {
            atWork.remove(id);
            owners.remove(id, node);
        }
    }

    private record Node(Kernel kernel, ClusterMember member, Cluster cluster, SharedStateStore store, ConcurrentMap<String, AtomicLong> leases) {

        boolean maySend(String id) {
            AtomicLong until = leases.get(id);
            return until == null || System.nanoTime() - until.get() < 0;
        }
    }

    @BeforeEach
    void begin() throws Exception {
        server = new EmbeddedServer(directory.resolve("server"));
        key = StoreKey.of(directory.resolve("key"));
    }

    @AfterEach
    void end() {
        List<String> collided = List.copyOf(collisions);
        nodes.values().forEach(node -> node.member().close());
        server.close();
        assertThat(collided).isEmpty();
    }

    private Node start(String name) {
        return start(name, new Kernel(name), Optional.empty(), new ConcurrentHashMap<>());
    }

    private Node start(String name, Kernel kernel, Optional<Engine.Session> session, ConcurrentMap<String, AtomicLong> leases) {
        return start(name, kernel, session, leases, key, Optional.empty());
    }

    private Node start(String name, Kernel kernel, Optional<Engine.Session> session, ConcurrentMap<String, AtomicLong> leases, StoreKey sealing,
            Optional<EngineSettings.Login> login) {
        EngineSettings engine = new EngineSettings(server.address(), "/test/cluster", lasting, login, Optional.empty());
        ClusterConfiguration configuration = new ClusterConfiguration(name, engine, Optional.empty(), 1_000, Duration.ofMillis(500));
        ClusterMember member =
                new ClusterMember(new ClusterMember.Identity(configuration, engine, "1", sealing, session), leases, () -> Optional.of(kernel),
                        () -> kernel.full);
        Node node = new Node(kernel, member, new ClusterOperations(member, "a test"), new SharedStateStore(member), leases);
        nodes.put(name, node);
        member.begin();
        return node;
    }

    /** Whoever asks while a session pauses, on a busy machine, asks again. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (ClusterException paused) {
            return false;
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                fail("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean have(Map<String, Integer> expected) {
        return expected.entrySet().stream().allMatch(each -> nodes.get(each.getKey()).kernel().atWork.size() == each.getValue());
    }

    private Node[] three() {
        Node[] all = {start("a"), start("b"), start("c")};
        await("each has its share", () -> have(Map.of("a", 10, "b", 10, "c", 10)));
        return all;
    }

    @Test
    void threeNodesHaveAThirdEachAndEachConnectorIsAtOneOfThem() {
        three();

        assertThat(owners).hasSize(CONNECTORS);
        assertThat(nodes.get("b").cluster().nodes())
                .extracting(ClusterNode::name, node -> node.presence().atWork(), node -> node.load().connectors(), node -> node.load().configured())
                .containsExactly(tuple("a", true, 10, CONNECTORS), tuple("b", true, 10, CONNECTORS),
                        tuple("c", true, 10, CONNECTORS));
        assertThat(nodes.get("a").cluster().connectors()).hasSize(CONNECTORS)
                .allSatisfy(each -> assertThat(each.owner()).hasValue(owners.get(each.id())))
                .allSatisfy(each -> assertThat(each.differs()).isFalse());
    }

    @Test
    void aNodeThatTakesNoCallsIsGivenNoConnectorsWhileAnotherMayHaveThem() {
        Node[] all = three();
        all[1].kernel().full = Optional.of("calls: there are 2");
        await("all know", () -> load(all[0], "b").full().isPresent());
        assertThat(load(all[0], "b").full()).hasValue("calls: there are 2");

        owners.values().removeIf("c"::equals);
        nodes.remove("c").member().close();
        await("the other has them", () -> have(Map.of("a", 20, "b", 10)));

        all[1].kernel().full = Optional.empty();
        await("all know that it is over", () -> load(all[0], "b").full().isEmpty());
        all[0].cluster().rebalance();
        await("it takes its share again", () -> have(Map.of("a", 15, "b", 15)));
    }

    @Test
    void aNodeThatIsFullWhenItComesIsGivenItsShareOnceItTakesCalls() {
        lasting = LONG_SESSION;
        Node first = start("a");
        await("it has all", () -> have(Map.of("a", CONNECTORS)) && joining(first).isEmpty());
        Kernel busy = new Kernel("b");
        busy.full = Optional.of("processors: 99 % are in use");
        start("b", busy, Optional.empty(), new ConcurrentHashMap<>());
        await("all know", () -> first.cluster().nodes().size() == 2 && load(first, "b").full().isPresent());
        first.cluster().rebalance();
        assertThat(joining(first)).containsExactly("b");

        busy.full = Optional.empty();
        await("it has its share", () -> have(Map.of("a", CONNECTORS / 2, "b", CONNECTORS / 2)) && joining(first).isEmpty());
    }

    private static ClusterNode.Load load(Node asked, String node) {
        return asked.cluster().nodes().stream().filter(each -> each.name().equals(node)).findFirst().orElseThrow().load();
    }

    @Test
    void aNodeIsJoiningUntilItHasItsShare() {
        lasting = LONG_SESSION;
        Node first = start("a");
        await("it has all", () -> have(Map.of("a", CONNECTORS)));
        await("it has been given its share", () -> joining(first).isEmpty());
        start("b");
        await("another joins", () -> joining(first).equals(Set.of("b")));
        await("it has its share", () -> joining(first).isEmpty());
        await("as many as the other", () -> have(Map.of("a", CONNECTORS / 2, "b", CONNECTORS / 2)));
    }

    private static Set<String> joining(Node asked) {
        return asked.cluster().nodes().stream().filter(each -> each.presence().joining()).map(ClusterNode::name).collect(Collectors.toSet());
    }

    @Test
    void whatANodeKeptGoesOnAtAnotherWhenItIsNotHeardOf() {
        Node[] all = three();
        Set<ConnectorId> its = all[2].kernel().here();
        Map<String, byte[]> kept =
                its.stream().collect(Collectors.toMap(ConnectorId::value, id -> ("kept of " + id).getBytes(StandardCharsets.UTF_8)));
        all[2].store().update(kept, Set.of());
        // as if it were cut off: its session goes on without it
        nodes.remove("c").member().detach();
        its.forEach(id -> owners.remove(id, "c"));

        await("the others have them", () -> have(Map.of("a", 15, "b", 15)));
        its.forEach(id -> assertThat(nodes.get(owners.get(id)).kernel().atWork).containsEntry(id, "kept of " + id));
        assertThat(all[2].maySend(its.iterator().next().value())).isFalse();
    }

    @Test
    void aNodeThatIsDrainedLeavesAllAndTakesThemAgain() {
        three();
        nodes.get("a").cluster().drain("b");
        await("it has none", () -> have(Map.of("a", 15, "b", 0, "c", 15)));
        assertThat(owners).hasSize(CONNECTORS);
        assertThat(nodes.get("a").kernel().atWork.values()).contains("left by b");

        nodes.get("c").cluster().undrain("b");
        await("it has its share again", () -> have(Map.of("a", 10, "b", 10, "c", 10)));
    }

    @Test
    void aConnectorMovesWithWhatItWasAndStaysWhereItIsPinned() {
        three();
        ConnectorId id = nodes.get("a").kernel().here().iterator().next();

        nodes.get("c").cluster().move(id, "b");
        await("it is there", () -> "left by a".equals(nodes.get("b").kernel().atWork.get(id)));
        assertThat(nodes.get("a").cluster().owner(id)).hasValue("b");

        nodes.get("a").cluster().pin(id, "c");
        await("it is where it is pinned", () -> nodes.get("c").kernel().atWork.containsKey(id));
        assertThatThrownBy(() -> nodes.get("a").cluster().move(id, "a")).isInstanceOf(ClusterException.class)
                .hasMessageContaining("pinned to node c");
        assertThatThrownBy(() -> nodes.get("a").cluster().move(id, "x")).isInstanceOf(ClusterException.class)
                .hasMessageContaining("there are a, b, c");
    }

    @Test
    void whatANodeLeavesWhenItsProcessEndsIsTakenAtOnce() {
        Node[] all = three();
        all[0].store().replaceAll(
                all[0].kernel().here().stream().collect(Collectors.toMap(ConnectorId::value, id -> "hibernated".getBytes(StandardCharsets.UTF_8))));
        all[0].kernel().here().forEach(all[0].kernel()::leave);
        long ended = System.nanoTime();

        await("the others have them", () -> have(Map.of("b", 15, "c", 15)));
        assertThat(Duration.ofNanos(System.nanoTime() - ended)).as("without waiting for the session to end").isLessThan(SESSION);
        assertThat(nodes.get("b").kernel().atWork.values()).contains("hibernated");
    }

    @Test
    void aNodeThatWasFrozenForTooLongAbandonsWhatOthersHave() {
        Node[] all = three();
        Set<ConnectorId> its = all[1].kernel().here();
        Optional<Engine.Session> session = all[1].member().detach();
        its.forEach(id -> owners.remove(id, "b"));
        await("the others have them", () -> have(Map.of("a", 15, "c", 15)));

        Node thawed = start("b", all[1].kernel(), session, all[1].leases());
        await("it knows", () -> thawed.kernel().abandoned.containsAll(its));
    }

    @Test
    void anotherCopyOfTheBundleGoesOnWithTheSession() {
        three();
        Node before = nodes.get("b");
        List<ConnectorId> its = new ArrayList<>(before.kernel().here());
        Node after = start("b", before.kernel(), before.member().detach(), before.leases());

        await("it takes part", () -> after.member().problem().isEmpty());
        assertThat(after.kernel().here()).containsExactlyInAnyOrderElementsOf(its);
        assertThat(after.kernel().abandoned).isEmpty();
        assertThat(after.member().owned().ids()).containsExactlyInAnyOrderElementsOf(its.stream().map(ConnectorId::value).toList());
        assertThat(its).allSatisfy(id -> assertThat(owners).containsEntry(id, "b"));
    }

    @Test
    void aConnectorThatNoNodeIsConfiguredForEndsAndOneThatDiffersIsTold() {
        three();
        ConnectorId id = new ConnectorId("c7");
        nodes.get("a").kernel().configured.put(id, "another");
        await("the difference is told",
                () -> nodes.get("b").cluster().connectors().stream().anyMatch(each -> each.id().equals(id) && each.differs()));
        nodes.values().forEach(node -> node.kernel().configured.remove(id));

        await("it has ended", () -> nodes.values().stream().noneMatch(node -> node.kernel().atWork.containsKey(id))
                && nodes.get("a").cluster().connectors().stream().noneMatch(each -> each.id().equals(id)));
    }

    @Test
    void withoutTheSharedKeyANodeTakesNoPartAndReadsNothing() throws Exception {
        Node[] all = three();
        String id = all[0].kernel().here().iterator().next().value();
        all[0].store().update(Map.of(id, "in the clear".getBytes(StandardCharsets.UTF_8)), Set.of());
        byte[] kept = all[0].member().engine().read("connectors/" + id).orElseThrow().content();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("in the clear");
        StoreKey another = StoreKey.of(directory.resolve("another-key"));

        Node stranger = start("d", new Kernel("d"), Optional.empty(), new ConcurrentHashMap<>(), another, Optional.empty());

        await("it is told why", () -> stranger.member().problem().filter(text -> text.contains("key.file")).isPresent());
        assertThat(stranger.kernel().here()).isEmpty();
        assertThatThrownBy(() -> another.open(id, kept)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void withAnotherPasswordANodeTakesNoPart() {
        start("a", new Kernel("a"), Optional.empty(), new ConcurrentHashMap<>(), key,
                Optional.of(new EngineSettings.Login("cluster", Secret.of("right"))));
        await("it has all", () -> have(Map.of("a", CONNECTORS)));

        Node guessing = start("b", new Kernel("b"), Optional.empty(), new ConcurrentHashMap<>(), key,
                Optional.of(new EngineSettings.Login("cluster", Secret.of("guessed"))));

        await("it is told why", () -> guessing.member().problem().filter(text -> text.contains("user and password")).isPresent());
        assertThat(guessing.member().problem().orElseThrow()).doesNotContain("guessed");
        assertThat(guessing.kernel().here()).isEmpty();
    }

    @Test
    void aConnectorThatIsAssignedTwiceIsSoonAssignedOnce() {
        Node[] all = three();
        Engine engine = all[0].member().engine();
        List<String> both = new ArrayList<>(PackedLines.unpack(engine.read("assignments/a").orElseThrow().content()));
        both.addAll(PackedLines.unpack(engine.read("assignments/b").orElseThrow().content()));
        engine.put("assignments/a", PackedLines.pack(both));

        await("each is assigned once", () -> Stream.of("a", "b", "c")
                .mapToInt(node -> PackedLines.unpack(engine.read("assignments/" + node).orElseThrow().content()).size()).sum() == CONNECTORS);
        await("each is where it is assigned", () -> owners.size() == CONNECTORS && all[0].cluster().connectors().stream()
                .allMatch(each -> each.owner().equals(each.assigned())));
    }

    @Test
    void nothingMovesWhileTheEngineIsAway() throws Exception {
        lasting = LONG_SESSION;
        Node[] all = three();
        Map<ConnectorId, String> before = Map.copyOf(owners);
        int port = Integer.parseInt(server.address().replaceAll(".*:", ""));
        server.close();
        await("it is told", () -> all[0].member().problem().filter(text -> text.contains("go on")).isPresent());
        long end = System.nanoTime() + LONG_SESSION.multipliedBy(2).toNanos();
        await("longer than any session", () -> System.nanoTime() > end);

        assertThat(owners).isEqualTo(before);
        assertThat(all[0].kernel().here()).hasSize(10).allMatch(id -> all[0].maySend(id.value()));
        assertThatThrownBy(() -> all[0].cluster().drain("a")).isInstanceOf(ClusterException.class);
        server = new EmbeddedServer(directory.resolve("server"), port);
        await("all take part again", () -> Stream.of(all).allMatch(node -> node.member().problem().isEmpty()));
        assertThat(owners).isEqualTo(before);
    }

    @Test
    void aSecondProcessOfTheSameNameTakesNoPart() {
        Node first = start("a");
        await("it has all", () -> first.kernel().atWork.size() == CONNECTORS);
        Node second = start("a");
        try {
            await("it says so", () -> second.member().problem().filter(text -> text.contains("another process takes part as node a")).isPresent());
            assertThat(second.kernel().here()).isEmpty();
        } finally {
            first.member().close();
        }
    }
}
