/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.media.sound.BlockMaker;
import org.sipconnector.spi.media.TrackFlow;

/**
 * Counts audible blocks: the library plays silence for a track that brings nothing, so silence counts as nothing. It plays
 * at whatever rate the codec has, or another track needs that is mixed with this one; sinks get 48 kHz all the same.
 */
final class AudioMeter extends TrackMeter implements AudioTrackSink {

    /** Below -60 dB of full scale it is the noise of an empty line. */
    private static final int AUDIBLE = 33;

    private final List<Consumer<short[]>> taps = new CopyOnWriteArrayList<>();
    private final BlockMaker blocks = new BlockMaker();
    private volatile double level;

    AudioMeter(Runnable first) {
        super(first);
    }

    @Override
    void listen(MediaStreamTrack track) {
        ((AudioTrack) track).addSink(this);
    }

    @Override
    void leave(MediaStreamTrack track) {
        ((AudioTrack) track).removeSink(this);
    }

    void add(Consumer<short[]> tap) {
        taps.add(tap);
    }

    void remove(Consumer<short[]> tap) {
        taps.remove(tap);
    }

    @Override
    boolean missedBeforeItBegins() {
        return false;
    }

    @Override
    TrackFlow flow(RemoteTrack track) {
        return new TrackFlow(track, received(), level, 0, 0);
    }

    @Override
    public void onData(byte[] data, int bitsPerSample, int sampleRate, int channels, int frames) {
        Natives.guard(() -> {
            int peak = peak(data);
            level = peak / 32768.0;
            if (peak >= AUDIBLE) {
                count();
            }
            if (!taps.isEmpty()) {
                blocks.add(data, sampleRate, channels, block -> taps.forEach(tap -> tap.accept(block.clone())));
            }
        });
    }

    private static int peak(byte[] data) {
        int peak = 0;
        for (int i = 0; i + 1 < data.length; i += 2) {
            peak = Math.max(peak, Math.abs(sample(data, i)));
        }
        return peak;
    }

    private static int sample(byte[] data, int index) {
        return (short) (data[index] & 0xFF | data[index + 1] << 8);
    }
}
