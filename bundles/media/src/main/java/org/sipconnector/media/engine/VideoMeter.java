/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.video.I420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrack;
import dev.onvoid.webrtc.media.video.VideoTrackSink;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.spi.media.TrackFlow;

/** Counts decoded frames. A frame is copied only when a sink wants it, and always given back to the library. */
final class VideoMeter extends TrackMeter implements VideoTrackSink {

    /** Takes a copy of each frame. */
    interface Tap {
        void accept(I420Frame frame, long nanos);
    }

    private record Size(int width, int height) {}

    private final List<Tap> taps = new CopyOnWriteArrayList<>();
    private volatile Size size = new Size(0, 0);

    VideoMeter(Runnable first) {
        super(first);
    }

    @Override
    void listen(MediaStreamTrack track) {
        ((VideoTrack) track).addSink(this);
    }

    @Override
    void leave(MediaStreamTrack track) {
        ((VideoTrack) track).removeSink(this);
    }

    void add(Tap tap) {
        taps.add(tap);
    }

    void remove(Tap tap) {
        taps.remove(tap);
    }

    @Override
    boolean missedBeforeItBegins() {
        return true;
    }

    @Override
    TrackFlow flow(RemoteTrack track) {
        Size latest = size;
        return new TrackFlow(track, received(), 0, latest.width, latest.height);
    }

    @Override
    public void onVideoFrame(VideoFrame frame) {
        Natives.guard(() -> {
            try {
                size = new Size(frame.buffer.getWidth(), frame.buffer.getHeight());
                count();
                if (!taps.isEmpty()) {
                    I420Frame copy = copy(frame.buffer.toI420());
                    taps.forEach(tap -> tap.accept(copy, frame.timestampNs));
                }
            } finally {
                frame.release();
            }
        });
    }

    private static I420Frame copy(I420Buffer buffer) {
        int width = buffer.getWidth();
        int height = buffer.getHeight();
        byte[] data = new byte[I420Frame.size(width, height)];
        int next = plane(buffer.getDataY(), buffer.getStrideY(), width, height, data, 0);
        next = plane(buffer.getDataU(), buffer.getStrideU(), (width + 1) / 2, (height + 1) / 2, data, next);
        plane(buffer.getDataV(), buffer.getStrideV(), (width + 1) / 2, (height + 1) / 2, data, next);
        return new I420Frame(width, height, data);
    }

    private static int plane(ByteBuffer plane, int stride, int width, int height, byte[] data, int offset) {
        for (int row = 0; row < height; row++) {
            plane.get(row * stride, data, offset + row * width, width);
        }
        return offset + width * height;
    }
}
