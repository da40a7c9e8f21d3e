/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.media.engine.EngineThreads;
import org.sipconnector.media.engine.Owners;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.StateTransfer;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.PeerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media engine in helper processes: when the library aborts, it takes the connections of one helper with it and not
 * the server. A connector's connections share a helper, and after it was lost with one get a helper of their own; a helper takes a number of connections and, when it has served
 * many and is empty, is replaced by a fresh one, which gives back what the library leaked.
 */
public final class HelperEngine extends ForwardedCommands implements StateTransfer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HelperEngine.class);
    /** After so many connections an empty helper is retired: some tens of megabytes have leaked. */
    private static final int RETIRE_AFTER = 200;
    private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);
    /** Helpers speak four times a second; a machine may be busy. */
    private static final Duration SILENCE = Duration.ofSeconds(15);
    /** Until a helper follows one that never worked; doubled each time, up to about a minute. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private final Owners owners = new Owners();
    private final EngineThreads threads = new EngineThreads();
    private final List<HelperProcess> helpers = new CopyOnWriteArrayList<>();
    /** Connections that have not been connected since they were reopened: one that kills helpers is not reopened for ever. */
    private final Set<PeerId> fragile = ConcurrentHashMap.newKeySet();
    private final Suspects suspects = new Suspects();
    private volatile boolean handedOver;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final HelperLaunch launch;
    private final int capacity;
    private final int retireAfter;
    private final ServiceLookup services;
    private volatile String failure = "";
    private int count;
    private int failures;
    private boolean ending;

    /**
     * @param launch   how to start a helper
     * @param capacity connections a helper takes, above 0
     * @param services sources and sinks of server code
     */
    public HelperEngine(HelperLaunch launch, int capacity, ServiceLookup services) {
        this(launch, capacity, services, SILENCE, RETIRE_AFTER);
    }

    /**
     * @param silence     a helper that says nothing for so long is taken to hang, and is killed
     * @param retireAfter a helper that is empty after so many connections is replaced by a fresh one
     */
    public HelperEngine(HelperLaunch launch, int capacity, ServiceLookup services, Duration silence, int retireAfter) {
        this.launch = launch;
        this.capacity = capacity;
        this.retireAfter = retireAfter;
        this.services = services;
        threads.every(WATCH_PERIOD, () -> helpers.forEach(helper -> helper.watch(silence)));
        // started ahead, so that the first call need not wait and the health is known
        start();
    }

    /** Process ids of the helpers, for operators and tests. */
    public List<Long> processes() {
        return helpers.stream().map(HelperProcess::pid).toList();
    }

    @Override
    public void close() {
        end();
        threads.close();
    }

    private void end() {
        synchronized (this) {
            ending = true;
        }
        helpers.forEach(HelperProcess::close);
        helpers.forEach(HelperProcess::stop);
    }

    @Override
    public void open(ConnectorId owner, PeerId peer, PeerSettings settings) {
        at(owner, peer, helper -> helper.open(owner, peer, settings));
    }

    @Override
    public void reopen(ConnectorId owner, PeerId peer, PeerSettings settings, PeerConnectionState blueprint) {
        at(owner, peer, helper -> {
            fragile.add(peer);
            helper.reopen(owner, peer, settings, blueprint);
        });
    }

    private synchronized void at(ConnectorId owner, PeerId peer, Consumer<MediaEngine> opening) {
        owners.expect(owner);
        // the one chosen may have ended this very moment
        Optional<HelperProcess> helper = ending
                ? Optional.empty()
                : choose(owner).filter(one -> one.add(peer, owner))
                        .or(() -> start().filter(one -> one.add(peer, owner)));
        if (helper.isEmpty()) {
            owners.tell(owner, new MediaEvent.MediaEngineLost(peer, ending ? MediaEvent.MediaEngineLost.STOPPED : failure));
            return;
        }
        opened.incrementAndGet();
        opening.accept(helper.get().engine());
    }

    @Override
    void at(PeerId peer, Consumer<MediaEngine> command) {
        helpers.stream().filter(helper -> helper.has(peer)).findFirst().ifPresent(helper -> command.accept(helper.engine()));
    }

    @Override
    public void close(PeerId peer) {
        owners.givesUp(peer);
        super.close(peer);
    }

    private Optional<HelperProcess> choose(ConnectorId owner) {
        List<HelperProcess> possible = helpers.stream().filter(helper -> suspects.mayShare(owner, helper.peers().values())).toList();
        return possible.stream().filter(helper -> helper.peers().containsValue(owner)).findFirst()
                .or(() -> possible.stream().filter(helper -> helper.peers().size() < capacity && helper.served() < retireAfter).findFirst())
                .or(this::start);
    }

    private synchronized Optional<HelperProcess> start() {
        try {
            HelperProcess helper = new HelperProcess(++count, launch, new ServerMedia(services, threads::clientSequence), new Heard());
            helpers.add(helper);
            return Optional.of(helper);
        } catch (IOException refused) {
            failure = "a media helper cannot be started: " + refused.getMessage();
            LOG.error(failure);
            return Optional.empty();
        }
    }

    /** The last helper is followed by another: at once if it worked, after a growing pause if it never did. */
    private synchronized void remove(HelperProcess helper, String reason) {
        boolean worked = helper.worked();
        failures = worked ? 0 : failures + 1;
        if (!worked) {
            failure = reason + " before it was ready" + (helper.health().reason().isEmpty() ? "" : ": " + helper.health().reason());
        }
        if (!helpers.remove(helper)) {
            // it was retired
            return;
        }
        if (worked) {
            startAnother();
        } else if (!ending) {
            threads.after(LATER.multipliedBy(1L << Math.min(failures - 1, 6)), this::startAnother);
        }
    }

    private synchronized void startAnother() {
        if (helpers.isEmpty() && !ending) {
            start();
        }
    }

    private synchronized void retire() {
        for (HelperProcess helper : List.copyOf(helpers)) {
            if (helper.served() >= retireAfter && helper.peers().isEmpty()) {
                helpers.remove(helper);
                threads.clientSequence().execute(helper::stop);
                startAnother();
            }
        }
    }

    @Override
    public MediaHealth health() {
        List<MediaHealth> all = helpers.stream().map(HelperProcess::health).toList();
        if (all.isEmpty()) {
            return failure.isEmpty()
                    ? new MediaHealth(MediaHealth.State.STARTING, "a media helper starts with the next connection")
                    : new MediaHealth(MediaHealth.State.UNAVAILABLE, failure);
        }
        return all.stream().filter(health -> health.state() == MediaHealth.State.READY).findFirst().orElse(all.get(0));
    }

    @Override
    public MediaStatistics statistics() {
        List<MediaStatistics> all = helpers.stream().map(HelperProcess::statistics).toList();
        return new MediaStatistics(helpers.stream().mapToInt(helper -> helper.peers().size()).sum(),
                all.stream().mapToInt(MediaStatistics::sources).sum(), all.stream().mapToInt(MediaStatistics::sinks).sum(),
                opened.get(), closed.get(), all.stream().mapToLong(MediaStatistics::leakedBytes).sum());
    }

    @Override
    public Optional<MediaFlow> flow(PeerId peer) {
        return helpers.stream().flatMap(helper -> helper.flow(peer).stream()).findFirst();
    }

    @Override
    public void release(ConnectorId owner) {
        owners.forget(owner);
        suspects.forget(owner);
        ofOwner(owner, (helper, peer) -> close(peer));
    }

    private void ofOwner(ConnectorId owner, BiConsumer<HelperProcess, PeerId> each) {
        helpers.forEach(helper -> helper.peers().forEach((peer, its) -> {
            if (its.equals(owner)) {
                each.accept(helper, peer);
            }
        }));
    }

    @Override
    public void attach(ConnectorId owner, EventSink sink) {
        owners.attach(owner, sink);
    }

    @Override
    public void detach(ConnectorId owner) {
        owners.detach(owner);
    }

    @Override
    public Map<ConnectorId, Object> leave() {
        if (handedOver) {
            end();
        }
        return losses();
    }

    @Override
    public Map<ConnectorId, Object> handOver() {
        handedOver = true;
        return losses();
    }

    /** Owners without a kernel cannot be told that their connections are lost: the next engine tells them. */
    private Map<ConnectorId, Object> losses() {
        helpers.forEach(helper -> helper.peers().forEach((peer, owner) -> {
            if (!owners.isAttached(owner)) {
                owners.tell(owner, new MediaEvent.MediaEngineLost(peer, MediaEvent.MediaEngineLost.STOPPED, helper.blueprint(peer)));
            }
        }));
        return owners.leave();
    }

    @Override
    public CompletionStage<Optional<Object>> copy(ConnectorId owner) {
        List<CompletableFuture<Optional<MediaEvent>>> losses = new ArrayList<>();
        ofOwner(owner, (helper, peer) -> losses.add(CompletableFuture.completedFuture(
                Optional.of(new MediaEvent.MediaEngineLost(peer, Owners.RESTARTED, helper.blueprint(peer))))));
        return Owners.losses(losses);
    }

    @Override
    public void takeUp(ConnectorId owner, Object left) {
        owners.takeUp(owner, left);
    }

    @Override
    public boolean takesUp() {
        return owners.takesUp();
    }

    @Override
    public void retain(ConnectorId owner, List<Known> known) {
        ofOwner(owner, (helper, peer) -> {
            if (known.stream().noneMatch(its -> its.peer().equals(peer))) {
                close(peer);
            }
        });
        owners.retain(owner, known, peer -> helpers.stream().anyMatch(helper -> helper.has(peer)));
    }

    @Override
    public String toString() {
        return "media engine in helper processes " + processes();
    }

    private final class Heard implements HelperProcess.Listener {

        @Override
        public void happened(ConnectorId owner, MediaEvent event) {
            if (event instanceof MediaEvent.PeerStateChanged changed && changed.state() == PeerState.CONNECTED) {
                fragile.remove(changed.peer());
            }
            suspects.heard(owner, event);
            if (event instanceof MediaEvent.PeerClosed || event instanceof MediaEvent.MediaEngineLost) {
                fragile.remove(event.peer());
                closed.incrementAndGet();
                retire();
            }
            // last, for the owner may make it again at this moment
            owners.tell(owner, event);
        }

        @Override
        public void gone(HelperProcess helper, String reason) {
            suspects.add(helper.peers());
            remove(helper, reason);
            helper.peers().forEach((peer, owner) -> {
                closed.incrementAndGet();
                Optional<PeerConnectionState> blueprint = fragile.remove(peer) ? Optional.empty() : helper.blueprint(peer);
                owners.tell(owner, new MediaEvent.MediaEngineLost(peer, reason, blueprint));
            });
        }
    }
}
