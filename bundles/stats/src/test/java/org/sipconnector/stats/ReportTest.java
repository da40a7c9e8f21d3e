/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.Path;
import org.sipconnector.api.stats.Received;
import org.sipconnector.api.stats.Sent;
import org.sipconnector.api.stats.Statistics;
import org.sipconnector.api.stats.StatsEntry;
import org.sipconnector.api.stats.SynchronizationSource;

class ReportTest {

    @Test
    void nothingGivesNothing() {
        assertThat(Report.read(List.of())).isEqualTo(Statistics.NONE);
    }

    @Test
    void oneAudioAndTwoVideosEachWay() {
        Statistics all = Report.read(List.of(
                both("0", "audio"), both("1", "video"), both("2", "video"),
                rtp("outbound-rtp", "0"), rtp("outbound-rtp", "1"), rtp("outbound-rtp", "2"),
                rtp("inbound-rtp", "0"), rtp("inbound-rtp", "1"), rtp("inbound-rtp", "2"),
                rtp("synchronization-source", "0"), rtp("synchronization-source", "1"), rtp("synchronization-source", "2"),
                Map.of("id", "C1", "type", "codec", "mimeType", "video/VP8")));

        assertThat(all.outbound().audio().outboundRtp().text("mid")).hasValue("0");
        assertThat(all.outbound().video().outboundRtp().text("mid")).hasValue("1");
        assertThat(all.outbound().secondVideo().outboundRtp().text("mid")).hasValue("2");
        assertThat(all.outbound().video().codec().text("mimeType")).hasValue("video/VP8");
        assertThat(all.inbound().audio().synchronizationSource().trackIdentifier()).hasValue("r0");
        assertThat(all.inbound().video().synchronizationSource().item().text("mid")).hasValue("1");
        assertThat(all.inbound().secondVideo().synchronizationSource().trackIdentifier()).hasValue("r2");
    }

    @Test
    void aMissingSecondVideoIsThereWithoutValues() {
        Statistics one = Report.read(List.of(both("1", "video"), rtp("outbound-rtp", "1"), rtp("inbound-rtp", "1")));

        assertThat(one.outbound().secondVideo()).isEqualTo(Sent.NONE);
        assertThat(one.inbound().secondVideo()).isEqualTo(Received.NONE);
        assertThat(one.inbound().secondVideo().synchronizationSource()).isEqualTo(SynchronizationSource.NONE);
    }

    @Test
    void aSenderWithoutATrackIsSkipped() {
        Statistics sent = Report.read(List.of(Scene.line("1", "video", "receiverTrack", "r1"),
                Scene.line("2", "video", "senderTrack", "s2"), rtp("outbound-rtp", "1"), rtp("outbound-rtp", "2")));

        assertThat(sent.outbound().video().outboundRtp().text("mid")).hasValue("2");
    }

    @Test
    void theFirstVideoStaysFirstWhileOnlyTheSecondComes() {
        Statistics received = Report.read(List.of(both("1", "video"), both("2", "video"), rtp("inbound-rtp", "2")));

        assertThat(received.inbound().video().inboundRtp().present()).isFalse();
        assertThat(received.inbound().secondVideo().inboundRtp().present()).isTrue();
    }

    @Test
    void thePathIsThatOfTheDirectionInUse() {
        Statistics sending = Report.read(List.of(Scene.line("0", "audio", "senderTrack", "s0"), pair("P1", false)));

        assertThat(sending.outbound().additional().candidatePair().text("id")).hasValue("P1");
        assertThat(sending.inbound().additional()).isEqualTo(Path.NONE);
    }

    @Test
    void thePairInUseCounts() {
        assertThat(pairOf(pair("P1", false), pair("P2", true), pair("P3", false),
                Map.of("id", "T", "type", "transport", "selectedCandidatePairId", "P1"))).isEqualTo("P1");
        assertThat(pairOf(pair("P1", false), pair("P2", true), pair("P3", false))).isEqualTo("P2");
        assertThat(pairOf(pair("P1", false), pair("P3", false))).isEqualTo("P3");
    }

    @Test
    void whatTheOtherSideReportsBelongsToItsStream() {
        Statistics sent = Report.read(List.of(both("1", "video"), rtp("outbound-rtp", "1"),
                Map.of("id", "R", "type", "remote-inbound-rtp", "localId", "outbound-rtp1", "roundTripTime", 0.05f),
                Map.of("id", "X", "type", "remote-inbound-rtp", "localId", "other", "roundTripTime", 9)));

        assertThat(sent.outbound().video().remoteInboundRtp().real("roundTripTime")).hasValueCloseTo(0.05,
                within(1e-6));
    }

    @Test
    void ofTwoRecordsOfOneLineTheLastCounts() {
        Statistics received = Report.read(List.of(both("1", "video"),
                Map.of("id", "a", "type", "inbound-rtp", "mid", "1"), Map.of("id", "b", "type", "inbound-rtp", "mid", "1")));

        assertThat(received.inbound().video().inboundRtp().text("id")).hasValue("b");
    }

    @Test
    void sourcesAloneAreThereAndNothingElse() {
        Statistics all = Report.read(List.of(Scene.line("0", "audio", "receiverTrack", "r0"),
                Scene.line("1", "video", "receiverTrack", "r1"), Scene.line("2", "video", "receiverTrack", "r2"),
                rtp("synchronization-source", "0"), rtp("synchronization-source", "1"), rtp("synchronization-source", "2")));

        assertThat(all.outbound()).isEqualTo(Outbound.NONE);
        assertThat(all.inbound()).isEqualTo(new Inbound(onlySource("0"), onlySource("1"), onlySource("2"), Path.NONE));
    }

    @Test
    void theSecondVideoHasASourceOfItsOwnAndNeverTheFirstOnes() {
        List<Map<String, Object>> lines = List.of(Scene.line("1", "video", "receiverTrack", "r1"),
                Scene.line("2", "video", "receiverTrack", "r2"), rtp("synchronization-source", "1"));

        assertThat(Report.read(lines).inbound().secondVideo().synchronizationSource())
                .isEqualTo(new SynchronizationSource(Optional.of("r2"), StatsEntry.NONE));
    }

    /** One stream alone fills its group and the path of its direction, and nothing else. */
    @ParameterizedTest
    @CsvSource({"audio,senderTrack,outbound-rtp", "video,senderTrack,outbound-rtp",
            "audio,receiverTrack,inbound-rtp", "video,receiverTrack,inbound-rtp"})
    void oneStreamAloneFillsItsGroupAndItsPath(String kind, String track, String rtp) {
        Statistics read = Report.read(oneStream("1", kind, track, rtp));

        boolean sent = rtp.equals("outbound-rtp");
        boolean audio = kind.equals("audio");
        assertThat(read.outbound()).isEqualTo(!sent
                ? Outbound.NONE
                : new Outbound(audio ? sent("1") : Sent.NONE,
                        audio ? Sent.NONE : sent("1"), Sent.NONE, PATH));
        assertThat(read.inbound()).isEqualTo(sent
                ? Inbound.NONE
                : new Inbound(audio ? received("1") : Received.NONE,
                        audio ? Received.NONE : received("1"), Received.NONE, PATH));
    }

    /** The second video is second by its line: the first is there, with nothing sent or received yet. */
    @ParameterizedTest
    @CsvSource({"senderTrack,outbound-rtp", "receiverTrack,inbound-rtp"})
    void theSecondVideoAloneFillsTheSecondGroup(String track, String rtp) {
        List<Map<String, Object>> entries = new ArrayList<>(oneStream("2", "video", track, rtp));
        entries.add(0, Scene.line("1", "video", track, "first"));
        Statistics read = Report.read(entries);

        if (rtp.equals("outbound-rtp")) {
            assertThat(read.outbound()).isEqualTo(new Outbound(Sent.NONE, Sent.NONE, sent("2"), PATH));
            assertThat(read.inbound()).isEqualTo(Inbound.NONE);
        } else {
            Received silent = new Received(StatsEntry.NONE, StatsEntry.NONE, StatsEntry.NONE,
                    new SynchronizationSource(Optional.of("first"), StatsEntry.NONE));
            assertThat(read.inbound()).isEqualTo(new Inbound(Received.NONE, silent, received("2"), PATH));
            assertThat(read.outbound()).isEqualTo(Outbound.NONE);
        }
    }

    @Test
    void ofAllStreamsTheAudiosPathCounts() {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (String mid : List.of("0", "1", "2")) {
            entries.add(both(mid, mid.equals("0") ? "audio" : "video"));
            for (String type : List.of("outbound-rtp", "inbound-rtp")) {
                entries.add(Map.of("id", type + mid, "type", type, "mid", mid, "transportId", "T-" + type + mid));
                entries.add(Map.of("id", "T-" + type + mid, "type", "transport", "selectedCandidatePairId", "P-" + type + mid));
                entries.add(pair("P-" + type + mid, true));
            }
        }
        Statistics all = Report.read(entries);

        assertThat(all.outbound().additional().transport().text("id")).hasValue("T-outbound-rtp0");
        assertThat(all.outbound().additional().candidatePair().text("id")).hasValue("P-outbound-rtp0");
        assertThat(all.inbound().additional().transport().text("id")).hasValue("T-inbound-rtp0");
        assertThat(all.inbound().additional().candidatePair().text("id")).hasValue("P-inbound-rtp0");
    }

    @Test
    void entriesWithoutValuesAreSkipped() {
        Statistics read = Report.read(List.of(Map.of(), both("1", "video"), Map.of("id", "typeless", "mid", "1"),
                rtp("inbound-rtp", "1"), Map.of()));

        assertThat(read.inbound().video().inboundRtp().text("id")).hasValue("inbound-rtp1");
        assertThat(read.outbound().video().outboundRtp().present()).isFalse();
    }

    private static final StatsEntry CODEC = entry("C1", "codec", "mimeType", "x/y");
    private static final Path PATH = new Path(entry("P", "candidate-pair", "localCandidateId", "L"), entry("F", "certificate", "fingerprint", "f"),
            entry("L", "local-candidate", "port", "1"), entry("R", "remote-candidate", "port", "2"),
            entry("T", "transport", "selectedCandidatePairId", "P"));

    private static StatsEntry entry(String id, String type, String name, String value) {
        return new StatsEntry(Map.of("id", id, "type", type, name, value));
    }

    private static List<Map<String, Object>> oneStream(String mid, String kind, String track, String rtp) {
        List<Map<String, Object>> entries = new ArrayList<>(List.of(Scene.line(mid, kind, track, "t" + mid), rtp(rtp, mid)));
        for (StatsEntry entry : List.of(CODEC, PATH.candidatePair(), PATH.certificate(), PATH.localCandidate(),
                PATH.remoteCandidate(), PATH.transport())) {
            entries.add(entry.values());
        }
        return entries;
    }

    private static Sent sent(String mid) {
        return new Sent(new StatsEntry(rtp("outbound-rtp", mid)), CODEC, StatsEntry.NONE, StatsEntry.NONE);
    }

    private static Received received(String mid) {
        return new Received(new StatsEntry(rtp("inbound-rtp", mid)), CODEC, StatsEntry.NONE,
                new SynchronizationSource(Optional.of("t" + mid), StatsEntry.NONE));
    }

    private static Received onlySource(String mid) {
        return new Received(StatsEntry.NONE, StatsEntry.NONE, StatsEntry.NONE,
                new SynchronizationSource(Optional.of("r" + mid), new StatsEntry(rtp("synchronization-source", mid))));
    }

    @SafeVarargs
    private static String pairOf(Map<String, Object>... entries) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(entries));
        all.add(both("1", "video"));
        return Report.read(all).inbound().additional().candidatePair().text("id").orElse("");
    }

    private static Map<String, Object> pair(String id, boolean nominated) {
        return Map.of("id", id, "type", "candidate-pair", "nominated", nominated);
    }

    private static Map<String, Object> both(String mid, String kind) {
        return Map.of("id", "T" + mid, "type", "transceiver", "mid", mid, "kind", kind, "senderTrack", "s" + mid,
                "receiverTrack", "r" + mid);
    }

    private static Map<String, Object> rtp(String type, String mid) {
        return Map.of("id", type + mid, "type", type, "mid", mid, "codecId", "C1");
    }
}
