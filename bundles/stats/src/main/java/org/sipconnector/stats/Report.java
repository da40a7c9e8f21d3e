/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.Path;
import org.sipconnector.api.stats.Received;
import org.sipconnector.api.stats.Sent;
import org.sipconnector.api.stats.Statistics;
import org.sipconnector.api.stats.StatsEntry;
import org.sipconnector.api.stats.SynchronizationSource;

/** Groups the entries of one report: what is sent and received, by kind, in the order of the media lines. */
final class Report {

    private final List<StatsEntry> entries;

    private Report(List<StatsEntry> entries) {
        this.entries = entries;
    }

    static Statistics read(List<Map<String, Object>> entries) {
        Report report = new Report(entries.stream().map(StatsEntry::new).toList());
        return new Statistics(report.outbound(), report.inbound());
    }

    private Outbound outbound() {
        Optional<StatsEntry> audio = line("audio", "senderTrack", 0);
        Optional<StatsEntry> video = line("video", "senderTrack", 0);
        Optional<StatsEntry> second = line("video", "senderTrack", 1);
        return new Outbound(sent(audio), sent(video), sent(second), path(audio.or(() -> video), "outbound-rtp"));
    }

    private Inbound inbound() {
        Optional<StatsEntry> audio = line("audio", "receiverTrack", 0);
        Optional<StatsEntry> video = line("video", "receiverTrack", 0);
        Optional<StatsEntry> second = line("video", "receiverTrack", 1);
        return new Inbound(received(audio), received(video), received(second), path(audio.or(() -> video), "inbound-rtp"));
    }

    private Optional<StatsEntry> line(String kind, String track, int index) {
        return all("transceiver", entry -> is(entry, "kind", kind) && entry.text(track).isPresent()).stream()
                .skip(index).findFirst();
    }

    private Sent sent(Optional<StatsEntry> line) {
        StatsEntry rtp = stream(line, "outbound-rtp");
        return new Sent(rtp, named("codec", rtp, "codecId"), source(line, rtp), reportOn("remote-inbound-rtp", rtp));
    }

    private Received received(Optional<StatsEntry> line) {
        StatsEntry rtp = stream(line, "inbound-rtp");
        return new Received(rtp, named("codec", rtp, "codecId"), reportOn("remote-outbound-rtp", rtp),
                new SynchronizationSource(line.flatMap(present -> present.text("receiverTrack")),
                        stream(line, "synchronization-source")));
    }

    /** Before anything is sent only the track names the source. */
    private StatsEntry source(Optional<StatsEntry> line, StatsEntry rtp) {
        StatsEntry named = named("media-source", rtp, "mediaSourceId");
        return named.present()
                ? named
                : line.flatMap(present -> present.text("senderTrack"))
                        .map(track -> last("media-source", entry -> is(entry, "trackIdentifier", track))).orElse(StatsEntry.NONE);
    }

    private StatsEntry stream(Optional<StatsEntry> line, String type) {
        return line.flatMap(present -> present.text("mid")).map(mid -> last(type, entry -> is(entry, "mid", mid)))
                .orElse(StatsEntry.NONE);
    }

    /** What the other side reports on a stream of ours or of its own. */
    private StatsEntry reportOn(String type, StatsEntry rtp) {
        StatsEntry named = named(type, rtp, "remoteId");
        return named.present()
                ? named
                : rtp.text("id").map(id -> last(type, entry -> is(entry, "localId", id)))
                        .orElse(StatsEntry.NONE);
    }

    private Path path(Optional<StatsEntry> line, String type) {
        if (line.isEmpty()) {
            return Path.NONE;
        }
        StatsEntry named = named("transport", stream(line, type), "transportId");
        StatsEntry transport = named.present() ? named : last("transport", entry -> true);
        StatsEntry pair = pair(transport);
        return new Path(pair, last("certificate", entry -> true), end("local-candidate", pair, "localCandidateId"),
                end("remote-candidate", pair, "remoteCandidateId"), transport);
    }

    private StatsEntry pair(StatsEntry transport) {
        StatsEntry selected = named("candidate-pair", transport, "selectedCandidatePairId");
        if (selected.present()) {
            return selected;
        }
        StatsEntry nominated = last("candidate-pair", entry -> is(entry, "nominated", "true"));
        return nominated.present() ? nominated : last("candidate-pair", entry -> true);
    }

    private StatsEntry end(String type, StatsEntry pair, String reference) {
        StatsEntry named = named(type, pair, reference);
        return named.present() ? named : last(type, entry -> true);
    }

    private StatsEntry named(String type, StatsEntry from, String reference) {
        return from.text(reference).map(id -> last(type, entry -> is(entry, "id", id))).orElse(StatsEntry.NONE);
    }

    private StatsEntry last(String type, Predicate<StatsEntry> condition) {
        List<StatsEntry> found = all(type, condition);
        return found.isEmpty() ? StatsEntry.NONE : found.get(found.size() - 1);
    }

    private List<StatsEntry> all(String type, Predicate<StatsEntry> condition) {
        List<StatsEntry> found = new ArrayList<>();
        entries.stream().filter(entry -> is(entry, "type", type)).filter(condition).forEach(found::add);
        return found;
    }

    private static boolean is(StatsEntry entry, String name, String value) {
        return entry.text(name).filter(value::equals).isPresent();
    }
}
