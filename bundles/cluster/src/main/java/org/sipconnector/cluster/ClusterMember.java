/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sipconnector.cluster.engine.Engine;
import org.sipconnector.cluster.engine.EngineException;
import org.sipconnector.cluster.engine.EngineSettings;
import org.sipconnector.cluster.engine.Ensemble;
import org.sipconnector.cluster.engine.PackedLines;
import org.sipconnector.cluster.engine.Stored;
import org.sipconnector.spi.cluster.ConnectorRelocation;
import org.sipconnector.spi.explanation.Counted;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.store.StoreKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among those that share connectors: tells the others what it could have, takes what it is to have as soon as nobody has it,
 * and leaves what it is to have no longer. What the engine says is looked at again and again, so that nothing depends on the order in
 * which things happen.
 */
final class ClusterMember implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMember.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Within a session; it is known to live for half of one after each. */
    private static final int PULSES = 6;
    /** A new kernel may not have been told all its configurations for so long. */
    private static final Duration TELLING = Duration.ofSeconds(10);
    /** A node without a kernel for longer has no use for connectors. */
    private static final Duration KERNELLESS = Duration.ofSeconds(30);
    private static final long LEAST_BEAT_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final String node;
    private final EngineSettings settings;
    private final String version;
    private final StoreKey key;
    private final Supplier<Optional<ConnectorRelocation>> kernel;
    private final Supplier<Optional<String>> full;
    private final Coordination coordination;
    private final AtomicLong lease = new AtomicLong(System.nanoTime());
    private final OwnedConnectors owned;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(NamedThread.factory("sip-connector-cluster"));
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(NamedThread.factory("sip-connector-cluster-pulse"));
    private final ConnectorMoves moves;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile @Nullable Engine engine;
    private volatile Optional<String> problem = Optional.of("the engine has not been reached yet");
    private volatile EngineTime time = new EngineTime(0, System.nanoTime());
    private volatile boolean leaving;
    /** The time that a session has, as the engine said last. */
    private volatile Duration agreed;
    /** The engine's servers, as they were known last. */
    private volatile Optional<Ensemble> ensemble = Optional.empty();
    /** Whether its servers were no majority when they were asked last. */
    private volatile boolean outage;
    private Optional<Engine.Session> session;
    private volatile boolean joined;
    private volatile boolean hasJoined;
    private Map<String, String> published = Map.of();
    private NodeCapacity capacity;
    private @Nullable ConnectorRelocation latest;
    private long latestSince = System.nanoTime();
    private long kernelSeen = System.nanoTime();
    private volatile String told = "";
    private long unreachedSince;

    /** What the engine's clock showed. */
    private record EngineTime(long millis, long nanos) {

        Duration since(long then) {
            long now = millis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
            return Duration.ofMillis(Math.max(0, now - then));
        }
    }

    /**
     * Who this is.
     *
     * @param version of this bundle
     * @param key     that what is kept is sealed by
     * @param session of a former copy of this bundle, to go on with
     */
    record Identity(ClusterConfiguration configuration, EngineSettings engine, String version, StoreKey key, Optional<Engine.Session> session) {}

    /**
     * @param leases where who sends looks up whether it may
     * @param kernel what begins and leaves connectors, when there is one
     * @param full   why no call may begin here at this moment
     */
    ClusterMember(Identity identity, ConcurrentMap<String, AtomicLong> leases, Supplier<Optional<ConnectorRelocation>> kernel,
            Supplier<Optional<String>> full) {
        this.node = identity.configuration().node();
        this.settings = identity.engine();
        this.agreed = identity.engine().session();
        this.capacity = new NodeCapacity(identity.configuration().most(), Optional.empty());
        this.full = full;
        this.version = identity.version();
        this.key = identity.key();
        this.session = identity.session();
        this.kernel = () -> kernel.get().filter(ConnectorRelocation::isAtWork);
        coordination = new Coordination(node, identity.configuration().joinDelay());
        owned = new OwnedConnectors(node, leases, lease);
        moves = new ConnectorMoves(owned, key,
                new ConnectorMoves.Surroundings(this.kernel, () -> Optional.ofNullable(engine), this::since, this::soon), node);
    }

    void begin() {
        loop.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        pulse.execute(this::beat);
    }

    String node() {
        return node;
    }

    OwnedConnectors owned() {
        return owned;
    }

    StoreKey key() {
        return key;
    }

    Optional<String> problem() {
        return problem;
    }

    /** Whether it has not taken part yet, and it is not known that it cannot. */
    boolean isBeginning() {
        return !hasJoined && told.isEmpty();
    }

    /** @throws EngineException when it is not reached */
    Engine engine() {
        Engine present = engine;
        if (present == null || !present.isConnected()) {
            throw EngineException.unreachable(settings.servers());
        }
        return present;
    }

    Duration since(long engineMillis) {
        return time.since(engineMillis);
    }

    /** Asks the engine on this member's thread; fails when it is not reached, or this has ended. */
    <T> CompletionStage<T> asked(Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(question, loop);
        } catch (RejectedExecutionException ended) {
            return CompletableFuture.failedStage(ended);
        }
    }

    // ---- that it lives

    private void beat() {
        pulse();
        Engine present = engine;
        Duration session = present == null ? settings.session() : present.sessionTimeout();
        try {
            pulse.schedule(this::beat, Math.max(LEAST_BEAT_MILLIS, session.toMillis() / PULSES), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            LOG.trace("this member has ended");
        }
    }

    private void pulse() {
        Engine present = engine;
        if (present == null || !joined || leaving) {
            return;
        }
        long begun = System.nanoTime();
        try {
            if (present.isConnected()) {
                long changed = present.put(Places.of(Places.NODES, node), Texts.bytes(version));
                // by when it was asked, not answered: the engine counts from some moment between
                agreed = present.sessionTimeout();
                lease.set(begun + agreed.toNanos() / 2);
                time = new EngineTime(changed, System.nanoTime());
                outage = false;
                return;
            }
        } catch (EngineException e) {
            LOG.debug("not told that this node lives: {}", e.getMessage());
        }
        survive(present);
    }

    /** Without a majority of its servers the engine gives nothing to others: what is here goes on, if it was here until now. */
    private void survive(Engine present) {
        long begun = System.nanoTime();
        boolean away = lease.get() - begun > 0 && ensemble.filter(present::isNoMajority).isPresent();
        outage = away;
        if (away) {
            lease.updateAndGet(until -> until - System.nanoTime() > 0 ? begun + agreed.toNanos() / 2 : until);
        }
    }

    // ---- what is to be done

    private void soon() {
        if (due.compareAndSet(false, true)) {
            try {
                loop.execute(() -> {
                    due.set(false);
                    look();
                });
            } catch (RejectedExecutionException ended) {
                LOG.trace("this member has ended");
            }
        }
    }

    private void look() {
        try {
            if (!leaving) {
                step();
            }
        } catch (EngineException e) {
            Engine present = engine;
            if (present == null || !present.isConnected()) {
                unreached("no server of the engine is reached (" + settings.servers() + "): " + Counted.of(owned.size(), "connector")
                        + (outage
                                ? " stay here and go on, for its servers are no majority; nothing moves, and what is kept grows old"
                                : " stay here, send nothing and hear nothing until it is; nothing moves"));
            } else if (e.isRefused()) {
                problem("the engine refuses this node: user and password of " + ClusterSettings.PID + ".cfg are not those that what is kept at "
                        + settings.path() + " was written with; give all nodes the same");
            } else {
                LOG.debug("looked at again in a moment: {}", e.getMessage());
            }
        } catch (RuntimeException | LinkageError | IOException e) {
            problem("connectors are not shared out: " + ErrorText.of(e));
            LOG.info("looked at again in a moment", e);
        }
    }

    /** It takes a moment until the first answer. */
    private void unreached(String text) {
        if (unreachedSince == 0) {
            unreachedSince = System.nanoTime();
        }
        if (System.nanoTime() - unreachedSince > PATIENCE.toNanos()) {
            problem(text);
        }
    }

    private void problem(String text) {
        problem = Optional.of(text);
        if (!text.equals(told)) {
            told = text;
            LOG.warn("{}", text);
        }
    }

    private void well() {
        unreachedSince = 0;
        problem = Optional.empty();
        if (!told.isEmpty()) {
            told = "";
            LOG.info("connectors are shared out again");
        }
    }

    private void step() throws IOException {
        Engine present = engine;
        if (present != null && present.isExpired()) {
            if (!present.isSurelyOver() && (lease.get() - System.nanoTime() > 0 || !present.wasConnected())) {
                // the client has given up by itself: as long as no server has ended the session, it may be gone on with
                session = Optional.of(present.session()).filter(known -> known.id() != 0);
                present.close();
            } else {
                lost(present);
            }
            present = null;
        }
        if (present == null) {
            present = new Engine(settings, session, this::soon);
            session = Optional.empty();
            engine = present;
        }
        if (!present.isConnected()) {
            throw EngineException.unreachable(settings.servers());
        }
        if (!joined && !join(present)) {
            return;
        }
        ensemble = present.ensemble();
        publish(present);
        Coordination.View view = Coordination.View.of(present);
        Stored own = view.members().get(node);
        if (own == null || own.sessionId() != present.sessionId()) {
            LOG.warn("somebody has removed node {} at the engine: it takes part anew", node);
            joined = false;
            return;
        }
        publishCapacity(present, own);
        coordination.coordinate(present, view);
        moves.follow(present, view);
        well();
    }

    private void lost(Engine expired) {
        LOG.warn("this node was not heard of for {} s: its {} are others' by now and end here without a word", settings.session().toSeconds(),
                Counted.of(owned.size(), "connector"));
        engine = null;
        joined = false;
        published = Map.of();
        owned.lose();
        expired.close();
        moves.abandonAll();
    }

    /** Whether this is the only process of that name, with the key that the others have. */
    private boolean join(Engine with) {
        with.createFolders(Places.NODES, Places.MEMBERS, Places.CONFIGURED, Places.ASSIGNMENTS, Places.OWNERS, Places.EPOCHS, Places.CONNECTORS);
        byte[] fingerprint = Texts.bytes(key.fingerprint(Texts.bytes(Places.KEY)));
        if (!with.create(Places.KEY, fingerprint, true)
                && !with.read(Places.KEY).filter(stored -> Arrays.equals(stored.content(), fingerprint)).isPresent()) {
            problem("key.file of " + ClusterSettings.PID + ".cfg is not that of the other nodes: copy theirs; until then no connector begins here");
            return false;
        }
        boolean alone = with.create(Places.of(Places.MEMBERS, node), capacity.content(), false)
                || with.read(Places.of(Places.MEMBERS, node), true).filter(member -> member.sessionId() == with.sessionId()).isPresent();
        if (!alone) {
            problem("another process takes part as node " + node + "; give each a name of its own by the key node of " + ClusterSettings.PID
                    + ".cfg");
            return false;
        }
        joined = true;
        hasJoined = true;
        with.put(Places.of(Places.MEMBERS, node), capacity.content());
        // before there is any connector that could be kept from sending
        pulse();
        owned.recall(with, with.children(Places.OWNERS, false));
        LOG.info("node {} takes part in sharing connectors out, by {}{}", node, settings.servers(), settings.path());
        return true;
    }

    private void publish(Engine with) {
        Optional<ConnectorRelocation> relocation = kernel.get();
        long now = System.nanoTime();
        Map<String, String> lines = new TreeMap<>();
        if (relocation.isPresent()) {
            kernelSeen = now;
            if (relocation.get() != latest) {
                latest = relocation.get();
                latestSince = now;
            }
            if (now - latestSince < TELLING.toNanos()) {
                lines.putAll(published);
            }
            relocation.get().configured().forEach(each -> lines.put(each.id().value(), key.fingerprint(each.content())));
        } else if (now - kernelSeen < KERNELLESS.toNanos()) {
            return;
        } else if (owned.size() > 0) {
            LOG.warn("there is no kernel here: {} go on elsewhere", Counted.of(owned.size(), "connector"));
            owned.leave(with, owned.ids().stream().collect(Collectors.toMap(id -> id, id -> Optional.empty())));
        }
        if (!lines.equals(published)) {
            byte[] content = PackedLines.pack(lines.entrySet().stream().map(line -> line.getKey() + ' ' + line.getValue()).toList());
            String place = Places.of(Places.CONFIGURED, node);
            if (!with.create(place, content, false)) {
                with.put(place, content);
            }
            published = lines;
        }
    }

    /** @param own what the engine has of it: where somebody has removed that, nothing is written */
    private void publishCapacity(Engine with, Stored own) {
        NodeCapacity now = new NodeCapacity(capacity.most(), full.get());
        // what it says counts something, and changes all the time
        if (now.full().isPresent() != capacity.full().isPresent()) {
            with.commit(with.transaction().write(Places.of(Places.MEMBERS, node), now.content(), own.version()));
            capacity = now;
        }
    }

    // ---- the end

    /** This process ends: its connectors go on elsewhere, with what is kept of them by now. */
    void leaveAll(Map<String, Optional<byte[]>> sealed) {
        leaving = true;
        moves.end();
        try {
            // after what is being done: it may be taking some just now
            loop.submit(() -> leaveNow(sealed)).get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.error("connectors go on elsewhere as they were kept last: {}", ErrorText.of(e));
        }
    }

    private void leaveNow(Map<String, Optional<byte[]>> sealed) {
        Engine present = engine;
        if (present != null && joined) {
            // others begin to share them out at once
            present.delete(Places.of(Places.MEMBERS, node));
            Map<String, Optional<byte[]>> all = new LinkedHashMap<>();
            owned.ids().forEach(id -> all.put(id, sealed.getOrDefault(id, Optional.empty())));
            owned.leave(present, all).forEach((id, why) -> LOG.error("connector {} is left without its last state: {}", id, ErrorText.of(why)));
        }
    }

    /** This node ends, though its process goes on: all it has comes to rest and goes on at others. */
    void leaveToOthers() {
        Map<String, Optional<byte[]>> sealed = moves.leaveHere();
        leaveAll(sealed);
        sealed.keySet().forEach(owned::ended);
        joined = false;
    }

    /** Ends, but for the session, which the next copy of this bundle goes on with; empty when there is none. */
    Optional<Engine.Session> detach() {
        end();
        Engine present = engine;
        if (present == null) {
            return Optional.empty();
        } else if (present.session().id() == 0 || present.isSurelyOver()) {
            present.close();
            return Optional.empty();
        }
        return Optional.of(present.detach());
    }

    @Override
    public void close() {
        end();
        Engine present = engine;
        if (present != null) {
            present.close();
        }
    }

    private void end() {
        leaving = true;
        List.of(loop, pulse).forEach(ExecutorService::shutdown);
        moves.end();
        try {
            loop.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.of(loop, pulse).forEach(ExecutorService::shutdownNow);
    }
}
