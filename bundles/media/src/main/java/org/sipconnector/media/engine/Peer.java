/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.media.sdp.CodecOrder;
import org.sipconnector.media.sdp.LineMap;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.SignalingState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer connection. Commands may come from any thread; everything is done on the connection's own sequence, commands
 * one after another. After {@code PeerClosed} or {@code MediaEngineLost} nothing is told any more.
 */
final class Peer implements PeerObserver.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(15);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);
    private static final Set<String> DESCRIBING = Set.of("setRemote", "createAnswer", "rollback");
    private static final String REOPEN = "reopen";
    private static final String NARROW = "the other side does not bundle media lines or RTCP as we do, so other transports are needed";

    private final PeerId id;
    private final ConnectorId owner;
    private final PeerSettings settings;
    private final TransportPolicy offering;
    private final LocalMedia studio;
    private final EngineThreads threads;
    private final Consumer<MediaEvent> out;
    private final Runnable closed;
    private final Optional<BlueprintListener> blueprints;
    private final SerialExecutor sequence;
    private final OperationQueue operations;
    private final Lines lines = new Lines();
    private final Remaking remaking = new Remaking(lines);
    private final RemoteTracks remoteTracks;
    private final Adapting adapting = new Adapting(lines);
    private NativeEngine engine;
    private NativeConnection connection;
    private LocalDescriptions descriptions;
    private Negotiation negotiation;
    private LineDesk desk;
    private boolean closing;
    private boolean ended;
    private boolean silent;
    /** What is told when its id can be used again; empty once a loss was told. */
    private Optional<MediaEvent> farewell;
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
        this.offering = offering;
        this.studio = studio;
        this.threads = threads;
        this.out = out;
        this.closed = closed;
        this.blueprints = blueprints;
        farewell = Optional.of(new MediaEvent.PeerClosed(id));
        sequence = threads.sequence();
        operations = new OperationQueue(sequence, COMMAND_LIMIT, this::failed);
        remoteTracks = new RemoteTracks(id, studio, sequence, this::tell);
    }

    ConnectorId owner() {
        return owner;
    }

    void open(CompletableFuture<NativeEngine> starting) {
        command("open", "", () -> starting.thenAcceptAsync(started -> {
            if (!closing) {
                engine = started;
            }
        }, sequence));
    }

    /** The library's connection is made with the first command that needs it, since it depends on who offers. */
    private void connect(TransportPolicy policy) {
        if (connection == null && !closing) {
            NativeEngine present = required(engine);
            connection = new NativeConnection(present.connect(settings, policy, new PeerObserver(sequence, this)), sequence);
            desk = new LineDesk(connection, present, studio, lines,
                    (transceiver, track, reason) -> sequence.execute(() -> tell(new MediaEvent.SourceFailed(id, transceiver, track, reason))));
            descriptions = new LocalDescriptions(id, connection, settings, lines, sequence, threads, this::tell, this::failed);
            negotiation = new Negotiation(connection, policy, lines, present.formats(), descriptions);
            LOG.debug("Peer connection {} opened: {}", id, policy);
        }
    }

    /** Whether the connection was lost because the other side wants more transports than it has. */
    boolean isTooNarrow() {
        return negotiation != null && negotiation.isTooNarrow();
    }

    /** Ready for an offer: what it cannot use fails before there is a connection. */
    private void connect(String offer) {
        if (connection == null) {
            connect(TransportPolicy.answering(LineMap.EMPTY.offer(SessionText.parse(offer), required(engine).formats())));
        }
    }

    /** Makes a connection again that was lost; nothing is told of that. To be called right after opening. */
    void resume(PeerConnectionState blueprint) {
        sequence.execute(() -> remaking.begins(blueprint));
        command(REOPEN, "", () -> {
            silent = true;
            if (!blueprint.agreed().isEmpty()) {
                connect(blueprint.agreed());
            }
            return new Resumption(desk(), lines, negotiation, remoteTracks).run(blueprint).thenRun(() -> {
                silent = false;
                remaking.done();
            });
        });
    }

    void addTransceiver(TransceiverSettings wanted) {
        command("addTransceiver", wanted.name(), () -> {
            desk().add(wanted);
            wanted.track().ifPresent(track -> tell(new MediaEvent.TrackReplaced(id, wanted.name(), wanted.track())));
        });
    }

    void replaceTrack(String transceiver, Optional<LocalTrack> track) {
        command("replaceTrack", transceiver, () -> {
            desk().replace(transceiver, track);
            tell(new MediaEvent.TrackReplaced(id, transceiver, track));
        });
    }

    /** Keeps the track but stops its source. */
    void hush(String transceiver) {
        command("hush", transceiver, () -> lines.get(transceiver).sending().ifPresent(Sending::stop));
    }

    void setDirection(String transceiver, Direction direction) {
        command("setDirection", transceiver, () -> lines.get(transceiver).direct(direction));
    }

    void setMuted(String transceiver, boolean muted) {
        command("setMuted", transceiver, () -> lines.get(transceiver).mute(muted));
    }

    void setEncodings(String transceiver, List<SendEncoding> encodings) {
        command("setEncodings", transceiver, () -> lines.get(transceiver).encode(encodings));
    }

    void sendKeyFrame(String transceiver) {
        command("sendKeyFrame", transceiver, () -> giveKeyFrame(lines.get(transceiver)));
    }

    private void giveKeyFrame(TransceiverLine line) {
        line.sendKeyFrame(System.nanoTime()).ifPresent(left -> threads.after(left, () -> sequence.execute(() -> {
            if (!closing && lines.all().contains(line)) {
                command("sendKeyFrame", line.name(), () -> giveKeyFrame(line));
            }
        })));
    }

    void setCodecs(String transceiver, List<String> preferred, List<String> excluded) {
        command("setCodecs", transceiver, () -> desk().choose(lines.get(transceiver), new CodecOrder(preferred, excluded)));
    }

    void stopTransceiver(String transceiver) {
        command("stopTransceiver", transceiver, () -> {
            remaking.stopped(transceiver);
            TransceiverLine line = lines.get(transceiver);
            remoteTracks.remove(line);
            desk().stop(line);
        });
    }

    void createOffer(String request, boolean iceRestart) {
        command("createOffer", request, () -> negotiation().offer(request, iceRestart).thenAccept(this::left));
    }

    void createAnswer(String request) {
        command("createAnswer", request, () -> negotiation().answer(request).thenAccept(changes -> {
            left(changes);
            updateTracks();
        }));
    }

    void setRemote(String request, SdpType type, String sdp, List<TransceiverSettings> answering) {
        command("setRemote", request, () -> {
            if (type == SdpType.OFFER) {
                connect(sdp);
                remaking.offered(negotiation());
            }
            // opened before, so that a source that cannot be had leaves the connection as it was
            Map<String, Sending> prepared = desk().prepare(answering);
            return CompletableFuture.completedFuture(null).thenCompose(now -> negotiation().remote(type, sdp, answering)).thenAccept(changes -> {
                left(changes);
                changes.added().forEach(line -> answering.stream().filter(wanted -> wanted.name().equals(line.name()))
                        .findFirst().ifPresent(wanted -> desk.answer(line, wanted, prepared.remove(line.name()))));
                if (negotiation.isTooNarrow() && type == SdpType.OFFER) {
                    spoiled(true, NARROW);
                    leave(NARROW);
                    return;
                }
                updateTracks();
                tell(new MediaEvent.RemoteDescriptionSet(id, request, type));
                if (negotiation.isTooNarrow()) {
                    leave(NARROW);
                }
            }).whenComplete((done, failure) -> prepared.values().forEach(Sending::drop));
        });
    }

    void rollback(String request) {
        command("rollback", request, () -> negotiation().rollback().thenAccept(changes -> {
            left(changes);
            tell(new MediaEvent.RolledBack(id, request));
            spoiled(negotiation.keepsUndone(), "it was undone");
        }));
    }

    void collectStatistics(String request) {
        sequence.execute(() -> {
            if (!ended) {
                StatisticsReading.attempt(() -> required(engine), connection, lines, sequence).whenComplete((entries, failure) -> {
                    if (failure == null) {
                        remoteTracks.sawPackets(entries);
                        tell(new MediaEvent.StatisticsCollected(id, request, entries));
                    } else {
                        failed(new Command("collectStatistics", "", request), String.valueOf(failure.getMessage()));
                    }
                });
            }
        });
    }

    void insertTones(String transceiver, String tones, Duration duration, Duration gap) {
        command("insertTones", transceiver, () -> TonePlayer.play(lines.get(transceiver), tones, duration, gap, sequence,
                tone -> tell(new MediaEvent.TonePlayed(id, transceiver, tone))));
    }

    void addSink(String track, String sink) {
        command("addSink", track, () -> remoteTracks.addSink(lines.get(track), sink));
    }

    void removeSink(String track, String sink) {
        command("removeSink", track, () -> remoteTracks.removeSink(lines.get(track), sink));
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
            if (closing) {
                return;
            }
            closing = true;
            operations.clear("the peer connection is closed");
            Future<?> limit = threads.after(CLOSE_LIMIT, () -> sequence.execute(this::end));
            operations.add(new Command("close", "", ""), () -> CompletableFuture.completedFuture(limit.cancel(false)).thenRun(this::end));
        });
    }

    /** The engine goes away: tells the owner and frees everything. */
    void lose(String reason) {
        sequence.execute(() -> lose(reason, blueprint()));
    }

    /** What would be told if the engine went away now; empty when that was told. */
    CompletableFuture<Optional<MediaEvent>> loss() {
        return CompletableFuture.supplyAsync(() -> closing
                ? farewell.filter(MediaEvent.MediaEngineLost.class::isInstance)
                : Optional.of(new MediaEvent.MediaEngineLost(id, Owners.PROCESS_ENDED, blueprint())), sequence);
    }

    /** Told once, also of a connection that is being made again: who made it begins anew. */
    private void lose(String reason, Optional<PeerConnectionState> blueprint) {
        if (!ended && farewell.isPresent()) {
            out.accept(new MediaEvent.MediaEngineLost(id, reason, blueprint));
            farewell = Optional.empty();
            silent = true;
            close();
        }
    }

    /** Looks whether remote tracks went quiet or came back, and how pictures that are sent fare. */
    void watch(long now) {
        sequence.execute(() -> {
            remoteTracks.watch(now);
            if (!closing && connection != null && adapting.isWanted()) {
                operations.add(new Command("adapt", "", ""), () -> StatisticsReading.read(connection, lines, sequence)
                        .thenAccept(entries -> adapting.look(entries, now)));
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
        tell(new MediaEvent.SignalingStateChanged(id, now));
    }

    @Override
    public void connection(PeerState now) {
        state = now;
        if (now == PeerState.CONNECTED) {
            remaking.connected();
        }
        tell(new MediaEvent.PeerStateChanged(id, now));
        remaking.due().ifPresent(this::leave);
    }

    @Override
    public void ice(String now) {
        tell(new MediaEvent.IceStateChanged(id, now));
    }

    @Override
    public void candidate(String mid, String text) {
        if (descriptions != null) {
            descriptions.candidate(mid, text);
        }
    }

    @Override
    public void gathered() {
        if (!ended && descriptions != null) {
            descriptions.gathered();
        }
    }

    private void updateTracks() {
        negotiation.remoteText().ifPresent(remote -> remoteTracks.update(lines.all(), remote));
    }

    private void end() {
        if (ended) {
            return;
        }
        if (descriptions != null) {
            descriptions.cancel();
        }
        lines.all().forEach(line -> Natives.guard(line::fallSilent));
        remoteTracks.clear();
        if (connection != null) {
            Natives.guard(connection::close);
        }
        lines.all().forEach(line -> Natives.guard(line::free));
        lines.changed();
        state = PeerState.CLOSED;
        closed.run();
        farewell.ifPresent(out);
        ended = true;
        LOG.debug("Peer connection {} closed", id);
    }

    /** Lines that a description took away. */
    private void left(Lines.Changes changes) {
        changes.gone().forEach(line -> {
            remoteTracks.remove(line);
            desk.forget(line);
        });
    }

    private LineDesk desk() {
        connect(offering);
        return required(desk);
    }

    private Negotiation negotiation() {
        connect(offering);
        return required(negotiation);
    }

    private static <T> T required(T part) {
        if (part == null) {
            throw new IllegalStateException("the peer connection could not be opened");
        }
        return part;
    }

    /** A command for one line that is done when its body returns. */
    private void command(String name, String transceiver, Runnable body) {
        command(new Command(name, transceiver, ""), () -> {
            body.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    private void command(String name, String request, Supplier<CompletableFuture<?>> body) {
        command(new Command(name, "", request), body);
    }

    private void command(Command command, Supplier<CompletableFuture<?>> body) {
        sequence.execute(() -> {
            if (closing) {
                failed(command, "the peer connection is closed");
            } else {
                operations.add(command, blueprints.isEmpty() ? body : () -> body.get().thenRun(this::draw));
            }
        });
    }

    private void failed(Command command, String reason) {
        LOG.debug("{} of {} failed: {}", command.name(), id, reason);
        if (command.name().equals(REOPEN)) {
            if (!closing) {
                lose("it could not be made again: " + reason, Optional.empty());
            }
            return;
        }
        tell(new MediaEvent.PeerCommandFailed(id, command.transceiver(), command.request(), command.name(), reason));
        if (DESCRIBING.contains(command.name()) && !closing && negotiation != null) {
            operations.add(new Command("look", "", ""), () -> negotiation.spoiled().thenAccept(now -> spoiled(now, reason)));
        }
    }

    /** What a description brought over which the library failed is gone, and what it took is there again, on another connection. */
    private void spoiled(boolean now, String reason) {
        if (now) {
            remaking.spoil(reason, negotiation);
            negotiation.tentative().forEach(remoteTracks::remove);
            negotiation.restore();
            updateTracks();
            remaking.due().ifPresent(this::leave);
        }
    }

    /** Closes it for its owner to make it again under the same id. */
    private void leave(String reason) {
        if (!closing && !silent) {
            farewell = Optional.of(new MediaEvent.MediaEngineLost(id, reason, blueprint()));
            silent = true;
            close();
        }
    }

    private Optional<PeerConnectionState> blueprint() {
        return remaking.blueprint(Optional.ofNullable(negotiation));
    }

    private void draw() {
        if (!ended) {
            remaking.changed(Optional.ofNullable(negotiation)).ifPresent(now -> blueprints.orElseThrow().changed(id, now));
        }
    }

    private void tell(MediaEvent event) {
        if (!ended && !silent) {
            out.accept(event);
        }
    }
}
