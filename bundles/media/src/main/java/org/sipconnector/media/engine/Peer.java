package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCPeerConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaEvent;
import org.sipconnector.api.media.MediaFlow;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerBlueprint;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.PeerSettings;
import org.sipconnector.api.media.PeerState;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.SignalingState;
import org.sipconnector.api.media.TransceiverSettings;
import org.sipconnector.media.sdp.CodecOrder;
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
    private static final String REOPEN = "reopen";

    private final PeerId id;
    private final ConnectorId owner;
    private final PeerSettings settings;
    private final Studio studio;
    private final EngineThreads threads;
    private final Consumer<MediaEvent> out;
    private final Runnable closed;
    private final Optional<BlueprintListener> blueprints;
    private final SerialExecutor sequence;
    private final OperationQueue operations;
    private final Lines lines = new Lines();
    private final RemoteTracks remoteTracks;
    private final Adapting adapting = new Adapting(lines);
    private RTCPeerConnection connection;
    private Negotiation negotiation;
    private LineDesk desk;
    private boolean closing;
    private boolean ended;
    private boolean silent;
    private PeerBlueprint latest;
    private volatile PeerState state = PeerState.NEW;

    /**
     * @param out        hears the events
     * @param closed     run once after everything is freed, before PeerClosed is told
     * @param blueprints hears what has changed, when somebody wants to know
     */
    Peer(PeerId id, ConnectorId owner, PeerSettings settings, Studio studio, EngineThreads threads,
            Consumer<MediaEvent> out, Runnable closed, Optional<BlueprintListener> blueprints) {
        this.id = id;
        this.owner = owner;
        this.settings = settings;
        this.studio = studio;
        this.threads = threads;
        this.out = out;
        this.closed = closed;
        this.blueprints = blueprints;
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
                connection = started.connect(settings, new PeerObserver(sequence, this));
                desk = new LineDesk(connection, started, studio, lines);
                negotiation = new Negotiation(id, connection, settings, lines, sequence, threads, this::tell, this::failed);
                LOG.debug("Peer connection {} opened", id);
            }
        }, sequence));
    }

    /** Makes a connection again that was lost; nothing is told of that. To be called right after opening. */
    void resume(PeerBlueprint blueprint) {
        command(REOPEN, "", () -> {
            silent = true;
            return new Resumption(desk(), lines, negotiation, remoteTracks).run(blueprint).thenRun(() -> silent = false);
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
        command("setDirection", transceiver, () -> lines.get(transceiver).transceiver().setDirection(Words.direction(direction)));
    }

    void setEncodings(String transceiver, List<SendEncoding> encodings) {
        command("setEncodings", transceiver, () -> lines.get(transceiver).encode(encodings));
    }

    void setCodecs(String transceiver, List<String> preferred, List<String> excluded) {
        command("setCodecs", transceiver, () -> desk().choose(lines.get(transceiver), new CodecOrder(preferred, excluded)));
    }

    void stopTransceiver(String transceiver) {
        command("stopTransceiver", transceiver, () -> {
            Line line = lines.get(transceiver);
            remoteTracks.remove(line);
            desk().stop(line);
        });
    }

    void createOffer(String request, boolean iceRestart) {
        command("createOffer", request, () -> required(negotiation).offer(request, iceRestart));
    }

    void createAnswer(String request) {
        command("createAnswer", request, () -> required(negotiation).answer(request).thenRun(this::updateTracks));
    }

    void setRemote(String request, SdpType type, String sdp, List<TransceiverSettings> answering) {
        command("setRemote", request, () -> {
            // opened before, so that a source that cannot be had leaves the connection as it was
            Map<String, Sending> prepared = desk().prepare(answering);
            return required(negotiation).remote(type, sdp, answering).thenAccept(changes -> {
                changes.gone().forEach(line -> {
                    remoteTracks.remove(line);
                    desk.forget(line);
                });
                changes.added().forEach(line -> answering.stream().filter(wanted -> wanted.name().equals(line.name()))
                        .findFirst().ifPresent(wanted -> desk.answer(line, wanted, prepared.remove(line.name()))));
                updateTracks();
                tell(new MediaEvent.RemoteDescriptionSet(id, request, type));
            }).whenComplete((done, failure) -> prepared.values().forEach(Sending::drop));
        });
    }

    void rollback(String request) {
        command("rollback", request, () -> required(negotiation).rollback().thenRun(() -> {
            lines.refresh(connection);
            tell(new MediaEvent.RolledBack(id, request));
        }));
    }

    void collectStatistics(String request) {
        sequence.execute(() -> {
            if (ended) {
                return;
            }
            try {
                StatisticsReading.read(required(connection), lines, sequence).thenAccept(entries -> {
                    remoteTracks.sawPackets(entries);
                    tell(new MediaEvent.StatisticsCollected(id, request, entries));
                }).exceptionally(failure -> {
                    failed(new Command("collectStatistics", "", request), String.valueOf(failure.getMessage()));
                    return null;
                });
            } catch (RuntimeException | Error failure) {
                failed(new Command("collectStatistics", "", request), String.valueOf(failure.getMessage()));
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

    /** Frees everything, after the command that is under way; {@code PeerClosed} comes in any case. */
    void close() {
        sequence.execute(() -> {
            if (closing) {
                return;
            }
            closing = true;
            operations.clear("the peer connection is closed");
            Future<?> limit = threads.after(CLOSE_LIMIT, () -> sequence.execute(this::end));
            operations.add(new Command("close", "", ""), () -> {
                limit.cancel(false);
                end();
                return CompletableFuture.completedFuture(null);
            });
        });
    }

    /** The engine goes away: tells the owner and frees everything. */
    void lose(String reason) {
        sequence.execute(() -> lose(reason, blueprint()));
    }

    private void lose(String reason, Optional<PeerBlueprint> blueprint) {
        tell(new MediaEvent.MediaEngineLost(id, reason, blueprint));
        silent = true;
        close();
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

    /** May be read on any thread. */
    MediaFlow flow() {
        List<Sending> sendings = lines.sendings();
        return new MediaFlow(id, state, sent(sendings, MediaKind.AUDIO), sent(sendings, MediaKind.VIDEO), remoteTracks.flows());
    }

    private static long sent(List<Sending> sendings, MediaKind kind) {
        return sendings.stream().filter(one -> one.track().kind() == kind).mapToLong(one -> one.feed().sent()).sum();
    }

    /** May be read on any thread. */
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
        tell(new MediaEvent.PeerStateChanged(id, now));
    }

    @Override
    public void ice(String now) {
        tell(new MediaEvent.IceStateChanged(id, now));
    }

    @Override
    public void candidate() {
        if (!ended && negotiation != null) {
            negotiation.candidate();
        }
    }

    @Override
    public void gathered() {
        if (!ended && negotiation != null) {
            negotiation.gathered();
        }
    }

    private void updateTracks() {
        negotiation.remoteText().ifPresent(remote -> remoteTracks.update(lines.all(), remote));
    }

    private void end() {
        if (ended) {
            return;
        }
        if (negotiation != null) {
            negotiation.cancel();
        }
        lines.all().forEach(line -> Natives.guard(line::fallSilent));
        remoteTracks.clear();
        if (connection != null) {
            Natives.guard(connection::close);
        }
        lines.all().forEach(line -> Natives.guard(line::free));
        lines.changed();
        connection = null;
        state = PeerState.CLOSED;
        closed.run();
        tell(new MediaEvent.PeerClosed(id));
        ended = true;
        LOG.debug("Peer connection {} closed", id);
    }

    private LineDesk desk() {
        return required(desk);
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
            silent = false;
            lose("it could not be made again: " + reason, Optional.empty());
            return;
        }
        tell(new MediaEvent.PeerCommandFailed(id, command.transceiver(), command.request(), command.name(), reason));
    }

    /** What it takes to make this connection again; empty when it was never opened. */
    private Optional<PeerBlueprint> blueprint() {
        try {
            return Optional.ofNullable(negotiation).map(present -> new PeerBlueprint(
                    lines.all().stream().map(Line::blueprint).toList(), present.agreed()));
        } catch (RuntimeException stopped) {
            LOG.debug("Peer connection {} cannot be described: {}", id, stopped.toString());
            return Optional.empty();
        }
    }

    private void draw() {
        blueprint().filter(now -> !ended && !now.equals(latest)).ifPresent(now -> {
            latest = now;
            blueprints.orElseThrow().changed(id, now);
        });
    }

    private void tell(MediaEvent event) {
        if (!ended && !silent) {
            out.accept(event);
        }
    }
}
