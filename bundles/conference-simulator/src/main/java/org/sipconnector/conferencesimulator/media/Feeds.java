/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.media;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;

/**
 * What all participants send, decoded, by connection and line. The engine's threads write, sources read; a feed may be
 * asked for before its track exists.
 */
public final class Feeds {

    private final Map<Key, LatestSound> audio = new ConcurrentHashMap<>();
    private final Map<Key, LatestPicture> video = new ConcurrentHashMap<>();

    private record Key(PeerId peer, String line) {}

    public LatestSound audio(PeerId peer, String line) {
        return audio.computeIfAbsent(new Key(peer, line), key -> new LatestSound());
    }

    public LatestPicture video(PeerId peer, String line) {
        return video.computeIfAbsent(new Key(peer, line), key -> new LatestPicture());
    }

    /** Forgets a connection's feeds. */
    public void forget(PeerId peer) {
        audio.keySet().removeIf(key -> key.peer().equals(peer));
        video.keySet().removeIf(key -> key.peer().equals(peer));
    }

    public AudioSink audioSink() {
        return (peer, track, block) -> {
            LatestSound feed = audio.get(new Key(peer, track.transceiver()));
            if (feed != null) {
                feed.write(block);
            }
        };
    }

    public VideoSink videoSink() {
        return (PeerId peer, RemoteTrack track, I420Frame frame, long nanos) -> {
            LatestPicture feed = video.get(new Key(peer, track.transceiver()));
            if (feed != null) {
                feed.write(frame);
            }
        };
    }

    /** How many feeds there are. */
    public int size() {
        return audio.size() + video.size();
    }
}
