/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.media.sink.Sinks;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.media.source.Sources;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.StateTransfer;
import org.sipconnector.spi.media.MediaEngine.Known;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media engine in this process. It starts by itself in the background; commands given meanwhile wait for it. Closed
 * connections leave a remainder in the library, which the statistics estimate.
 */
public final class LocalEngine implements MediaEngine, StateTransfer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalEngine.class);
    private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    /** Measured over hundreds of connected pairs: what a closed connection leaves behind. */
    private static final long LEAK_PER_CONNECTION = 160_000;
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(4);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Owners owners = new Owners();
    private final EngineThreads threads = new EngineThreads();
    private final Map<PeerId, Peer> peers = new ConcurrentHashMap<>();
    /** Connections that are to be made again with a transport for each line. */
    private final Map<PeerId, ConnectorId> separate = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final LocalMedia studio;
    private final Optional<BlueprintListener> blueprints;
    private final CompletableFuture<NativeEngine> natives;
    private Optional<String> hanging = Optional.empty();
    private Optional<String> tested = Optional.of("the media library is being loaded");
    private volatile boolean ending;
    private volatile MediaHealth health = new MediaHealth(MediaHealth.State.STARTING, "the media library is being loaded");

    /** @param services finds sources and sinks of server code */
    public LocalEngine(ServiceLookup services, SystemLibraries libraries) {
        this(services, libraries, Optional.empty());
    }

    /** @param blueprints hears what it takes to make each connection again, whenever that has changed */
    public LocalEngine(ServiceLookup services, SystemLibraries libraries, Optional<BlueprintListener> blueprints) {
        this.blueprints = blueprints;
        studio = new LocalMedia(new Sources(services, threads::clientSequence), new Sinks(services), threads);
        natives = CompletableFuture.supplyAsync(() -> NativeLoading.load(libraries), threads.sequence());
        natives.whenCompleteAsync((engine, failure) -> {
            if (failure == null) {
                Watchdog watchdog = new Watchdog(() -> threads.roundTrip(engine::answer), ANSWER_LIMIT, System::nanoTime, this::hangs);
                threads.every(WATCH_PERIOD, () -> watch(watchdog));
                SelfTest.run(this, threads, this::tested);
            } else {
                tested(Optional.of(NativeLoading.reason(failure)));
            }
        }, threads.sequence());
    }

    @Override
    public MediaHealth health() {
        return health;
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
    public void release(ConnectorId owner) {
        owners.forget(owner);
        peers.values().stream().filter(peer -> peer.owner().equals(owner)).forEach(Peer::giveUp);
        separate.values().removeIf(owner::equals);
    }

    /** Owners without a kernel cannot be told that their connections are lost: the next engine tells them. */
    @Override
    public Map<ConnectorId, Object> leave() {
        List<Peer> lost = leaving();
        lost.forEach(peer -> peer.lose(MediaEvent.MediaEngineLost.STOPPED));
        Awaiting.until(() -> lost.stream().noneMatch(peers::containsValue), LEAVE_LIMIT);
        return owners.leave();
    }

    private List<Peer> leaving() {
        return peers.values().stream().filter(LocalEngine::counts).filter(peer -> !owners.isAttached(peer.owner())).toList();
    }

    @Override
    public Map<ConnectorId, Object> handOver() {
        List<CompletableFuture<Void>> told = leaving().stream()
                .map(peer -> peer.loss().thenAccept(loss -> loss.ifPresent(event -> owners.tell(peer.owner(), event)))).toList();
        Awaiting.until(() -> told.stream().allMatch(CompletableFuture::isDone), LEAVE_LIMIT);
        return owners.leave();
    }

    @Override
    public CompletionStage<Optional<Object>> copy(ConnectorId owner) {
        return Owners.losses(peers.values().stream().filter(peer -> peer.owner().equals(owner) && counts(peer)).map(Peer::loss).toList());
    }

    @Override
    public void retain(ConnectorId owner, List<Known> known) {
        peers.forEach((id, peer) -> {
            if (peer.owner().equals(owner) && known.stream().noneMatch(its -> its.peer().equals(id))) {
                close(id);
            }
        });
        owners.retain(owner, known, peers::containsKey);
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
    public void open(ConnectorId owner, PeerId id, PeerSettings settings) {
        make(owner, id, settings);
    }

    @Override
    public void reopen(ConnectorId owner, PeerId id, PeerSettings settings, PeerConnectionState blueprint) {
        make(owner, id, settings).ifPresent(peer -> peer.resume(blueprint));
    }

    private Optional<Peer> make(ConnectorId owner, PeerId id, PeerSettings settings) {
        owners.expect(owner);
        if (ending) {
            owners.tell(owner, new MediaEvent.MediaEngineLost(id, MediaEvent.MediaEngineLost.STOPPED));
            return Optional.empty();
        }
        TransportPolicy offering = separate.remove(id) == null ? TransportPolicy.OFFERING : TransportPolicy.SEPARATE;
        Peer peer = new Peer(id, owner, settings, offering, studio, threads, event -> owners.tell(owner, event), () -> ended(id), blueprints);
        if (peers.putIfAbsent(id, peer) != null) {
            owners.tell(owner, new MediaEvent.PeerCommandFailed(id, "", "open", "there is a peer connection '" + id + "' already"));
            return Optional.empty();
        }
        if (counts(peer)) {
            opened.incrementAndGet();
        }
        peer.open(natives);
        return Optional.of(peer);
    }

    private void ended(PeerId id) {
        Peer peer = peers.get(id);
        if (peer.isTooNarrow()) {
            separate.put(id, peer.owner());
            // only then, for its owner may give it up at this moment
            if (peer.isGivenUp()) {
                separate.remove(id);
            }
        }
        peers.remove(id);
        if (counts(peer)) {
            closed.incrementAndGet();
        }
    }

    @Override
    public void addTransceiver(PeerId peer, TransceiverSettings transceiver) {
        on(peer, one -> one.lines().addTransceiver(transceiver));
    }

    @Override
    public void replaceTrack(PeerId peer, String transceiver, Optional<LocalTrack> track) {
        on(peer, one -> one.lines().replaceTrack(transceiver, track));
    }

    @Override
    public void setDirection(PeerId peer, String transceiver, Direction direction) {
        on(peer, one -> one.lines().setDirection(transceiver, direction));
    }

    @Override
    public void setMuted(PeerId peer, String transceiver, boolean muted) {
        on(peer, one -> one.lines().setMuted(transceiver, muted));
    }

    @Override
    public void setEncodings(PeerId peer, String transceiver, List<SendEncoding> encodings) {
        on(peer, one -> one.lines().setEncodings(transceiver, encodings));
    }

    @Override
    public void sendKeyFrame(PeerId peer, String transceiver) {
        on(peer, one -> one.lines().sendKeyFrame(transceiver));
    }

    @Override
    public void setCodecs(PeerId peer, String transceiver, List<String> preferred, List<String> excluded) {
        on(peer, one -> one.lines().setCodecs(transceiver, preferred, excluded));
    }

    @Override
    public void stopTransceiver(PeerId peer, String transceiver) {
        on(peer, one -> one.lines().stopTransceiver(transceiver));
    }

    @Override
    public void createOffer(PeerId peer, String request, boolean iceRestart) {
        on(peer, one -> one.descriptions().createOffer(request, iceRestart));
    }

    @Override
    public void createAnswer(PeerId peer, String request) {
        on(peer, one -> one.descriptions().createAnswer(request));
    }

    @Override
    public void setRemote(PeerId peer, String request, SdpType type, String sdp, List<TransceiverSettings> answering) {
        on(peer, one -> one.descriptions().setRemote(request, type, sdp, List.copyOf(answering)));
    }

    @Override
    public void rollback(PeerId peer, String request) {
        on(peer, one -> one.descriptions().rollback(request));
    }

    @Override
    public void collectStatistics(PeerId peer, String request) {
        on(peer, one -> one.collectStatistics(request));
    }

    @Override
    public void insertTones(PeerId peer, String transceiver, String tones, Duration duration, Duration gap) {
        on(peer, one -> one.lines().insertTones(transceiver, tones, duration, gap));
    }

    @Override
    public void addSink(PeerId peer, String track, String sink) {
        on(peer, one -> one.lines().addSink(track, sink));
    }

    @Override
    public void removeSink(PeerId peer, String track, String sink) {
        on(peer, one -> one.lines().removeSink(track, sink));
    }

    @Override
    public void close(PeerId peer) {
        owners.givesUp(peer);
        on(peer, Peer::giveUp);
        separate.remove(peer);
    }

    @Override
    public Optional<MediaFlow> flow(PeerId peer) {
        return Optional.ofNullable(peers.get(peer)).map(Peer::flow);
    }

    @Override
    public MediaStatistics statistics() {
        return new MediaStatistics((int) peers.values().stream().filter(LocalEngine::counts).count(), studio.runningSources(),
                peers.values().stream().filter(LocalEngine::counts).mapToInt(Peer::sinks).sum(), opened.get(), closed.get(),
                closed.get() * LEAK_PER_CONNECTION);
    }

    /** Ends every connection, telling its owner that it is lost, then the library and the threads. Waits for it. */
    @Override
    public void close() {
        ending = true;
        health = new MediaHealth(MediaHealth.State.UNAVAILABLE, MediaEvent.MediaEngineLost.STOPPED);
        // the engine's own connection goes last: it keeps the library from ending what others need
        peers.values().stream().filter(LocalEngine::counts).forEach(peer -> peer.lose(MediaEvent.MediaEngineLost.STOPPED));
        try {
            Awaiting.until(() -> peers.values().stream().noneMatch(LocalEngine::counts), CLOSE_LIMIT);
            peers.values().forEach(Peer::close);
            Awaiting.until(peers::isEmpty, CLOSE_LIMIT);
            NativeEngine engine = natives.get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            // with a connection still open the library would end the process: rather keep it
            if (peers.isEmpty()) {
                engine.close();
            } else {
                LOG.warn("{} peer connections did not close; the media library stays loaded", peers.size());
            }
        } catch (ExecutionException | TimeoutException notStarted) {
            LOG.debug("The media library was not running: {}", notStarted.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            threads.close();
        }
    }

    /** Goes on sending on this line, but nothing. */
    void hush(PeerId peer, String transceiver) {
        on(peer, one -> one.lines().hush(transceiver));
    }

    /** The engine's own connections are not its clients' business. */
    private static boolean counts(Peer peer) {
        return !peer.owner().equals(SelfTest.OWNER);
    }

    private void on(PeerId id, Consumer<Peer> command) {
        Peer peer = peers.get(id);
        if (peer == null) {
            LOG.debug("There is no peer connection {}; a command for it is ignored", id);
        } else {
            command.accept(peer);
        }
    }

    private void watch(Watchdog watchdog) {
        watchdog.look();
        long now = System.nanoTime();
        peers.values().forEach(peer -> peer.watch(now));
    }

    private synchronized void tested(Optional<String> trouble) {
        tested = trouble;
        report();
    }

    private synchronized void hangs(Optional<String> trouble) {
        hanging = trouble;
        report();
    }

    private void report() {
        Optional<String> trouble = hanging.or(() -> tested);
        if (ending) {
            return;
        }
        if (trouble.isPresent()) {
            health = new MediaHealth(MediaHealth.State.UNAVAILABLE, trouble.get());
            LOG.error("Media is not available: {}", trouble.get());
        } else {
            health = new MediaHealth(MediaHealth.State.READY, "");
            LOG.info("Media is ready");
        }
    }
}
