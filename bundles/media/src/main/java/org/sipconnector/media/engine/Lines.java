/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.media.sdp.MediaText;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.spi.media.TransceiverSettings;

/** The named transceivers of one connection in order, derived from the descriptions alone. Used on its sequence only. */
final class Lines {

    private final Map<String, TransceiverLine> byName = new LinkedHashMap<>();
    private volatile Sent sent = new Sent(List.of(), Map.of());

    /**
     * What was sent so far.
     *
     * @param before how much by what is sent no more
     */
    private record Sent(List<Sending> now, Map<MediaKind, Long> before) {

        long of(MediaKind kind) {
            return before.getOrDefault(kind, 0L)
                    + now.stream().filter(one -> one.track().kind() == kind).mapToLong(one -> one.feed().sent()).sum();
        }
    }

    Collection<TransceiverLine> all() {
        return byName.values();
    }

    /** To be called when what is sent has changed. */
    void changed() {
        List<Sending> now = byName.values().stream().flatMap(line -> line.sending().stream()).toList();
        Map<MediaKind, Long> before = new HashMap<>(sent.before());
        sent.now().stream().filter(one -> !now.contains(one))
                .forEach(ended -> before.merge(ended.track().kind(), ended.feed().sent(), Long::sum));
        sent = new Sent(now, before);
    }

    /** How much of that kind was sent; may be read on any thread. */
    long sent(MediaKind kind) {
        return sent.of(kind);
    }

    /** @throws IllegalArgumentException when there is none of this name */
    TransceiverLine get(String name) {
        TransceiverLine line = byName.get(name);
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

    void add(TransceiverLine line) {
        byName.put(line.name(), line);
    }

    void remove(TransceiverLine line) {
        byName.remove(line.name());
    }

    Optional<TransceiverLine> at(String mid) {
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

    /** What a description changed. */
    record Changes(List<TransceiverLine> added, List<TransceiverLine> gone) {

        static final Changes NONE = new Changes(List.of(), List.of());
    }

    /** The lines that a description refuses. */
    List<TransceiverLine> refused(SessionText description) {
        return byName.values().stream().filter(line -> line.mid().flatMap(description::media).filter(MediaText::rejected).isPresent())
                .toList();
    }

    /** Forgets the lines that a description refused, and those whose transceiver is dead. */
    Changes leave(SessionText description) {
        List<TransceiverLine> refused = refused(description);
        List<TransceiverLine> gone = byName.values().stream().filter(line -> refused.contains(line) || !line.transceiver().lives()).toList();
        gone.forEach(this::remove);
        return new Changes(List.of(), gone);
    }

    /** Takes over what a remote description changed: refused lines are forgotten, new ones named. */
    Changes take(SessionText remote, Map<String, TransceiverSettings> answers, NativeConnection connection) {
        List<TransceiverLine> gone = leave(remote).gone();
        List<TransceiverLine> added = new ArrayList<>();
        for (MediaText media : remote.media()) {
            String mid = media.mid().orElse("");
            if (media.kind().isPresent() && !media.rejected() && at(mid).isEmpty()) {
                TransceiverSettings settings = answers.get(mid);
                connection.found(mid).ifPresent(transceiver -> added.add(new TransceiverLine(settings == null ? "remote-" + mid : settings.name(),
                        media.kind().get(), transceiver, Direction.RECVONLY)));
            }
        }
        added.forEach(this::add);
        return new Changes(added, gone);
    }
}
