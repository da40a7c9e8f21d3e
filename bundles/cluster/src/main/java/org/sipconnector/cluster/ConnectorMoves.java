/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.cluster.engine.Engine;
import org.sipconnector.cluster.engine.PackedLines;
import org.sipconnector.cluster.engine.Stored;
import org.sipconnector.spi.cluster.ConnectorRelocation;
import org.sipconnector.spi.cluster.KeptConnector;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.store.StoreKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connectors on their way to this node and from it: takes what it is to have as soon as nobody has it, and leaves what it is to have no
 * longer. Used on the member's thread; what takes time is done beside that.
 */
final class ConnectorMoves {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorMoves.class);
    private static final int MOVING_THREADS = 4;
    /** How long pictures go on to the far end of a connector that has left. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    /** A connector comes to rest within 5 s, and each foundation leaves its part within 5 s more; what is later is lost. */
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(20);

    private final OwnedConnectors owned;
    private final StoreKey key;
    private final Surroundings around;
    private final String node;
    private final ScheduledExecutorService moves =
            Executors.newScheduledThreadPool(MOVING_THREADS, NamedThread.factory("sip-connector-cluster-move"));
    private final Departures departures = new Departures();
    private final AtomicBoolean lookingAgain = new AtomicBoolean();
    /** Connectors that are on their way to or from here. */
    private final Set<String> moving = ConcurrentHashMap.newKeySet();
    /** What peers still get of connectors that have left. */
    private final Map<String, ScheduledFuture<?>> lingering = new ConcurrentHashMap<>();

    /**
     * What moves have to do with.
     *
     * @param kernel what begins and leaves connectors, when there is one
     * @param engine the session that is going on
     * @param since  how long ago a time of the engine was
     * @param soon   has the member look again
     */
    record Surroundings(Supplier<Optional<ConnectorRelocation>> kernel, Supplier<Optional<Engine>> engine, LongFunction<Duration> since,
            Runnable soon) {}

    /** @param key that what is kept is sealed by */
    ConnectorMoves(OwnedConnectors owned, StoreKey key, Surroundings around, String node) {
        this.owned = owned;
        this.key = key;
        this.around = around;
        this.node = node;
    }

    /** Others may have all that is here by now. */
    void abandonAll() {
        around.kernel().get().ifPresent(relocation -> relocation.here().stream().filter(id -> moving.add(id.value()))
                .forEach(id -> abandon(relocation, id)));
    }

    /** Another process has it, or will. */
    private void abandon(ConnectorRelocation relocation, ConnectorId id) {
        owned.mute(id.value());
        relocation.abandon(id).whenComplete((done, failure) -> {
            owned.ended(id.value());
            moving.remove(id.value());
            around.soon().run();
        });
    }

    void follow(Engine with, Coordination.View view) {
        owned.settle(with);
        Optional<ConnectorRelocation> relocation = around.kernel().get();
        if (relocation.isEmpty()) {
            return;
        }
        Set<String> wanted = with.read(Places.of(Places.ASSIGNMENTS, node), true).map(stored -> new TreeSet<>(PackedLines.unpack(stored.content())))
                .orElseGet(TreeSet::new);
        take(with, wanted.stream().filter(id -> !owned.has(id)).toList());
        relocation.get().here().stream().filter(id -> !owned.has(id.value()) && moving.add(id.value())).forEach(id -> {
            LOG.warn("connector {} is another process's and ends here without a word", id);
            abandon(relocation.get(), id);
        });
        begin(with, relocation.get(), wanted);
        leave(with, view, owned.ids().stream().filter(id -> !wanted.contains(id) && !owned.isLeaving(id) && !moving.contains(id)).sorted().toList());
    }

    private void leave(Engine with, Coordination.View view, List<String> unwanted) {
        unwanted.stream().filter(id -> !view.isConfigured(id) && moving.add(id)).forEach(id -> move(with, id, now -> close(with, now, id)));
        List<String> wanting = unwanted.stream().filter(view::isConfigured).toList();
        if (!wanting.isEmpty()) {
            List<String> next = departures.next(with, wanting, owned.ids(), moving::contains);
            next.stream().filter(moving::add).forEach(id -> move(with, id, now -> leave(with, now, id)));
            if (next.size() < wanting.size()) {
                lookAgain();
            }
        }
    }

    /** Whether others have taken what has left is seen only by looking. */
    private void lookAgain() {
        try {
            if (lookingAgain.compareAndSet(false, true)) {
                moves.schedule(() -> {
                    lookingAgain.set(false);
                    around.soon().run();
                }, LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException ended) {
            LOG.trace("nothing moves any more");
        }
    }

    private void close(Engine with, ConnectorRelocation relocation, String id) {
        LOG.info("connector {} ends: no node is configured for it any more", id);
        relocation.close(new ConnectorId(id));
        owned.remove(with, id);
    }

    /** Does it beside what others do, if it is still this node's by then; it is in what moves meanwhile. */
    private void move(Engine with, String id, Consumer<ConnectorRelocation> work) {
        Runnable task = () -> {
            try {
                if (around.engine().get().filter(with::equals).isPresent() && owned.has(id)) {
                    around.kernel().get().ifPresent(work);
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.error("connector {} is neither here nor elsewhere for a moment: {}", id, ErrorText.of(e), e);
            } finally {
                moving.remove(id);
            }
        };
        try {
            moves.execute(task);
        } catch (RejectedExecutionException ended) {
            moving.remove(id);
        }
    }

    private void take(Engine with, List<String> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        Set<String> had = Set.copyOf(with.children(Places.OWNERS, true));
        owned.take(with, wanted.stream().filter(id -> !had.contains(id)).toList());
        // taken before, though no answer came
        owned.recall(with, wanted.stream().filter(had::contains).toList());
    }

    /** Those that this node has, and that are not at work: also when a kernel has lost one. */
    private void begin(Engine with, ConnectorRelocation relocation, Set<String> wanted) {
        Set<String> here = relocation.here().stream().map(ConnectorId::value).collect(Collectors.toSet());
        List<String> beginning =
                wanted.stream().filter(id -> owned.has(id) && !here.contains(id) && !moving.contains(id) && !owned.isLeaving(id)).toList();
        if (beginning.isEmpty()) {
            return;
        }
        Map<String, Stored> kept = with.read(Places.CONNECTORS, beginning);
        Map<String, Stored> nodes = with.read(Places.NODES, with.children(Places.NODES, false));
        beginning.stream().filter(moving::add).forEach(id -> move(with, id, now -> {
            stopLingering(id);
            now.begin(new ConnectorId(id), Optional.ofNullable(kept.get(id))
                    .filter(stored -> stored.content().length > 0).flatMap(stored -> kept(id, stored, nodes)));
        }));
    }

    private Optional<KeptConnector> kept(String id, Stored stored, Map<String, Stored> nodes) {
        return opened(id, stored.content()).map(content -> {
            Duration saved = around.since().apply(stored.changed());
            Duration seen =
                    owned.former(id).map(nodes::get).map(former -> around.since().apply(former.changed()))
                            .orElse(saved);
            return new KeptConnector(content, saved, seen.compareTo(saved) < 0 ? seen : saved);
        });
    }

    private Optional<byte[]> opened(String id, byte[] sealed) {
        try {
            return Optional.of(key.open(id, sealed));
        } catch (GeneralSecurityException e) {
            LOG.error("connector {} begins anew: what is kept of it was sealed by another key; give each node the same file as key.file", id);
            return Optional.empty();
        }
    }

    private void leave(Engine with, ConnectorRelocation relocation, String id) {
        ConnectorId connector = new ConnectorId(id);
        Optional<byte[]> sealed = Optional.empty();
        CompletableFuture<byte[]> left = CompletableFuture.completedFuture(new byte[0]);
        if (relocation.here().contains(connector)) {
            try {
                left = relocation.leave(connector).toCompletableFuture();
                sealed = Optional.of(key.seal(id, left.get(LEAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                if (e.getCause() instanceof IllegalStateException why) {
                    LOG.warn("connector {} stays here for now: {}", id, ErrorText.of(why));
                    return;
                }
                LOG.error("connector {} goes on elsewhere as it was kept last: {}", id, ErrorText.of(e));
            }
        } else if (!relocation.isAtWork()) {
            return;
        }
        owned.leave(with, Map.of(id, sealed))
                .forEach((one, why) -> LOG.warn("connector {} has left, which the engine is told later: {}", one, ErrorText.of(why)));
        linger(connector, left);
        around.soon().run();
    }

    /** Sound and picture go on for a moment. */
    private void linger(ConnectorId connector, CompletableFuture<byte[]> left) {
        try {
            lingering.put(connector.value(), moves.schedule(() -> {
                lingering.remove(connector.value());
                if (!moving.contains(connector.value())) {
                    release(connector, left);
                }
            }, LINGER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException ended) {
            release(connector, left);
        }
    }

    /** What has not left yet, since that takes long, stays mute until it has. */
    private void release(ConnectorId connector, CompletableFuture<byte[]> left) {
        around.kernel().get().ifPresent(relocation -> relocation.release(connector));
        left.whenComplete((kept, failure) -> owned.ended(connector.value()));
    }

    private void stopLingering(String id) {
        Optional.ofNullable(lingering.remove(id)).ifPresent(release -> release.cancel(false));
    }

    /** All that this node has comes to rest; what is to be kept of it. */
    Map<String, Optional<byte[]>> leaveHere() {
        Map<String, Optional<byte[]>> sealed = new LinkedHashMap<>();
        around.kernel().get().ifPresent(relocation -> relocation.here().stream().filter(id -> owned.has(id.value())).forEach(id -> {
            try {
                sealed.put(id.value(), Optional
                        .of(key.seal(id.value(), relocation.leave(id).toCompletableFuture().get(LEAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.error("connector {} goes on elsewhere as it was kept last: {}", id, ErrorText.of(e));
            }
            relocation.release(id);
        }));
        return sealed;
    }

    /** What is under way is waited for, and what lingers ends. */
    void end() {
        moves.shutdown();
        try {
            moves.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        around.kernel().get().ifPresent(relocation -> Set.copyOf(lingering.keySet()).forEach(id -> relocation.release(new ConnectorId(id))));
    }
}
