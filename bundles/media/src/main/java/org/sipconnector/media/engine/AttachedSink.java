/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.media.sink.SinkQueue;

/** A sink on a remote track, with the short queue before it. */
final class AttachedSink {

    /** Hears of the end of a sink. */
    interface Removed {

        PeerId peer();

        /** @param reason why it broke, empty when it was taken away */
        void removed(String sink, String reason);
    }

    /** Two seconds of sound. */
    private static final int AUDIO_QUEUE = 200;
    private static final int VIDEO_QUEUE = 10;

    private record Timed(I420Frame frame, long nanos) {}

    private final String name;
    private final Runnable ended;
    private final Removed removed;
    private SinkQueue<?> outlet;
    private Runnable leave;

    private AttachedSink(String name, Runnable ended, Removed removed) {
        this.name = name;
        this.ended = ended;
        this.removed = removed;
    }

    static AttachedSink audio(String name, AudioSink sink, RemoteTrack track, AudioMeter meter, Executor sequence,
            Removed removed) {
        AttachedSink attached = new AttachedSink(name, () -> sink.ended(removed.peer(), track), removed);
        SinkQueue<short[]> outlet = new SinkQueue<>(sequence, AUDIO_QUEUE,
                block -> sink.accept(removed.peer(), track, block), attached::broke);
        Consumer<short[]> tap = outlet::offer;
        attached.outlet = outlet;
        attached.leave = () -> meter.remove(tap);
        meter.add(tap);
        return attached;
    }

    static AttachedSink video(String name, VideoSink sink, RemoteTrack track, VideoMeter meter, Executor sequence,
            Removed removed) {
        AttachedSink attached = new AttachedSink(name, () -> sink.ended(removed.peer(), track), removed);
        SinkQueue<Timed> outlet = new SinkQueue<>(sequence, VIDEO_QUEUE,
                timed -> sink.accept(removed.peer(), track, timed.frame, timed.nanos), attached::broke);
        VideoMeter.Tap tap = (frame, nanos) -> outlet.offer(new Timed(frame, nanos));
        attached.outlet = outlet;
        attached.leave = () -> meter.remove(tap);
        meter.add(tap);
        return attached;
    }

    /** Takes the sink off the track; it gets what waits and is ended. */
    void close() {
        leave.run();
        outlet.close(() -> removed.removed(name, end()));
    }

    /** A sink that threw may hold a file all the same. */
    private void broke(Throwable failure) {
        leave.run();
        end();
        removed.removed(name, failure.toString());
    }

    /** @return why the sink could not end, empty when it could */
    private String end() {
        try {
            ended.run();
            return "";
        } catch (RuntimeException | Error failure) {
            return failure.toString();
        }
    }
}
