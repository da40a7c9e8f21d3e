/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.media.source.ServiceLookup;

/**
 * The server's sources and sinks as a helper sees them. A source is pulled over the pipe: what has come meanwhile is
 * sent, and the next is asked for, so the pace is the helper's and nothing piles up.
 */
final class RemoteServices implements ServiceLookup {

    private final Map<String, Pulled<short[]>> audio = new ConcurrentHashMap<>();
    private final Map<String, Pulled<I420Frame>> video = new ConcurrentHashMap<>();
    /** Why sinks of the server have thrown. */
    private final Map<Sink, String> broken = new ConcurrentHashMap<>();
    private volatile Pipe pipe;

    private record Sink(String name, PeerId peer, RemoteTrack track) {}

    void use(Pipe now) {
        pipe = now;
    }

    @Override
    public <T> Optional<T> find(Class<T> type, String name) {
        if (pipe == null) {
            return Optional.empty();
        }
        Object service;
        if (type == AudioSource.class) {
            service = (AudioSource) block -> read(name, block);
        } else if (type == VideoSource.class) {
            service = new RemoteVideo(name);
        } else if (type == AudioSink.class) {
            service = new RemoteEar(name);
        } else {
            service = new RemoteEye(name);
        }
        return Optional.of(type.cast(service));
    }

    /** A block came from the server. */
    void audio(DataInputStream content) throws IOException {
        Pulled<short[]> pulled = audio.computeIfAbsent(Codec.text(content), name -> new Pulled<>());
        pulled.put(MediaData.samples(content));
    }

    /** A frame came from the server, or word that there is none now. */
    void video(DataInputStream content) throws IOException {
        Pulled<I420Frame> pulled = video.computeIfAbsent(Codec.text(content), name -> new Pulled<>());
        pulled.put(MediaData.frame(content).orElse(null));
    }

    /** A sink of the server threw: so does its likeness here with the next that comes. */
    void broken(DataInputStream content) throws IOException {
        Sink sink = new Sink(Codec.text(content), (PeerId) Codec.read(content, PeerId.class),
                (RemoteTrack) Codec.read(content, RemoteTrack.class));
        broken.put(sink, Codec.text(content));
    }

    /** A source of the server threw: so does its likeness here when it is read next. */
    void sourceFailed(DataInputStream content) throws IOException {
        boolean pictures = content.readBoolean();
        String name = Codec.text(content);
        String reason = Codec.text(content);
        Pulled<?> pulled = pictures ? video.computeIfAbsent(name, key -> new Pulled<>()) : audio.computeIfAbsent(name, key -> new Pulled<>());
        pulled.fail(reason);
    }

    private void requireWhole(Sink sink) {
        String reason = broken.remove(sink);
        if (reason != null) {
            throw new IllegalStateException(reason);
        }
    }

    private void read(String name, short[] block) {
        Pulled<short[]> pulled = audio.computeIfAbsent(name, key -> new Pulled<>());
        short[] next = pulled.take(() -> pipe.send(PipeMessage.WANT_AUDIO, out -> Codec.text(out, name)));
        if (next != null) {
            System.arraycopy(next, 0, block, 0, block.length);
        }
    }

    private final class RemoteVideo implements VideoSource {

        /** The server answers at the source's own rate; this is how often it is asked. */
        private static final int ASKED = 60;

        private final String name;

        RemoteVideo(String name) {
            this.name = name;
        }

        @Override
        public double frameRate() {
            return ASKED;
        }

        @Override
        public Optional<I420Frame> next(long nanos) {
            Pulled<I420Frame> pulled = video.computeIfAbsent(name, key -> new Pulled<>());
            return Optional.ofNullable(pulled.take(() -> pipe.send(PipeMessage.WANT_VIDEO, out -> {
                Codec.text(out, name);
                out.writeLong(nanos);
            })));
        }
    }

    private final class RemoteEar implements AudioSink {

        private final String name;

        RemoteEar(String name) {
            this.name = name;
        }

        @Override
        public void accept(PeerId peer, RemoteTrack track, short[] block) {
            requireWhole(new Sink(name, peer, track));
            pipe.offer(PipeMessage.HEARD, MediaData.SOUND, out -> {
                MediaData.address(out, name, peer, track);
                MediaData.samples(out, block);
            });
        }

        @Override
        public void ended(PeerId peer, RemoteTrack track) {
            broken.remove(new Sink(name, peer, track));
            pipe.send(PipeMessage.ENDED, out -> MediaData.address(out, name, peer, track));
        }
    }

    private final class RemoteEye implements VideoSink {

        private final String name;

        RemoteEye(String name) {
            this.name = name;
        }

        @Override
        public void accept(PeerId peer, RemoteTrack track, I420Frame frame, long nanos) {
            requireWhole(new Sink(name, peer, track));
            pipe.offer(PipeMessage.SEEN, MediaData.size(Optional.of(frame)), out -> {
                MediaData.address(out, name, peer, track);
                out.writeLong(nanos);
                MediaData.frame(out, Optional.of(frame));
            });
        }

        @Override
        public void ended(PeerId peer, RemoteTrack track) {
            broken.remove(new Sink(name, peer, track));
            pipe.send(PipeMessage.ENDED, out -> MediaData.address(out, name, peer, track));
        }
    }
}
