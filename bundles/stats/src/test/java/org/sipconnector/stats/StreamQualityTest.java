/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.StreamQuality;

class StreamQualityTest {

    private static final StreamQuality UNKNOWN = new StatsSnapshot(true, Optional.empty(), Optional.empty()).sending(Outbound::video);

    @Test
    void ofTwoReadingsTheRatesAreTold() {
        StreamQuality sent = of(sent(0, 10_000, 20), sent(2_000, 135_000, 50)).sending(Outbound::video);

        assertThat(sent.bitrate()).hasValue(500_000);
        assertThat(sent.framesPerSecond()).hasValue(15);
        assertThat(sent.size()).contains(new Size(1280, 720));
        assertThat(sent.loss()).hasValueCloseTo(0.02, within(1e-6));
        assertThat(sent.roundTrip()).contains(Duration.ofMillis(40));
        assertThat(sent.codec()).contains("video/VP8");
    }

    @Test
    void lossIsThatOfTheLastSecondsAndNotOfTheWholeCall() {
        StreamQuality received = of(received(0, 1_000, 500), received(1_000, 1_099, 501)).receiving(Inbound::video);

        assertThat(received.loss()).hasValueCloseTo(0.01, within(1e-6));
        assertThat(received.jitter()).contains(Duration.ofMillis(3));
    }

    @Test
    void whatIsNotToldIsAbsentAndNotZero() {
        assertThat(UNKNOWN.bitrate()).isEmpty();
        assertThat(UNKNOWN.framesPerSecond()).isEmpty();
        assertThat(UNKNOWN.size()).isEmpty();
        assertThat(UNKNOWN.loss()).isEmpty();
        assertThat(UNKNOWN.jitter()).isEmpty();
        assertThat(UNKNOWN.roundTrip()).isEmpty();
        assertThat(UNKNOWN.codec()).isEmpty();
        assertThat(of(List.of(), sent(2_000, 135_000, 50)).sending(Outbound::video).bitrate()).isEmpty();
        assertThat(of(sent(0, 10_000, 20), sent(2_000, 135_000, 50)).sending(Outbound::secondVideo)).isEqualTo(UNKNOWN);
    }

    @Test
    void countersThatBeganAnewGiveNoRate() {
        StreamQuality sent = of(sent(0, 135_000, 500), sent(1_000, 10_000, 20)).sending(Outbound::video);

        assertThat(sent.bitrate()).isEmpty();
        assertThat(sent.framesPerSecond()).isEmpty();
    }

    private static StatsSnapshot of(List<Map<String, Object>> before, List<Map<String, Object>> now) {
        return new StatsSnapshot(true, Optional.of(Report.read(now)), Optional.of(Report.read(before)));
    }

    private static List<Map<String, Object>> sent(double millis, long bytes, long frames) {
        return new ArrayList<>(List.of(Scene.line("1", "video", "senderTrack", "cam"),
                Map.of("id", "out", "type", "outbound-rtp", "mid", "1", "codecId", "c", "timestamp", millis, "bytesSent", bytes,
                        "framesEncoded", frames, "frameWidth", 1280, "frameHeight", 720),
                Map.of("id", "c", "type", "codec", "mimeType", "video/VP8"),
                Map.of("id", "r", "type", "remote-inbound-rtp", "localId", "out", "fractionLost", 0.02, "roundTripTime", 0.04)));
    }

    private static List<Map<String, Object>> received(double millis, long packets, long lost) {
        return List.of(Scene.line("1", "video", "receiverTrack", "main"),
                Map.of("id", "in", "type", "inbound-rtp", "mid", "1", "timestamp", millis, "packetsReceived", packets,
                        "packetsLost", lost, "jitter", 0.003));
    }
}
