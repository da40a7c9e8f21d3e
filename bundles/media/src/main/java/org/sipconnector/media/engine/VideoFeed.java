/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.media.spi.I420Frame;

/** A local video track, fed with frames, no more of them than its limit allows. */
final class VideoFeed extends Feed {

    /** Frames per second when there is no limit. */
    static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private static final byte BLACK = 16;
    private static final byte COLOURLESS = (byte) 128;

    private final CustomVideoSource natively;
    private final MediaStreamTrack track;
    private volatile long spacing;
    private long due = Long.MIN_VALUE;
    private volatile Size size;

    VideoFeed(NativeEngine engine, String id) {
        natively = new CustomVideoSource(engine.pictureClock().natively());
        track = engine.track(id, natively);
    }

    @Override
    MediaStreamTrack track() {
        return track;
    }

    /** The library ignores a sender's maxFramerate for sources of ours; so frames beyond it are left out here. */
    void limit(double framesPerSecond) {
        spacing = (long) (TimeUnit.SECONDS.toNanos(1) / framesPerSecond);
    }

    /** Of the picture given last. */
    Optional<Size> size() {
        return Optional.ofNullable(size);
    }

    void push(I420Frame frame, long now) {
        push(() -> {
            boolean given = isDue(now);
            if (given) {
                give(frame, now);
            }
            return given;
        });
    }

    private boolean isDue(long now) {
        long gap = spacing;
        // half a millisecond of tolerance keeps a source of exactly the limit's rate whole
        if (due != Long.MIN_VALUE && now < due - 500_000) {
            return false;
        }
        due = due == Long.MIN_VALUE ? now + gap : Math.max(due + gap, now);
        return true;
    }

    private void give(I420Frame frame, long now) {
        NativeI420Buffer buffer = NativeI420Buffer.allocate(frame.width(), frame.height());
        int luma = frame.width() * frame.height();
        int chroma = frame.chromaWidth() * frame.chromaHeight();
        if (muted()) {
            fill(buffer.getDataY(), BLACK);
            fill(buffer.getDataU(), COLOURLESS);
            fill(buffer.getDataV(), COLOURLESS);
        } else {
            copy(frame.data(), 0, frame.width(), frame.height(), buffer.getDataY(), buffer.getStrideY());
            copy(frame.data(), luma, frame.chromaWidth(), frame.chromaHeight(), buffer.getDataU(), buffer.getStrideU());
            copy(frame.data(), luma + chroma, frame.chromaWidth(), frame.chromaHeight(), buffer.getDataV(),
                    buffer.getStrideV());
        }
        VideoFrame picture = new VideoFrame(buffer, now);
        try {
            natively.pushFrame(picture);
            if (size == null || size.width() != frame.width() || size.height() != frame.height()) {
                size = new Size(frame.width(), frame.height());
            }
        } finally {
            picture.release();
        }
    }

    private static void fill(ByteBuffer plane, byte value) {
        byte[] all = new byte[plane.capacity()];
        Arrays.fill(all, value);
        plane.put(0, all);
    }

    private static void copy(byte[] data, int offset, int width, int height, ByteBuffer plane, int stride) {
        if (stride == width) {
            plane.put(0, data, offset, width * height);
            return;
        }
        for (int row = 0; row < height; row++) {
            plane.put(row * stride, data, offset + row * width, width);
        }
    }

    /** Each picture is dated by itself. */
    @Override
    void follow(Feed former) {}

    @Override
    void disposeNatives() {
        Natives.dispose(track);
        natively.dispose();
    }
}
