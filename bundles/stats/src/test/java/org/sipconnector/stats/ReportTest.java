package org.sipconnector.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.stats.Path;
import org.sipconnector.api.stats.Received;
import org.sipconnector.api.stats.Sent;
import org.sipconnector.api.stats.Statistics;
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
