/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.update.Update;
import org.sipconnector.kernel.internal.code.CodeHistory;
import org.sipconnector.kernel.internal.lane.Holding;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.spi.explanation.Counted;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldKernel;
import org.sipconnector.spi.standby.HeldManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connectors from kernel to kernel: what one leaves, the next takes up. */
public final class ConnectorHandover {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorHandover.class);

    private static final Duration REST_LIMIT = Duration.ofSeconds(5);

    private final Kernel kernel;
    private final LaneRuntime runtime;
    private final CodeHistory history;
    private volatile @Nullable Takeover takeover;
    private volatile boolean left;
    /** Held by whoever moves a single connector, and alone by who leaves all. */
    private final ReadWriteLock moving = new ReentrantReadWriteLock();
    /** Connectors that could not be taken up; what foundations have of them ends. */
    private final Set<ConnectorId> lost = ConcurrentHashMap.newKeySet();

    /** Connectors taken up whose managers are still to come. */
    private record Takeover(String from, String to, Instant since, int lanes) {

        /** Who goes to an older version goes back, by command or since the newer did not work. */
        Update.Way way() {
            return Version.parseVersion(to).compareTo(Version.parseVersion(from)) < 0 ? Update.Way.ROLLBACK : Update.Way.IN_PLACE;
        }
    }

    ConnectorHandover(Kernel kernel, LaneRuntime runtime, CodeHistory history) {
        this.kernel = kernel;
        this.runtime = runtime;
        this.history = history;
    }

    /** Whether all connectors are, or are about to be, another kernel's. */
    boolean hasLeft() {
        return left;
    }

    Set<ConnectorId> lost() {
        return lost;
    }

    /** Leaves all connectors to the next kernel, which is still to come. */
    public HeldKernel leave(String version, Map<String, ConnectorId> configured) {
        return leave(version, configured, held -> {}, Runnable::run);
    }

    /**
     * Leaves all connectors to the next kernel: foundations keep what they have and hold their events back.
     *
     * @param version    of this kernel
     * @param configured connectors that came from configurations, by PID
     * @param taker      takes them before clients lose their services, and may wait on this thread for what they ask of them then
     * @param owners     runs what takes clients' services away, who may wait for what they ask then
     */
    public HeldKernel leave(String version, Map<String, ConnectorId> configured, Consumer<HeldKernel> taker, Executor owners) {
        moving.writeLock().lock();
        try {
            return leaveAll(version, configured, taker, owners);
        } finally {
            moving.writeLock().unlock();
        }
    }

    private HeldKernel leaveAll(String version, Map<String, ConnectorId> configured, Consumer<HeldKernel> taker, Executor owners) {
        left = true;
        Takeover before = takeover;
        Instant since = before == null ? runtime.timers().now() : before.since();
        Queue<HeldConnector> leaving = new ConcurrentLinkedQueue<>();
        kernel.detach();
        kernel.lanes().inEach(lane -> leave(lane, leaving));
        List<OpenConnector> gone = leaving.stream().flatMap(held -> kernel.takeOut(held.id()).stream()).toList();
        LOG.info("kernel {} leaves {} to the next", version, Counted.of(leaving.size(), "connector"));
        HeldKernel held = new HeldKernel(before == null ? version : before.from(), since, configured, history.updates(),
                List.copyOf(leaving), List.of());
        taker.accept(held);
        owners.execute(() -> gone.forEach(kernel.services()::closed));
        return held;
    }

    private static void leave(LaneCore lane, Collection<HeldConnector> leaving) {
        try {
            leaving.add(Holding.leave(lane));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.error("connector {} cannot be left to the next kernel: it closes, and its call ends", lane.id(), e);
        }
    }

    /** What comes of something that is done with a single connector; empty when this kernel has left all, so that it is not done. */
    <T> Optional<T> oneByOne(Supplier<T> work) {
        moving.readLock().lock();
        try {
            return left ? Optional.empty() : Optional.of(work.get());
        } finally {
            moving.readLock().unlock();
        }
    }

    /**
     * Leaves one connector to another process: foundations keep what they have and hold its events back. Waits until it comes to rest.
     *
     * @throws IllegalStateException when there is none, or when it cannot be left: then it goes on
     */
    HeldConnector leave(ConnectorId id) {
        OpenConnector connector = kernel.opened(id).orElseThrow(() -> new IllegalStateException("it is not at work here"));
        CompletableFuture<HeldConnector> rest = new CompletableFuture<>();
        AtomicBoolean decided = new AtomicBoolean();
        kernel.detach(id);
        connector.lane().onLane(() -> {
            if (decided.compareAndSet(false, true)) {
                try {
                    rest.complete(Holding.leave(connector.lane()));
                } catch (RuntimeException | LinkageError | AssertionError e) {
                    rest.completeExceptionally(e);
                }
            }
        });
        try {
            return rest.get(REST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            kernel.attach(connector);
            throw new IllegalStateException("it cannot tell its state: " + ErrorText.of(e), e);
        } catch (InterruptedException | TimeoutException e) {
            if (decided.compareAndSet(false, true)) {
                kernel.attach(connector);
                throw new IllegalStateException("it does not come to rest", e);
            }
            return rest.join();
        }
    }

    /** Goes on with one connector that another process has left, beside those at work. */
    Optional<OpenConnector> takeUpOne(HeldConnector held) {
        takeUp(held);
        Optional<OpenConnector> connector = kernel.opened(held.id());
        connector.ifPresent(kernel::attach);
        return connector;
    }

    /** Why connectors could not be left to another kernel as they are now; empty when all could. Waits for their lanes. */
    public List<String> objectionsToLeaving() {
        Map<ConnectorId, String> objections = new ConcurrentSkipListMap<>();
        kernel.open().forEach(connector -> objections.put(connector.id(), "does not come to a message boundary"));
        kernel.lanes().inEach(lane -> {
            try {
                Holding.held(lane);
                objections.remove(lane.id());
            } catch (RuntimeException | LinkageError | AssertionError e) {
                LOG.error("connector {} could not be left to another kernel", lane.id(), e);
                objections.put(lane.id(), "cannot be left to another kernel: " + ErrorText.of(e));
            }
        });
        objections.keySet().removeIf(id -> kernel.find(id).isEmpty());
        return objections.entrySet().stream().map(objection -> "connector " + objection.getKey() + ' ' + objection.getValue()).toList();
    }

    /**
     * Goes on with what the former kernel left; before anything else is added.
     *
     * @param version of this kernel
     */
    public void takeUp(HeldKernel former, String version) {
        history.takeUp(former.updates());
        former.restarts().unclaimed().ifPresent(kernel.recovery()::begin);
        former.connectors().forEach(this::takeUp);
        takeover = new Takeover(former.version(), version, former.since(), former.connectors().size());
        LOG.info("kernel {} took up {}", version, Counted.of(former.connectors().size(), "connector"));
    }

    private void takeUp(HeldConnector held) {
        ConnectorId id = held.id();
        OpenConnector connector = kernel.put(held.configuration());
        LaneCore lane = connector.lane();
        CompletableFuture<Void> filled = new CompletableFuture<>();
        lane.onLane(() -> {
            try {
                Holding.takeUp(lane, held);
                filled.complete(null);
            } catch (RuntimeException | LinkageError e) {
                filled.completeExceptionally(e);
            }
        });
        try {
            filled.join();
        } catch (CompletionException e) {
            LOG.error("connector {} cannot be taken up as it was left: it closes, and its call ends", id, e.getCause());
            kernel.takeOut(id);
            held.end(new ConnectorClosedException(id));
            lost.add(id);
            return;
        }
        held.managers().stream().map(HeldManager::api).filter(api -> kernel.code().atWork(api.getName()) == null).forEach(kernel.code()::awaited);
        kernel.code().join(lane);
        kernel.services().opened(connector, kernel.code()::complete);
        held.takenUpBy(new Holding.TakenUp(lane, connector::close));
        // now nobody can let it go any more, only close it
        if (held.letGo()) {
            kernel.recovery().letGo(id);
        }
    }

    /**
     * Goes on with what the former process left. Each connector waits for its configuration, or for its bundle to open it again;
     * one whose owner does not come in time is closed, when that is limited.
     */
    public void recover(HeldKernel former, String version) {
        takeUp(former, version);
        // nothing was replaced
        takeover = null;
    }

    /** Notes that lanes go on, once the code of all managers has come. */
    void managersCame() {
        Takeover pending = takeover;
        if (pending != null && history.missing().isEmpty()) {
            takeover = null;
            Instant now = runtime.timers().now();
            history.add(new Update(now, Kernel.NAME, pending.from(), pending.to(), pending.way(),
                    new Update.LanePause(pending.lanes(), Duration.between(pending.since(), now), 0), List.of()));
        }
    }
}
