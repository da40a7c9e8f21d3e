/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.api.media.spi.VideoSource;

/** Sources and sinks that a bundle of a user registers as services: loud sound, and grey pictures of a size of their own. */
final class UserMedia implements AutoCloseable {

    static final String SINK = "service:own-ear-and-eye";
    private static final String SOURCE = "own-voice-and-camera";
    private static final int WIDTH = 176;
    private static final int HEIGHT = 144;
    private static final int SHADE = 200;
    private static final short LOUD = 9000;

    private final List<ServiceRegistration<?>> services;
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();
    /** Blocks and pictures since the last own one. */
    private final AtomicLong silent = new AtomicLong();
    private final AtomicLong black = new AtomicLong();

    private static final class Camera implements VideoSource {

        @Override
        public double frameRate() {
            return 10;
        }

        @Override
        public Optional<I420Frame> next(long nanos) {
            I420Frame frame = I420Frame.black(WIDTH, HEIGHT);
            Arrays.fill(frame.data(), 0, WIDTH * HEIGHT, (byte) SHADE);
            return Optional.of(frame);
        }
    }

    UserMedia(BundleContext context) {
        AudioSource voice = block -> {
            for (int i = 0; i < block.length; i++) {
                block[i] = i % 48 < 24 ? LOUD : -LOUD;
            }
        };
        services = List.of(
                context.registerService(AudioSource.class, voice, named(SOURCE)),
                context.registerService(VideoSource.class, new Camera(), named(SOURCE)),
                context.registerService(AudioSink.class, this::hear, named(SINK.substring("service:".length()))),
                context.registerService(VideoSink.class, this::see, named(SINK.substring("service:".length()))));
    }

    private static Dictionary<String, Object> named(String name) {
        return new Hashtable<>(Map.of(AudioSource.NAME, name));
    }

    private void hear(PeerId peer, RemoteTrack track, short[] block) {
        for (short sample : block) {
            if (Math.abs(sample) > LOUD / 2) {
                heard.incrementAndGet();
                silent.set(0);
                return;
            }
        }
        silent.incrementAndGet();
    }

    private void see(PeerId peer, RemoteTrack track, I420Frame frame, long nanos) {
        int middle = frame.data()[frame.width() * frame.height() / 2 + frame.width() / 2] & 0xff;
        if (frame.width() == WIDTH && Math.abs(middle - SHADE) < 10) {
            seen.incrementAndGet();
            black.set(0);
        } else {
            black.incrementAndGet();
        }
    }

    /** What is to be sent for its sources. */
    LocalStream stream() {
        return LocalStream.of("own", Optional.of("service:" + SOURCE), Optional.of("service:" + SOURCE));
    }

    /** Waits until the sinks get what the sources make. */
    void awaitBack(String when) throws Exception {
        long sound = heard.get();
        long pictures = seen.get();
        Await.until("its own sound comes back " + when, () -> heard.get() > sound + 20);
        Await.until("its own pictures come back " + when, () -> seen.get() > pictures + 5);
    }

    /** Waits until its sinks get silence and other pictures for a while. */
    void awaitMuted(String when) throws Exception {
        silent.set(0);
        black.set(0);
        Await.until("silence comes " + when, () -> silent.get() > 50);
        Await.until("black comes " + when, () -> black.get() > 10);
    }

    /** How much of its own has come back so far. */
    long received() {
        return heard.get() + seen.get();
    }

    @Override
    public void close() {
        services.forEach(ServiceRegistration::unregister);
    }
}
