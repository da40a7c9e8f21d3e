/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSource;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.VideoTrackSource;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.media.sdp.KnownFormats;
import org.sipconnector.spi.media.PeerSettings;

/**
 * The library's factory and its audio device, made and freed in the only order that works. Recording starts before the
 * factory exists: else the device and our sources feed the same sender, and the library aborts the process.
 */
final class NativeEngine implements AutoCloseable {

    private final HeadlessAudioDeviceModule device;
    private final PeerConnectionFactory factory;
    private final CaptureClock soundClock;
    private final CaptureClock pictureClock;
    private final KnownFormats formats;
    private final CustomAudioSource idleAudio;
    private final CustomVideoSource idleVideo;
    private final MediaStreamTrack audioPlaceholder;
    private final MediaStreamTrack videoPlaceholder;
    private final Object closing = new Object();
    private boolean closed;

    NativeEngine() {
        device = new HeadlessAudioDeviceModule();
        PingAttribute.ignore(device);
        device.initRecording();
        device.startRecording();
        factory = new PeerConnectionFactory(device);
        formats = CodecChoice.formats(factory);
        soundClock = new CaptureClock();
        pictureClock = new CaptureClock();
        idleAudio = new CustomAudioSource(soundClock.natively());
        idleVideo = new CustomVideoSource(pictureClock.natively());
        audioPlaceholder = factory.createAudioTrack("placeholder-audio", idleAudio);
        videoPlaceholder = factory.createVideoTrack("placeholder-video", idleVideo);
    }

    RTCPeerConnection connect(PeerSettings settings, TransportPolicy policy, PeerConnectionObserver observer) {
        return factory.createPeerConnection(LibraryConfiguration.of(settings, policy), observer);
    }

    /** What it can send or receive. */
    KnownFormats formats() {
        return formats;
    }

    /** Is set by each block of sound before it is given, see {@link AudioFeed}. */
    CaptureClock soundClock() {
        return soundClock;
    }

    /** Dates pictures by when they are given. */
    CaptureClock pictureClock() {
        return pictureClock;
    }

    MediaStreamTrack track(String id, AudioTrackSource source) {
        return factory.createAudioTrack(id, source);
    }

    MediaStreamTrack track(String id, VideoTrackSource source) {
        return factory.createVideoTrack(id, source);
    }

    /** Stands for "no track" where the library insists on one. Nothing is ever pushed into it. */
    MediaStreamTrack placeholder(MediaKind kind) {
        return kind == MediaKind.AUDIO ? audioPlaceholder : videoPlaceholder;
    }

    CodecChoice codecs(MediaKind kind) {
        return CodecChoice.of(factory, kind);
    }

    /** Returns when the library's signalling thread, which all connections share, has answered. */
    void answer() {
        synchronized (closing) {
            if (!closed) {
                audioPlaceholder.isEnabled();
            }
        }
    }

    /** To be called when all connections are closed. */
    @Override
    public void close() {
        synchronized (closing) {
            closed = true;
        }
        Natives.dispose(audioPlaceholder);
        Natives.dispose(videoPlaceholder);
        idleAudio.dispose();
        idleVideo.dispose();
        factory.dispose();
        device.dispose();
    }
}
