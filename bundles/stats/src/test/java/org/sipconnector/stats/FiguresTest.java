/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.SEND_STATS;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.stats.Statistics;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class FiguresTest {

    @Test
    void invalidFramesOfOneReading() {
        assertThat(invalid(0, 0, 500)).isTrue();
        assertThat(invalid(0, 0, 501)).isTrue();
        assertThat(invalid(1, 0, 500)).isTrue();
        assertThat(invalid(0, 0, 0)).isFalse();
        assertThat(invalid(0, 0, 499)).isFalse();
        assertThat(invalid(1, 1, 500)).isFalse();
    }

    @Test
    void invalidFramesOfSeveralReadings() {
        assertThat(frames(2, 2, 501, 2, 2, 502).invalidInboundFrames()).isTrue();
        assertThat(frames(2, 2, 501, 3, 2, 502).invalidInboundFrames()).isTrue();
        assertThat(frames(2, 2, 501, 3, 3, 502).invalidInboundFrames()).isFalse();
        assertThat(frames(2, 2, 501, 2, 2, 501).invalidInboundFrames()).isFalse();
    }

    @Test
    void stalledMeansThatSomethingCameAndNothingSince() {
        assertThat(traffic(0, 0, 0, 0).inboundVideoStalled()).isFalse();
        assertThat(traffic(2, 1200, 2, 1200).inboundVideoStalled()).isTrue();
        assertThat(traffic(2, 1200, 3, 1400).inboundVideoStalled()).isFalse();
        assertThat(traffic(2, 1200, 2, 1300).inboundVideoStalled()).isFalse();
        assertThat(traffic(2, 1200, 3, 1200).inboundVideoStalled()).isFalse();
        assertThat(StatsSnapshot.NONE.inboundVideoStalled()).isFalse();
    }

    @Test
    void noTrafficMeansNeitherPacketsNorBytes() {
        assertThat(traffic(0, 0, 0, 0).noInboundVideoTraffic()).isTrue();
        assertThat(traffic(0, 0, 1, 0).noInboundVideoTraffic()).isFalse();
        assertThat(traffic(0, 0, 0, 1).noInboundVideoTraffic()).isFalse();
        assertThat(StatsSnapshot.NONE.noInboundVideoTraffic()).isFalse();
    }

    @Scenario
    void theServerHearsOfAQuarterMoreOrLess(LaneHarness stage) {
        Scene.inCall(stage);
        Stream.of(1000L, 1240L, 1550L, 1147L).forEach(bitrate -> Scene.reading(stage, Scene.bitrate(bitrate)));

        assertThat(told(stage)).containsExactly(1550L, 1147L);
    }

    @Scenario
    void theServerHearsWhenItBeginsAndARefusalChangesNothing(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.reading(stage, Scene.bitrate(0));
        Scene.reading(stage, Scene.bitrate(1));
        stage.post(SEND_STATS.refused(new IllegalStateException("refused")));
        Scene.reading(stage, Scene.bitrate(1));

        assertThat(told(stage)).containsExactly(1L);
        assertThat(Scene.stats(stage).snapshot().requested()).isTrue();
    }

    private static List<Long> told(LaneHarness stage) {
        return stage.requests(SEND_STATS).stream().map(asked -> asked.argument(0, Long.class)).toList();
    }

    private static boolean invalid(long received, long decoded, long packets) {
        return new StatsSnapshot(true, Optional.of(reading(packets, 1, received, decoded)),
                Optional.empty()).invalidInboundFrames();
    }

    private static StatsSnapshot frames(long received1, long decoded1, long packets1, long received2, long decoded2,
            long packets2) {
        return pair(reading(packets1, 1, received1, decoded1), reading(packets2, 1, received2, decoded2));
    }

    private static StatsSnapshot traffic(long packets1, long bytes1, long packets2, long bytes2) {
        return pair(reading(packets1, bytes1, 1, 1), reading(packets2, bytes2, 1, 1));
    }

    private static StatsSnapshot pair(Statistics before, Statistics now) {
        return new StatsSnapshot(true, Optional.of(now), Optional.of(before));
    }

    private static Statistics reading(long packets, long bytes, long received, long decoded) {
        return Report.read(Scene.incoming(packets, bytes, received, decoded));
    }
}
