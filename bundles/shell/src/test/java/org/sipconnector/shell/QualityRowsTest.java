/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.Path;
import org.sipconnector.api.stats.Received;
import org.sipconnector.api.stats.Sent;
import org.sipconnector.api.stats.Statistics;
import org.sipconnector.api.stats.StatsEntry;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.SynchronizationSource;
import org.sipconnector.api.streamhealth.HealthFlags;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.streamhealth.StreamHealthSnapshot;
import org.sipconnector.api.streamhealth.VideoProblem;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.api.videosendingbalancer.BalancerSnapshot;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.testkit.FakeConnectors;

class QualityRowsTest {

    private static final HealthFlags STALLED = new HealthFlags(false, false, false, true);

    @Test
    void aCallsStreamsBalancerAndHealthAreALineEach() {
        FakeConnectors.FakeConnector connector = inCall()
                .answer(StatsManager.class, "snapshot", new StatsSnapshot(true, Optional.of(reading(1_000, 125_000, 900, 10)),
                        Optional.of(reading(0, 0, 801, 9))))
                .answer(VideoSendingBalancerManager.class, "snapshot", new BalancerSnapshot(false, true,
                        Optional.of(MainCamCommand.MAXMAINCAMRESOLUTION), Optional.of("640x360"), Optional.of(
                                SendEncoding.STANDARD.withMaxBitrate(500_000).withScaleResolutionDownBy(2)),
                        BalancerOptions.STANDARD))
                .answer(StreamHealthManager.class, "snapshot", new StreamHealthSnapshot(Optional.of(STALLED),
                        Optional.of(VideoProblem.INBOUND_VIDEO_STALLED), 4, true, true, 3, Duration.ofSeconds(4)));

        assertThat(new Details(connector, null).rows()).contains(
                new Details.Row("sending", "video 1280x720, 15 fps, 1000 kbit/s, VP8, 2.5 % lost, RTT 40 ms"),
                new Details.Row("receiving", "video 640x360, 25 fps, 1.0 % lost, jitter 3 ms"),
                new Details.Row("balancer", "active, the server wants MAXMAINCAMRESOLUTION 640x360, camera capped at 500 kbit/s, "
                        + "scaled down by 2.00"),
                new Details.Row("main video", "inbound-video-stalled for 4 readings, renegotiating"));
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        FakeConnectors.FakeConnector connector = inCall()
                .answer(StatsManager.class, "snapshot", StatsSnapshot.NONE)
                .answer(VideoSendingBalancerManager.class, "snapshot", BalancerSnapshot.IDLE)
                .answer(StreamHealthManager.class, "snapshot", StreamHealthSnapshot.INITIAL);

        assertThat(new QualityRows(connector).rows()).containsExactly(new Details.Row("balancer", "off"),
                new Details.Row("main video", "not read yet"));
    }

    @Test
    void withoutACallThereIsNoQuality() {
        FakeConnectors.FakeConnector connector = new FakeConnectors().add("demo")
                .answer(CallManager.class, "snapshot", CallSnapshot.IDLE)
                .answer(VideoSendingBalancerManager.class, "snapshot", BalancerSnapshot.IDLE);

        assertThat(new QualityRows(connector).rows()).isEmpty();
        assertThat(new QualityRows(new FakeConnectors().add("bare")).rows()).isEmpty();
    }

    @Test
    void aCallIsToldOfWhileTheMediaEngineIsAbsentToo() {
        MediaEngine absent = (MediaEngine) Proxy.newProxyInstance(MediaEngine.class.getClassLoader(), new Class<?>[] {MediaEngine.class},
                (proxy, method, arguments) -> {
                    throw new SipConnectorException("MediaEngine is absent");
                });

        assertThat(new Details(inCall(), absent).rows()).isNotEmpty().extracting(Details.Row::what).doesNotContain("media");
    }

    private static FakeConnectors.FakeConnector inCall() {
        return new FakeConnectors().add("demo").answer(CallManager.class, "snapshot", new CallSnapshot(CallStatus.in(CallState.IN_CALL),
                CallParties.calling("1000", Optional.of(new PeerId("p"))), CallMedia.NONE));
    }

    private static Statistics reading(double millis, long bytes, long packets, long lost) {
        Sent video = new Sent(
                new StatsEntry(Map.of("timestamp", millis, "bytesSent", bytes, "framesPerSecond", 15, "frameWidth", 1280,
                        "frameHeight", 720)),
                new StatsEntry(Map.of("mimeType", "video/VP8")), StatsEntry.NONE,
                new StatsEntry(Map.of("fractionLost", 0.025, "roundTripTime", 0.04)));
        Received main = new Received(new StatsEntry(Map.of("packetsReceived", packets, "packetsLost", lost, "jitter", 0.003,
                "framesPerSecond", 25, "frameWidth", 640, "frameHeight", 360)), StatsEntry.NONE, StatsEntry.NONE,
                SynchronizationSource.NONE);
        return new Statistics(new Outbound(Sent.NONE, video, Sent.NONE, Path.NONE),
                new Inbound(Received.NONE, main, Received.NONE, Path.NONE));
    }
}
