package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.MediaStreamTrack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.TrackFlow;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.VideoSink;

/**
 * One remote track: its meter and its sinks. The library's object is borrowed: it must be left before its transceiver
 * stops or its connection closes, and never be touched afterwards.
 */
final class Incoming {

    private final RemoteTrack track;
    private final TrackMeter meter;
    private final Map<String, AttachedSink> sinks = new LinkedHashMap<>();
    private MediaStreamTrack borrowed;
    private boolean begun;

    Incoming(RemoteTrack track, MediaStreamTrack borrowed, Runnable first) {
        this.track = track;
        this.borrowed = borrowed;
        meter = TrackMeter.of(track, first);
        meter.listen(borrowed);
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
    void add(String sink, Studio studio, AttachedSink.Removed removed) {
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

    /** Leaves the library's track, once, and ends the sinks. */
    void leave() {
        if (borrowed != null) {
            meter.leave(borrowed);
            borrowed = null;
        }
        sinks.values().forEach(AttachedSink::close);
        sinks.clear();
    }
}
