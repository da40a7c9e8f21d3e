/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.media.sdp.MediaText;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.TrackFlow;

/**
 * What the other side sends, derived from its descriptions: the library's own track events come without stream ids and
 * not at all when a track is taken away. Used on the connection's sequence, unless said otherwise.
 */
final class IncomingTracks {

    private final PeerId peer;
    private final LocalMedia studio;
    private final Executor sequence;
    private final Consumer<MediaEvent> out;
    private final Map<String, IncomingTrack> byLine = new LinkedHashMap<>();
    private volatile List<IncomingTrack> present = List.of();
    private volatile int sinks;

    IncomingTracks(PeerId peer, LocalMedia studio, Executor sequence, Consumer<MediaEvent> out) {
        this.peer = peer;
        this.studio = studio;
        this.sequence = sequence;
        this.out = out;
    }

    /** Compares what is received with what the remote description says now. */
    void update(Collection<TransceiverLine> lines, SessionText remote) {
        for (TransceiverLine line : lines) {
            Optional<RemoteTrack> now = track(line, remote);
            if (!now.equals(line.incoming().map(IncomingTrack::track))) {
                remove(line);
                now.ifPresent(track -> add(line, track));
            }
        }
    }

    private static Optional<RemoteTrack> track(TransceiverLine line, SessionText remote) {
        return line.mid().flatMap(remote::media).filter(text -> !text.rejected() && text.direction().sends()
                && line.direction().receives()).map(text -> track(line, text));
    }

    void remove(TransceiverLine line) {
        line.incoming().ifPresent(incoming -> {
            line.incoming(null);
            byLine.remove(line.name());
            incoming.leave();
            changed();
            out.accept(new MediaEvent.TrackRemoved(peer, incoming.track()));
        });
    }

    void addSink(TransceiverLine line, String sink) {
        incoming(line).add(sink, studio, removed(line.name()));
        changed();
    }

    void removeSink(TransceiverLine line, String sink) {
        incoming(line).remove(sink);
        changed();
    }

    /** Packets prove that media flows also while it is silence. */
    void sawPackets(List<Map<String, Object>> statistics) {
        for (Map<String, Object> entry : statistics) {
            if (entry.get("type").equals("inbound-rtp") && entry.get("packetsReceived") instanceof Number packets
                    && packets.longValue() > 0) {
                byLine.values().stream().filter(incoming -> incoming.track().mid().equals(entry.get("mid")))
                        .forEach(this::first);
            }
        }
    }

    void watch(long now) {
        for (IncomingTrack incoming : byLine.values()) {
            if (incoming.meter().muteChanged(now)) {
                out.accept(new MediaEvent.TrackMuteChanged(peer, incoming.track(), incoming.meter().muted()));
            }
        }
    }

    /** The connection is closed: all tracks are gone. */
    void clear() {
        byLine.clear();
        changed();
    }

    /** May be read on any thread. */
    List<TrackFlow> flows() {
        return present.stream().map(IncomingTrack::flow).toList();
    }

    /** May be read on any thread. */
    int sinks() {
        return sinks;
    }

    private void add(TransceiverLine line, RemoteTrack track) {
        IncomingTrack[] self = new IncomingTrack[1];
        IncomingTrack incoming = new IncomingTrack(track, line.transceiver(),
                () -> sequence.execute(() -> first(self[0])));
        self[0] = incoming;
        line.incoming(incoming);
        byLine.put(line.name(), incoming);
        changed();
        out.accept(new MediaEvent.TrackAdded(peer, track));
    }

    private void first(IncomingTrack incoming) {
        if (incoming.begins() && byLine.containsValue(incoming)) {
            out.accept(new MediaEvent.FirstMedia(peer, incoming.track()));
        }
    }

    private static RemoteTrack track(TransceiverLine line, MediaText text) {
        String id = text.track().orElseGet(() -> line.name() + "-track");
        return new RemoteTrack(id, line.kind(), line.mid().orElseThrow(), line.name(), text.streams());
    }

    private AttachedSink.Removed removed(String line) {
        return new AttachedSink.Removed() {
            @Override
            public PeerId peer() {
                return peer;
            }

            @Override
            public void removed(String sink, String reason) {
                sequence.execute(() -> {
                    if (!reason.isEmpty() && byLine.containsKey(line)) {
                        byLine.get(line).forget(sink);
                    }
                    changed();
                    out.accept(new MediaEvent.SinkRemoved(peer, line, sink, reason));
                });
            }
        };
    }

    private static IncomingTrack incoming(TransceiverLine line) {
        return line.incoming().orElseThrow(() -> new IllegalArgumentException(
                "nothing is received on '" + line.name() + "'"));
    }

    private void changed() {
        present = List.copyOf(byLine.values());
        sinks = byLine.values().stream().mapToInt(incoming -> 1 + incoming.sinks()).sum();
    }
}
