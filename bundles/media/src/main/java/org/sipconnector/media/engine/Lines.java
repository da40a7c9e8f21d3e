package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.media.TransceiverSettings;
import org.sipconnector.media.sdp.MediaText;
import org.sipconnector.media.sdp.SessionText;

/** The named transceivers of one connection in order, kept in step with the library's. Used on its sequence only. */
final class Lines {

    private final Map<String, Line> byName = new LinkedHashMap<>();
    private volatile List<Sending> sendings = List.of();

    Collection<Line> all() {
        return byName.values();
    }

    /** To be called when what is sent has changed. */
    void changed() {
        sendings = byName.values().stream().flatMap(line -> line.sending().stream()).toList();
    }

    /** What is being sent; may be read on any thread. */
    List<Sending> sendings() {
        return sendings;
    }

    /** @throws IllegalArgumentException when there is none of this name */
    Line get(String name) {
        Line line = byName.get(name);
        if (line == null) {
            throw new IllegalArgumentException("there is no transceiver '" + name + "', only " + byName.keySet());
        }
        return line;
    }

    /** @throws IllegalArgumentException when the name is taken */
    void requireFree(String name) {
        if (byName.containsKey(name)) {
            throw new IllegalArgumentException("there is a transceiver '" + name + "' already");
        }
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    void add(Line line) {
        byName.put(line.name(), line);
    }

    void remove(Line line) {
        byName.remove(line.name());
    }

    Optional<Line> at(String mid) {
        return byName.values().stream().filter(line -> line.mid().equals(Optional.of(mid))).findFirst();
    }

    /** Media lines in order. */
    List<String> mids() {
        return byName.values().stream().flatMap(line -> line.mid().stream()).toList();
    }

    /** The ids of the tracks sent, by media line, as descriptions shall tell them. */
    Map<String, String> trackNames() {
        Map<String, String> names = new HashMap<>();
        byName.values().forEach(line -> line.mid().ifPresent(mid -> line.announced().ifPresent(id -> names.put(mid, id))));
        return names;
    }

    /** Who answers the offer's new lines: for each, by kind and in order, the next of those given. */
    Map<String, TransceiverSettings> answers(SessionText offer, List<TransceiverSettings> answering) {
        List<TransceiverSettings> free = new ArrayList<>(answering);
        free.removeIf(settings -> byName.containsKey(settings.name()));
        Map<String, TransceiverSettings> answers = new HashMap<>();
        for (MediaText media : offer.media()) {
            if (media.rejected() || media.kind().isEmpty() || media.mid().isEmpty() || at(media.mid().get()).isPresent()) {
                continue;
            }
            free.stream().filter(settings -> settings.kind() == media.kind().get()).findFirst().ifPresent(settings -> {
                free.remove(settings);
                answers.put(media.mid().get(), settings);
            });
        }
        return answers;
    }

    /** Takes over what a local description changed. */
    void refresh(RTCPeerConnection connection) {
        refresh(connection, new SessionText(List.of(), List.of()), Map.of());
    }

    /** What a negotiation changed. */
    record Changes(List<Line> added, List<Line> gone) {}

    /** Takes over what a negotiation changed: lines that are gone are forgotten, new ones named. */
    Changes refresh(RTCPeerConnection connection, SessionText remote, Map<String, TransceiverSettings> answers) {
        Map<String, RTCRtpTransceiver> present = new HashMap<>();
        for (RTCRtpTransceiver transceiver : connection.getTransceivers()) {
            String mid = transceiver.getMid();
            if (mid != null && !mid.isEmpty() && !transceiver.stopped()) {
                present.put(mid, transceiver);
            }
        }
        List<Line> gone = byName.values().stream().filter(line -> !line.refresh(present)).toList();
        gone.forEach(this::remove);
        List<Line> added = new ArrayList<>();
        for (MediaText media : remote.media()) {
            String mid = media.mid().orElse("");
            if (media.kind().isPresent() && present.containsKey(mid) && at(mid).isEmpty()) {
                TransceiverSettings settings = answers.get(mid);
                String name = settings == null ? "remote-" + mid : settings.name();
                added.add(Line.found(name, media.kind().get(), present.get(mid), mid));
            }
        }
        added.forEach(this::add);
        return new Changes(added, gone);
    }
}
