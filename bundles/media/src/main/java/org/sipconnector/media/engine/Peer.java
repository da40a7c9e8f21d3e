/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.SignalingState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer connection, from opening to its end. Commands may come from any thread; everything is done on the connection's own
 * sequence, commands one after another. After {@code PeerClosed} or {@code MediaEngineLost} nothing is told any more.
 */
final class Peer implements PeerObserver.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);
    private static final String REOPEN = "reopen";

    private final PeerId id;
    private final ConnectorId owner;
    private final PeerSettings settings;
    private final LocalMedia studio;
    private final EngineThreads threads;
    private final Runnable closed;
    private final SerialExecutor sequence;
    private final OwnerEvents events;
    private final PeerCommands commands;
    private final Lines lines = new Lines();
    private final Remaking remaking = new Remaking(lines);
    private final IncomingTracks remoteTracks;
    private final Adapting adapting = new Adapting(lines);
    private final ConnectionOnDemand connection;
    private final LineCommands lineCommands;
    private final DescriptionCommands descriptionCommands;
    private volatile CompletableFuture<Void> opening = new CompletableFuture<>();
    private volatile PeerState state = PeerState.NEW;
    private volatile boolean givenUp;

    /**
     * @param offering   its transports when it offers first
     * @param out        hears the events
     * @param closed     run once after everything is freed, before PeerClosed is told
     * @param blueprints hears what has changed, when somebody wants to know
     */
    Peer(PeerId id, ConnectorId owner, PeerSettings settings, TransportPolicy offering, LocalMedia studio, EngineThreads threads,
            Consumer<MediaEvent> out, Runnable closed, Optional<BlueprintListener> blueprints) {
        this.id = id;
        this.owner = owner;
        this.settings = settings;
        this.studio = studio;
        this.threads = threads;
        this.closed = closed;
        sequence = threads.sequence();
        events = new OwnerEvents(id, out);
        commands = new PeerCommands(sequence, threads, this::failed, blueprints.map(listener -> () -> draw(listener)));
        remoteTracks = new IncomingTracks(id, studio, sequence, events::tell);
        connection = new ConnectionOnDemand(offering, this::connect, commands::areClosed);
        PeerParts parts = new PeerParts(id, lines, remoteTracks, remaking, events);
        lineCommands = new LineCommands(parts, commands, connection);
        descriptionCommands = new DescriptionCommands(parts, commands, connection, this::leave);
    }

    ConnectorId owner() {
        return owner;
    }

    LineCommands lines() {
        return lineCommands;
    }

    DescriptionCommands descriptions() {
        return descriptionCommands;
    }

    void open(CompletableFuture<NativeEngine> starting) {
        CompletableFuture<Void> using = starting.thenAcceptAsync(started -> {
            if (!commands.areClosed()) {
                connection.use(started);
            }
        }, sequence);
        opening = using;
        commands.request("open", "", () -> using);
    }

    private ConnectionOnDemand.Open connect(NativeEngine engine, TransportPolicy policy) {
        NativeConnection natively = new NativeConnection(engine.connect(settings, policy, new PeerObserver(sequence, this)), sequence);
        TransceiverControl transceivers = new TransceiverControl(natively, engine, studio, lines, (transceiver, track, reason) -> sequence.execute(
                () -> events.tell(new MediaEvent.SourceFailed(id, transceiver, track, reason))));
        LocalDescriptions descriptions = new LocalDescriptions(id, natively, settings, lines, sequence, threads, events::tell, this::failed);
        LOG.debug("Peer connection {} opened: {}", id, policy);
        return new ConnectionOnDemand.Open(natively, transceivers, descriptions,
                new OfferAnswer(natively, policy, lines, engine.formats(), descriptions));
    }

    /** Whether the connection was lost because the other side wants more transports than it has. */
    boolean isTooNarrow() {
        return negotiation().filter(OfferAnswer::isTooNarrow).isPresent();
    }

    /** Makes a connection again that was lost; nothing is told of that. To be called right after opening. */
    void resume(PeerConnectionState blueprint) {
        sequence.execute(() -> remaking.begins(blueprint));
        commands.request(REOPEN, "", () -> {
            events.silence();
            if (!blueprint.agreed().isEmpty()) {
                connection.answer(blueprint.agreed());
            }
            return new Resumption(connection.transceivers(), lines, connection.negotiation(), remoteTracks).run(blueprint).thenRun(() -> {
                events.speak();
                remaking.done();
            });
        });
    }

    void collectStatistics(String request) {
        // its commands may still wait for the library
        opening.whenCompleteAsync((opened, unavailable) -> {
            if (!events.haveEnded()) {
                statistics(unavailable).whenComplete((entries, failure) -> {
                    if (failure == null) {
                        remoteTracks.sawPackets(entries);
                        events.tell(new MediaEvent.StatisticsCollected(id, request, entries));
                    } else {
                        failed(new PeerCommand("collectStatistics", "", request), String.valueOf(failure.getMessage()));
                    }
                });
            }
        }, sequence);
    }

    private CompletableFuture<List<Map<String, Object>>> statistics(@Nullable Throwable unavailable) {
        return unavailable == null
                ? connection.present().map(open -> StatisticsReading.read(open.connection(), lines, sequence))
                        .orElseGet(() -> CompletableFuture.completedFuture(List.of()))
                : CompletableFuture.failedFuture(new IllegalStateException(NativeLoading.reason(unavailable)));
    }

    /** Its owner closes it and makes it no more. May be called on any thread. */
    void giveUp() {
        givenUp = true;
        close();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Frees everything, after the command that is under way; {@code PeerClosed} comes in any case. */
    void close() {
        sequence.execute(() -> {
            if (!commands.areClosed()) {
                Future<?> limit = threads.after(CLOSE_LIMIT, () -> sequence.execute(this::end));
                commands.close(() -> CompletableFuture.completedFuture(limit.cancel(false)).thenRun(this::end));
            }
        });
    }

    /** The engine goes away: tells the owner and frees everything. */
    void lose(String reason) {
        sequence.execute(() -> lose(reason, blueprint()));
    }

    /** What would be told if the engine went away now; empty when that was told. */
    CompletableFuture<Optional<MediaEvent>> loss() {
        return CompletableFuture.supplyAsync(() -> commands.areClosed()
                ? events.loss()
                : Optional.of(new MediaEngineLost(id, Owners.RESTARTED, blueprint())), sequence);
    }

    /** Told once, also of a connection that is being made again: who made it begins anew. */
    private void lose(String reason, Optional<PeerConnectionState> blueprint) {
        if (events.mayBeLost()) {
            events.lost(new MediaEngineLost(id, reason, blueprint));
            close();
        }
    }

    /** Looks whether remote tracks went quiet or came back, and how pictures that are sent fare. */
    void watch(long now) {
        sequence.execute(() -> {
            remoteTracks.watch(now);
            if (!commands.areClosed() && adapting.isWanted()) {
                connection.present().ifPresent(open -> commands.addOwn("adapt", () -> StatisticsReading
                        .read(open.connection(), lines, sequence).thenAccept(entries -> adapting.look(entries, now))));
            }
        });
    }

    /** May be read on any thread, as the number of sinks. */
    MediaFlow flow() {
        return new MediaFlow(id, state, lines.sent(MediaKind.AUDIO), lines.sent(MediaKind.VIDEO), remoteTracks.flows());
    }

    int sinks() {
        return remoteTracks.sinks();
    }

    @Override
    public void signaling(SignalingState now) {
        events.tell(new MediaEvent.SignalingStateChanged(id, now));
    }

    @Override
    public void connection(PeerState now) {
        state = now;
        if (now == PeerState.CONNECTED) {
            remaking.connected();
        }
        events.tell(new MediaEvent.PeerStateChanged(id, now));
        remaking.due().ifPresent(this::leave);
    }

    @Override
    public void ice(String now) {
        events.tell(new MediaEvent.IceStateChanged(id, now));
    }

    @Override
    public void candidate(String mid, String text) {
        connection.present().ifPresent(open -> open.descriptions().candidate(mid, text));
    }

    @Override
    public void gathered() {
        if (!events.haveEnded()) {
            connection.present().ifPresent(open -> open.descriptions().gathered());
        }
    }

    private void end() {
        if (events.haveEnded()) {
            return;
        }
        connection.present().ifPresent(open -> open.descriptions().cancel());
        lines.all().forEach(line -> Natives.guard(line::fallSilent));
        remoteTracks.clear();
        connection.present().ifPresent(open -> Natives.guard(open.connection()::close));
        lines.all().forEach(line -> Natives.guard(line::free));
        lines.changed();
        state = PeerState.CLOSED;
        closed.run();
        events.end();
        LOG.debug("Peer connection {} closed", id);
    }

    private void failed(PeerCommand command, String reason) {
        LOG.debug("{} of {} failed: {}", command.name(), id, reason);
        if (command.name().equals(REOPEN)) {
            if (!commands.areClosed()) {
                lose("it could not be made again: " + reason, Optional.empty());
            }
            return;
        }
        events.tell(new MediaEvent.PeerCommandFailed(id, command.transceiver(), command.request(), command.name(), reason));
        descriptionCommands.failed(command, reason);
    }

    /** Closes it for its owner to make it again under the same id. */
    private void leave(String reason) {
        if (!commands.areClosed() && !events.isSilent()) {
            events.left(new MediaEngineLost(id, reason, blueprint()));
            close();
        }
    }

    private Optional<PeerConnectionState> blueprint() {
        return remaking.blueprint(negotiation());
    }

    private Optional<OfferAnswer> negotiation() {
        return connection.present().map(ConnectionOnDemand.Open::negotiation);
    }

    private void draw(BlueprintListener listener) {
        if (!events.haveEnded()) {
            remaking.changed(negotiation()).ifPresent(now -> listener.changed(id, now));
        }
    }
}
