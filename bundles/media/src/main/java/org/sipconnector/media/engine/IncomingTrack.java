/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.spi.media.TrackFlow;

/** One remote track: its meter and its sinks. The library's track is left before the description that ends it is set. */
final class IncomingTrack {

    private final RemoteTrack track;
    private final TrackMeter meter;
    private final Map<String, AttachedSink> sinks = new LinkedHashMap<>();
    private final TransceiverHandle transceiver;
    private boolean begun;

    IncomingTrack(RemoteTrack track, TransceiverHandle transceiver, Runnable first) {
        this.track = track;
        this.transceiver = transceiver;
        meter = TrackMeter.of(track, first);
        transceiver.listen(meter);
    }

    RemoteTrack track() {
        return track;
    }

    TrackMeter meter() {
        return meter;
    }

    /** Whether this is the first time media is known to flow. */
    boolean begins() {
        boolean begins = !begun;
        begun = true;
        return begins;
    }

    TrackFlow flow() {
        return meter.flow(track);
    }

    /** Its sinks that are services. */
    List<String> services() {
        return sinks.keySet().stream().filter(sink -> sink.startsWith("service:")).toList();
    }

    int sinks() {
        return sinks.size();
    }

    /**
     * Attaches a sink.
     *
     * @param removed hears when the sink has had all it will get
     * @throws IllegalArgumentException when the sink is unknown, cannot be opened or is there already
     */
    void add(String sink, LocalMedia studio, AttachedSink.Removed removed) {
        if (sinks.containsKey(sink)) {
            throw new IllegalArgumentException("sink '" + sink + "' is attached already");
        }
        if (track.kind() == MediaKind.AUDIO) {
            AudioSink target = studio.sinks().audio(sink);
            sinks.put(sink, AttachedSink.audio(sink, target, track, (AudioMeter) meter, studio.sinkSequence(), removed));
        } else {
            VideoSink target = studio.sinks().video(sink);
            sinks.put(sink, AttachedSink.video(sink, target, track, (VideoMeter) meter, studio.sinkSequence(), removed));
        }
    }

    /** @throws IllegalArgumentException when there is no such sink */
    void remove(String sink) {
        AttachedSink attached = sinks.remove(sink);
        if (attached == null) {
            throw new IllegalArgumentException("sink '" + sink + "' is not attached");
        }
        attached.close();
    }

    /** A sink that broke is forgotten. */
    void forget(String sink) {
        sinks.remove(sink);
    }

    /** Leaves the library's track, which may be about to end; the sinks stay. */
    void detach() {
        transceiver.leave(meter);
    }

    /** Listens again to a track that did not end. */
    void attach() {
        if (transceiver.lives()) {
            transceiver.listen(meter);
        }
    }

    /** Leaves the library's track and ends the sinks. */
    void leave() {
        transceiver.leave(meter);
        sinks.values().forEach(AttachedSink::close);
        sinks.clear();
    }
}
