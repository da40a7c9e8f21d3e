package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import org.sipconnector.api.media.spi.AudioSource;

/** A local audio track, fed with blocks of 10 ms. */
final class AudioFeed extends Feed {

    private static final int BITS = 16;
    private static final int RATE = 48_000;
    private static final byte[] SILENCE = new byte[2 * AudioSource.BLOCK];

    private final CustomAudioSource natively;
    private final MediaStreamTrack track;

    AudioFeed(NativeEngine engine, String id) {
        natively = new CustomAudioSource(engine.clock());
        track = engine.track(id, natively);
    }

    @Override
    MediaStreamTrack track() {
        return track;
    }

    /** One block as little endian bytes. */
    void push(byte[] block) {
        push(() -> {
            natively.pushAudio(muted() ? SILENCE : block, BITS, RATE, 1, AudioSource.BLOCK);
            return true;
        });
    }

    @Override
    void disposeNatives() {
        Natives.dispose(track);
        natively.dispose();
    }
}
