/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.MediaStatistics;
import org.sipconnector.spi.media.PeerConnectionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's end of one helper: the process, its pipe, and the peer connections it holds. */
final class HelperProcess implements Pipe.Listener {

    /** What a helper tells. */
    interface Listener {

        void happened(ConnectorId owner, MediaEvent event);

        /** The process is gone, and its connections with it. */
        void gone(HelperProcess helper, String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(HelperProcess.class);
    private static final HelperStatus UNKNOWN = new HelperStatus(
            new MediaHealth(MediaHealth.State.STARTING, "a media helper is being started"),
            new MediaStatistics(0, 0, 0, 0, 0, 0), List.of());

    private final int number;
    private final Process process;
    private final Pipe pipe;
    private final ServerMedia media;
    private final Listener listener;
    private final MediaEngine engine =
            (MediaEngine) Proxy.newProxyInstance(MediaEngine.class.getClassLoader(), new Class<?>[] {MediaEngine.class}, this::send);
    private final Map<PeerId, ConnectorId> peers = new ConcurrentHashMap<>();
    private final Map<PeerId, PeerConnectionState> blueprints = new ConcurrentHashMap<>();
    private volatile HelperStatus status = UNKNOWN;
    private volatile boolean stopping;
    private volatile long heard = System.nanoTime();
    private volatile boolean worked;
    private int served;
    private boolean gone;

    HelperProcess(int number, HelperLaunch launch, ServerMedia media, Listener listener) throws IOException {
        this.number = number;
        this.media = media;
        this.listener = listener;
        process = launch.start();
        startLog();
        pipe = new Pipe("media-helper-" + number, process.getInputStream(), process.getOutputStream(), this);
        LOG.info("Media helper {} started as process {}", number, process.pid());
    }

    long pid() {
        return process.pid();
    }

    Map<PeerId, ConnectorId> peers() {
        return Map.copyOf(peers);
    }

    /** What it takes to make a connection of this helper again. */
    Optional<PeerConnectionState> blueprint(PeerId peer) {
        return Optional.ofNullable(blueprints.get(peer));
    }

    boolean has(PeerId peer) {
        return peers.containsKey(peer);
    }

    /** How many connections it ever held. */
    synchronized int served() {
        return served;
    }

    /** Whether it ever was ready. */
    boolean worked() {
        return worked;
    }

    MediaHealth health() {
        return status.health();
    }

    MediaStatistics statistics() {
        return status.statistics();
    }

    Optional<MediaFlow> flow(PeerId peer) {
        return status.flows().stream().filter(flow -> flow.peer().equals(peer)).findFirst();
    }

    /** @return false when the process is gone already */
    synchronized boolean add(PeerId peer, ConnectorId owner) {
        if (gone) {
            return false;
        }
        peers.put(peer, owner);
        served++;
        return true;
    }

    /** The engine there, to which each command goes as a message; only commands can be asked of it. */
    MediaEngine engine() {
        return engine;
    }

    private @Nullable Object send(Object proxy, Method command, Object[] arguments) {
        pipe.send(PipeMessage.COMMAND, out -> {
            Codec.text(out, command.getName());
            for (int i = 0; i < arguments.length; i++) {
                Codec.write(out, command.getGenericParameterTypes()[i], arguments[i]);
            }
        });
        return null;
    }

    /** Lets the process end by itself. */
    void close() {
        stopping = true;
        pipe.close();
    }

    /** Lets the process end by itself, and ends it if it does not. */
    void stop() {
        close();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Kills a process that hangs: it says nothing any more, or says that its library does not answer. */
    void watch(Duration silence) {
        boolean mute = System.nanoTime() - heard > silence.toNanos();
        boolean broken = worked && status.health().state() == MediaHealth.State.UNAVAILABLE;
        if ((mute || broken) && !stopping && process.isAlive()) {
            LOG.error("Media helper {} hangs and is killed: {}", number,
                    mute ? "it has said nothing for " + silence.toSeconds() + " s" : status.health().reason());
            process.destroyForcibly();
        }
    }

    @Override
    public void received(PipeMessage kind, DataInputStream content) throws IOException {
        heard = System.nanoTime();
        switch (kind) {
            case EVENT -> event(content);
            case BLUEPRINT -> blueprints.put((PeerId) Codec.read(content, PeerId.class),
                    (PeerConnectionState) Codec.read(content, PeerConnectionState.class));
            case STATUS -> {
                status = (HelperStatus) Codec.read(content, HelperStatus.class);
                worked |= status.health().state() == MediaHealth.State.READY;
            }
            case WANT_AUDIO -> media.wantAudio(content, pipe);
            case WANT_VIDEO -> media.wantVideo(content, pipe);
            case HEARD -> media.heard(content, pipe);
            case SEEN -> media.seen(content, pipe);
            case ENDED -> media.ended(content);
            default -> throw new IOException("the server does not understand " + kind);
        }
    }

    @Override
    public void ended() {
        synchronized (this) {
            gone = true;
        }
        String reason = "media helper " + number + " ended" + exit();
        if (stopping) {
            LOG.debug(reason);
        } else {
            LOG.warn("{}; {} peer connections are lost", reason, peers.size());
        }
        listener.gone(this, reason);
    }

    private void event(DataInputStream content) throws IOException {
        ConnectorId owner = (ConnectorId) Codec.read(content, ConnectorId.class);
        MediaEvent event = (MediaEvent) Codec.read(content, MediaEvent.class);
        if (event instanceof MediaEvent.PeerClosed closed) {
            forget(closed.peer());
        } else if (event instanceof MediaEvent.MediaEngineLost lost) {
            forget(lost.peer());
        }
        listener.happened(owner, event);
    }

    private void forget(PeerId peer) {
        peers.remove(peer);
        blueprints.remove(peer);
    }

    private String exit() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? " with code " + process.exitValue() : "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** What the library prints when its process ends on purpose is of no interest. */
    private void log(String line) {
        if (stopping) {
            LOG.debug("Media helper {}: {}", number, line);
        } else {
            LOG.info("Media helper {}: {}", number, line);
        }
    }

    private void startLog() {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    log(line);
                }
            } catch (IOException ended) {
                LOG.debug("The output of media helper {} ended", number);
            }
        }, "media-helper-" + number + "-log");
        reader.setDaemon(true);
        reader.start();
    }
}
