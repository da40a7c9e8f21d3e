/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.media.sink.Sinks;
import org.sipconnector.media.source.Fallible;
import org.sipconnector.media.source.Sources;

/** Where local tracks are made and kept fed, and remote tracks given to sinks. */
final class LocalMedia {

    private final Sources sources;
    private final Sinks sinks;
    private final AudioPump audio;
    private final VideoPumps video;
    private final EngineThreads threads;

    LocalMedia(Sources sources, Sinks sinks, EngineThreads threads) {
        this.sources = sources;
        this.sinks = sinks;
        this.threads = threads;
        audio = new AudioPump(threads.audioPump(), System::nanoTime);
        video = new VideoPumps(threads.videoPumps());
    }

    /**
     * A local track, not yet fed.
     *
     * @param fails hears, on any thread, why its source fails while it is sent
     * @throws IllegalArgumentException when its source is unknown or cannot be opened
     */
    Sending open(NativeEngine engine, LocalTrack track, Consumer<String> fails) {
        return switch (track.kind()) {
            case AUDIO -> {
                AudioSource source = sources.audio(track.source());
                AudioFeed feed = new AudioFeed(engine, track.id());
                ObjLongConsumer<byte[]> push = feed::push;
                yield new Sending(track, feed, listening(source, fails, () -> audio.attach(source, push)),
                        deaf(source, fails, () -> audio.detach(source, push)), () -> audio.discard(source));
            }
            case VIDEO -> {
                VideoSource source = sources.video(track.source());
                VideoFeed feed = new VideoFeed(engine, track.id());
                yield new Sending(track, feed, listening(source, fails, () -> video.attach(source, feed)),
                        deaf(source, fails, () -> video.detach(source, feed)), () -> video.discard(source));
            }
        };
    }

    private static Runnable listening(Object source, Consumer<String> fails, Runnable start) {
        return () -> {
            if (source instanceof Fallible fallible) {
                fallible.complaints().tell(fails);
            }
            start.run();
        };
    }

    private static Runnable deaf(Object source, Consumer<String> fails, Runnable stop) {
        return () -> {
            if (source instanceof Fallible fallible) {
                fallible.complaints().forget(fails);
            }
            stop.run();
        };
    }

    Sinks sinks() {
        return sinks;
    }

    SerialExecutor sinkSequence() {
        return threads.clientSequence();
    }

    /** Sources being read. */
    int runningSources() {
        return audio.running() + video.running();
    }
}
