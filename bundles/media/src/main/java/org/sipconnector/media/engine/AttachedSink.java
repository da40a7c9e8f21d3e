package org.sipconnector.media.engine;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.media.sink.Outlet;

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

    private final Runnable close;

    private AttachedSink(Runnable close) {
        this.close = close;
    }

    static AttachedSink audio(String name, AudioSink sink, RemoteTrack track, AudioMeter meter, Executor sequence,
            Removed removed) {
        Outlet<short[]> outlet = new Outlet<>(sequence, AUDIO_QUEUE,
                block -> sink.accept(removed.peer(), track, block), broken(name, removed));
        Consumer<short[]> tap = outlet::offer;
        meter.add(tap);
        return new AttachedSink(() -> {
            meter.remove(tap);
            outlet.close(() -> end(name, () -> sink.ended(removed.peer(), track), removed));
        });
    }

    static AttachedSink video(String name, VideoSink sink, RemoteTrack track, VideoMeter meter, Executor sequence,
            Removed removed) {
        Outlet<Timed> outlet = new Outlet<>(sequence, VIDEO_QUEUE,
                timed -> sink.accept(removed.peer(), track, timed.frame, timed.nanos), broken(name, removed));
        VideoMeter.Tap tap = (frame, nanos) -> outlet.offer(new Timed(frame, nanos));
        meter.add(tap);
        return new AttachedSink(() -> {
            meter.remove(tap);
            outlet.close(() -> end(name, () -> sink.ended(removed.peer(), track), removed));
        });
    }

    /** Takes the sink off the track; it gets what waits and is ended. */
    void close() {
        close.run();
    }

    private static void end(String name, Runnable ended, Removed removed) {
        String reason = "";
        try {
            ended.run();
        } catch (RuntimeException | Error failure) {
            reason = failure.toString();
        }
        removed.removed(name, reason);
    }

    private static Consumer<Throwable> broken(String name, Removed removed) {
        return failure -> removed.removed(name, failure.toString());
    }
}
