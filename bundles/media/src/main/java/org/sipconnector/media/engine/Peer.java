package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import java.time.Duration;
import java.util.HashMap;
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
 * one after another. After {@code PeerClosed} nothing is told any more.
 */
final class Peer implements PeerObserver.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(15);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final PeerId id;
    private final ConnectorId owner;
    private final PeerSettings settings;
    private final Studio studio;
    private final EngineThreads threads;
    private final Consumer<MediaEvent> out;
    private final Runnable closed;
    private final SerialExecutor sequence;
    private final OperationQueue operations;
    private final Lines lines = new Lines();
    private final RemoteTracks remoteTracks;
    private NativeEngine engine;
    private RTCPeerConnection connection;
    private Negotiation negotiation;
    private boolean closing;
    private boolean ended;
    private volatile PeerState state = PeerState.NEW;
    private volatile List<Sending> sendings = List.of();

    /**
     * @param out    hears the events
     * @param closed run once after everything is freed, before PeerClosed is told
     */
    Peer(PeerId id, ConnectorId owner, PeerSettings settings, Studio studio, EngineThreads threads,
            Consumer<MediaEvent> out, Runnable closed) {
        this.id = id;
        this.owner = owner;
        this.settings = settings;
        this.studio = studio;
        this.threads = threads;
        this.out = out;
        this.closed = closed;
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
                connection = started.connect(settings, new PeerObserver(sequence, this));
                negotiation = new Negotiation(id, connection, settings, lines, sequence, threads, this::tell, this::failed);
                LOG.debug("Peer connection {} opened", id);
            }
        }, sequence));
    }

    void addTransceiver(TransceiverSettings wanted) {
        command("addTransceiver", "", () -> {
            lines.requireFree(wanted.name());
            connection();
            CodecOrder codecs = new CodecOrder(wanted.preferredCodecs(), wanted.excludedCodecs());
            Optional<Sending> sending = wanted.track().map(track -> studio.open(engine, track));
            try {
                RTCRtpTransceiver transceiver = connection.addTransceiver(sending.map(one -> one.feed().track())
                        .orElseGet(() -> engine.placeholder(wanted.kind())), Words.init(wanted));
                Line line = Line.made(wanted.name(), wanted.kind(), transceiver);
                if (sending.isEmpty()) {
                    transceiver.getSender().replaceTrack(null);
                }
                line.encodings(wanted.encodings());
                codecs(line, codecs);
                lines.add(line);
                line.adopt(sending.orElse(null));
            } catch (RuntimeException | Error failure) {
                sending.ifPresent(one -> one.feed().close());
                throw failure;
            }
            countSendings();
            return null;
        });
    }

    void replaceTrack(String transceiver, Optional<LocalTrack> track) {
        command("replaceTrack", "", () -> {
            Line line = lines.get(transceiver);
            connection();
            line.send(track.map(wanted -> studio.open(engine, wanted)).orElse(null));
            countSendings();
            return null;
        });
    }

    /** Keeps the track but stops its source. */
    void hush(String transceiver) {
        command("hush", "", () -> {
            lines.get(transceiver).sending().ifPresent(Sending::stop);
            return null;
        });
    }

    void setDirection(String transceiver, Direction direction) {
        command("setDirection", "", () -> {
            lines.get(transceiver).transceiver().setDirection(Words.direction(direction));
            return null;
        });
    }

    void setEncodings(String transceiver, List<SendEncoding> encodings) {
        command("setEncodings", "", () -> {
            lines.get(transceiver).encode(encodings);
            return null;
        });
    }

    void setCodecs(String transceiver, List<String> preferred, List<String> excluded) {
        command("setCodecs", "", () -> {
            codecs(lines.get(transceiver), new CodecOrder(preferred, excluded));
            return null;
        });
    }

    void stopTransceiver(String transceiver) {
        command("stopTransceiver", "", () -> {
            Line line = lines.get(transceiver);
            remoteTracks.remove(line);
            line.fallSilent();
            line.stop();
            line.free();
            lines.remove(line);
            countSendings();
            return null;
        });
    }

    void createOffer(String request, boolean iceRestart) {
        command("createOffer", request, () -> required(negotiation).offer(request, iceRestart)
                .thenRun(() -> lines.refresh(connection)));
    }

    void createAnswer(String request) {
        command("createAnswer", request, () -> required(negotiation).answer(request).thenRun(this::updateTracks));
    }

    void setRemote(String request, SdpType type, String sdp, List<TransceiverSettings> answering) {
        command("setRemote", request, () -> {
            // opened before, so that a source that cannot be had leaves the connection as it was
            Map<String, Sending> prepared = prepare(answering);
            return required(negotiation).remote(type, sdp, answering).thenAccept(changes -> {
                changes.gone().forEach(this::forget);
                changes.added().forEach(line -> answering.stream().filter(wanted -> wanted.name().equals(line.name()))
                        .findFirst().ifPresent(wanted -> answerWith(line, wanted, prepared.remove(line.name()))));
                updateTracks();
                tell(new MediaEvent.RemoteDescriptionSet(id, request, type));
            }).whenComplete((done, failure) -> prepared.values().forEach(sending -> sending.feed().close()));
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
                StatisticsReading.read(connection(), lines, sequence).thenAccept(entries -> {
                    remoteTracks.sawPackets(entries);
                    tell(new MediaEvent.StatisticsCollected(id, request, entries));
                });
            } catch (RuntimeException | Error failure) {
                failed("collectStatistics", request, String.valueOf(failure.getMessage()));
            }
        });
    }

    void insertTones(String transceiver, String tones, Duration duration, Duration gap) {
        command("insertTones", "", () -> {
            TonePlayer.play(lines.get(transceiver), tones, duration, gap, sequence,
                    tone -> tell(new MediaEvent.TonePlayed(id, transceiver, tone)));
            return null;
        });
    }

    void addSink(String track, String sink) {
        command("addSink", "", () -> {
            remoteTracks.addSink(lines.get(track), sink);
            return null;
        });
    }

    void removeSink(String track, String sink) {
        command("removeSink", "", () -> {
            remoteTracks.removeSink(lines.get(track), sink);
            return null;
        });
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
            operations.add("close", "", () -> {
                limit.cancel(false);
                end();
                return CompletableFuture.completedFuture(null);
            });
        });
    }

    /** The engine goes away: tells the owner and frees everything. */
    void lose(String reason) {
        sequence.execute(() -> tell(new MediaEvent.MediaEngineLost(id, reason)));
        close();
    }

    /** Looks whether remote tracks went quiet or came back. */
    void watch(long now) {
        sequence.execute(() -> remoteTracks.watch(now));
    }

    /** May be read on any thread. */
    MediaFlow flow() {
        List<Sending> now = sendings;
        return new MediaFlow(id, state,
                now.stream().filter(one -> one.feed() instanceof AudioFeed).mapToLong(one -> one.feed().sent()).sum(),
                now.stream().filter(one -> one.feed() instanceof VideoFeed).mapToLong(one -> one.feed().sent()).sum(),
                remoteTracks.flows());
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

    private Map<String, Sending> prepare(List<TransceiverSettings> answering) {
        Map<String, Sending> prepared = new HashMap<>();
        try {
            for (TransceiverSettings wanted : answering) {
                if (!lines.has(wanted.name()) && wanted.track().isPresent()) {
                    prepared.put(wanted.name(), studio.open(engine, wanted.track().get()));
                }
            }
            return prepared;
        } catch (RuntimeException | Error failure) {
            prepared.values().forEach(sending -> sending.feed().close());
            throw failure;
        }
    }

    private void answerWith(Line line, TransceiverSettings wanted, Sending sending) {
        line.codecs(new CodecOrder(wanted.preferredCodecs(), wanted.excludedCodecs()));
        line.transceiver().setDirection(Words.direction(wanted.direction()));
        line.transceiver().getSender().setStreams(List.copyOf(wanted.streams()));
        if (sending != null) {
            line.send(sending);
        }
        if (!wanted.encodings().isEmpty()) {
            line.encode(wanted.encodings());
        }
        countSendings();
    }

    private void codecs(Line line, CodecOrder order) {
        line.codecs(order);
        if (!order.isEmpty()) {
            line.transceiver().setCodecPreferences(engine.codecs(line.kind()).choose(order.preferred(), order.excluded()));
        }
    }

    private void updateTracks() {
        negotiation.remoteText().ifPresent(remote -> remoteTracks.update(lines.all(), remote));
    }

    private void forget(Line line) {
        remoteTracks.remove(line);
        line.sending().ifPresent(Sending::stop);
        line.free();
        countSendings();
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
        sendings = List.of();
        connection = null;
        state = PeerState.CLOSED;
        closed.run();
        tell(new MediaEvent.PeerClosed(id));
        ended = true;
        LOG.debug("Peer connection {} closed", id);
    }

    private void countSendings() {
        sendings = lines.all().stream().flatMap(line -> line.sending().stream()).toList();
    }

    private RTCPeerConnection connection() {
        return required(connection);
    }

    private static <T> T required(T part) {
        if (part == null) {
            throw new IllegalStateException("the peer connection could not be opened");
        }
        return part;
    }

    /** A body that returns null is done when it returns. */
    private void command(String name, String request, Supplier<CompletableFuture<?>> body) {
        sequence.execute(() -> {
            if (closing) {
                failed(name, request, "the peer connection is closed");
            } else {
                operations.add(name, request, () -> {
                    CompletableFuture<?> result = body.get();
                    return result == null ? CompletableFuture.completedFuture(null) : result;
                });
            }
        });
    }

    private void failed(String command, String request, String reason) {
        LOG.debug("{} of {} failed: {}", command, id, reason);
        tell(new MediaEvent.PeerCommandFailed(id, request, command, reason));
    }

    private void tell(MediaEvent event) {
        if (!ended) {
            out.accept(event);
        }
    }
}
