/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.media.sink.SinkQueue;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's sources and sinks for one helper: answers its questions and passes on what it hears. */
final class ServerMedia {

    private static final Logger LOG = LoggerFactory.getLogger(ServerMedia.class);
    /** Two seconds of sound. */
    private static final int AUDIO_QUEUE = 200;
    private static final int VIDEO_QUEUE = 10;

    private final ServiceLookup services;
    private final Supplier<? extends Executor> sequences;
    private final Map<String, SinkQueue<Runnable>> sinks = new ConcurrentHashMap<>();
    private final Map<String, Executor> voices = new ConcurrentHashMap<>();
    private final Map<String, Executor> cameras = new ConcurrentHashMap<>();
    private final Map<String, Long> pictures = new ConcurrentHashMap<>();

    /** @param sequences give each source and sink a sequence of its own, since any may block */
    ServerMedia(ServiceLookup services, Supplier<? extends Executor> sequences) {
        this.services = services;
        this.sequences = sequences;
    }

    void wantAudio(DataInputStream content, Pipe pipe) throws IOException {
        String name = Codec.text(content);
        voices.computeIfAbsent(name, key -> sequences.get()).execute(() -> {
            short[] block = new short[AudioSource.BLOCK];
            if (!whole(false, name, pipe, () -> services.require(AudioSource.class, name).read(block))) {
                return;
            }
            pipe.send(PipeMessage.AUDIO, MediaData.SOUND, out -> {
                Codec.text(out, name);
                MediaData.samples(out, block);
            });
        });
    }

    void wantVideo(DataInputStream content, Pipe pipe) throws IOException {
        String name = Codec.text(content);
        long nanos = content.readLong();
        cameras.computeIfAbsent(name, key -> sequences.get()).execute(() -> {
            AtomicReference<Optional<I420Frame>> frame = new AtomicReference<>(Optional.empty());
            if (!whole(true, name, pipe, () -> {
                VideoSource source = services.require(VideoSource.class, name);
                if (isDue(name, source)) {
                    frame.set(Objects.requireNonNull(source.next(nanos), "it gave null"));
                }
            })) {
                return;
            }
            pipe.send(PipeMessage.VIDEO, MediaData.size(frame.get()), out -> {
                Codec.text(out, name);
                MediaData.frame(out, frame.get());
            });
        });
    }

    void heard(DataInputStream content, Pipe pipe) throws IOException {
        String name = Codec.text(content);
        PeerId peer = (PeerId) Codec.read(content, PeerId.class);
        RemoteTrack track = (RemoteTrack) Codec.read(content, RemoteTrack.class);
        short[] block = MediaData.samples(content);
        outlet(name, peer, track, AUDIO_QUEUE, pipe).offer(() -> services.find(AudioSink.class, name)
                .ifPresent(sink -> sink.accept(peer, track, block)));
    }

    void seen(DataInputStream content, Pipe pipe) throws IOException {
        String name = Codec.text(content);
        PeerId peer = (PeerId) Codec.read(content, PeerId.class);
        RemoteTrack track = (RemoteTrack) Codec.read(content, RemoteTrack.class);
        long nanos = content.readLong();
        MediaData.frame(content).ifPresent(frame -> outlet(name, peer, track, VIDEO_QUEUE, pipe)
                .offer(() -> services.find(VideoSink.class, name).ifPresent(sink -> sink.accept(peer, track, frame, nanos))));
    }

    void ended(DataInputStream content) throws IOException {
        String name = Codec.text(content);
        PeerId peer = (PeerId) Codec.read(content, PeerId.class);
        RemoteTrack track = (RemoteTrack) Codec.read(content, RemoteTrack.class);
        SinkQueue<Runnable> outlet = sinks.remove(key(name, peer, track));
        if (outlet != null) {
            outlet.close(() -> end(name, peer, track));
        }
    }

    private void end(String name, PeerId peer, RemoteTrack track) {
        quietly(name, () -> {
            if (track.kind() == MediaKind.AUDIO) {
                services.find(AudioSink.class, name).ifPresent(sink -> sink.ended(peer, track));
            } else {
                services.find(VideoSink.class, name).ifPresent(sink -> sink.ended(peer, track));
            }
        });
    }

    private SinkQueue<Runnable> outlet(String name, PeerId peer, RemoteTrack track, int limit, Pipe pipe) {
        return sinks.computeIfAbsent(key(name, peer, track), key -> new SinkQueue<>(sequences.get(), limit, Runnable::run,
                failure -> {
                    end(name, peer, track);
                    pipe.send(PipeMessage.BROKEN, out -> {
                        MediaData.address(out, name, peer, track);
                        Codec.text(out, failure.toString());
                    });
                }));
    }

    private static String key(String name, PeerId peer, RemoteTrack track) {
        return name + "\n" + peer + "\n" + track.transceiver();
    }

    /** The helper asks more often than the source wants to be asked. */
    private boolean isDue(String name, VideoSource source) {
        long now = System.nanoTime();
        long spacing = (long) (TimeUnit.SECONDS.toNanos(1) / Math.max(0.1, Math.min(60, source.frameRate())));
        Long last = pictures.get(name);
        if (last != null && now - last < spacing - TimeUnit.MILLISECONDS.toNanos(2)) {
            return false;
        }
        pictures.put(name, last == null || now - last > 2 * spacing ? now : last + spacing);
        return true;
    }

    /** @return false when the source failed, which the helper then knows */
    private static boolean whole(boolean pictures, String name, Pipe pipe, Runnable source) {
        try {
            source.run();
            return true;
        } catch (RuntimeException | Error failure) {
            pipe.send(PipeMessage.SOURCE_FAILED, out -> {
                out.writeBoolean(pictures);
                Codec.text(out, name);
                Codec.text(out, failure.toString());
            });
            return false;
        }
    }

    private static void quietly(String name, Runnable foreign) {
        try {
            foreign.run();
        } catch (RuntimeException | Error failure) {
            LOG.warn("Sink {} failed: {}", name, ErrorText.of(failure));
        }
    }
}
