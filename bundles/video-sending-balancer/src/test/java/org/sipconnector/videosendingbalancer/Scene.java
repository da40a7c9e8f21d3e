/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.RemotePresentation;
import org.sipconnector.api.call.RemoteStreams;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.spi.media.MediaEvent.StatisticsCollected;
import org.sipconnector.testkit.FixedSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.CollectStatistics;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;

/** A call with a camera of 1920 by 1080. */
final class Scene {

    static final PeerId PEER = new PeerId("peer-1");
    static final LocalTrack CAMERA = new LocalTrack("cam", MediaKind.VIDEO, "pattern:1920x1080@15");
    static final LocalTrack OTHER = new LocalTrack("other", MediaKind.VIDEO, "pattern:640x480@15");

    private Scene() {}

    static LaneHarness inCall(LaneHarness stage) {
        return inCall(stage, BalancerOptions.STANDARD, Optional.empty());
    }

    static LaneHarness inCall(LaneHarness stage, BalancerOptions options, Optional<Size> most) {
        ConnectionConfiguration configuration = new ConnectionConfiguration(LaneHarness.standardConfiguration().domain("example.org")
                .maxAvailableResolution(most.orElse(null)).build().parameters(), "1001");
        return stage.install(new FixedSnapshot(ConnectionManager.class, new ConnectionSnapshot(ConnectionState.ESTABLISHED,
                new UserAgentStatus(Optional.empty(), true, true), Optional.of(configuration), Optional.of("example.org"), Set.of(),
                Optional.empty())),
                new FixedSnapshot(CallManager.class, call(CallRole.PARTICIPANT, Optional.of(CAMERA))),
                new VideoSendingBalancerManagerFactory(options, stage.media()));
    }

    static CallSnapshot call(CallRole role, Optional<LocalTrack> camera) {
        return call(role, List.of(new CallSender("audio", MediaKind.AUDIO, Direction.SENDRECV, Optional.empty(), List.of()),
                new CallSender("video", MediaKind.VIDEO, Direction.SENDRECV, camera, List.of())));
    }

    /** The call was asked to send its camera so. */
    static CallSnapshot wanting(SendEncoding encoding) {
        return call(CallRole.PARTICIPANT, List.of(
                new CallSender("audio", MediaKind.AUDIO, Direction.SENDRECV, Optional.empty(), List.of()),
                new CallSender("video", MediaKind.VIDEO, Direction.SENDRECV, Optional.of(CAMERA), List.of(encoding))));
    }

    /** @param first absent when null */
    static CallSnapshot withSecondVideo(LocalTrack first, LocalTrack second) {
        return call(CallRole.PARTICIPANT, List.of(
                new CallSender("video", MediaKind.VIDEO, Direction.SENDRECV, Optional.ofNullable(first), List.of()),
                new CallSender("video-2", MediaKind.VIDEO, Direction.SENDONLY, Optional.of(second), List.of())));
    }

    private static CallSnapshot call(CallRole role, List<CallSender> senders) {
        return new CallSnapshot(CallStatus.in(CallState.IN_CALL), CallParties.calling("1000", Optional.of(PEER)), role, Optional.empty(),
                new CallMedia(senders, List.of(), RemoteStreams.NONE, RemotePresentation.NOT_AVAILABLE, MutedMedia.NONE));
    }

    static void shows(LaneHarness stage, CallSnapshot call) {
        stage.post(new FixedSnapshot.Now(CallManager.class, call));
    }

    static LaneHarness balancing(LaneHarness stage) {
        balancer(stage).startBalancing();
        stage.settle();
        measured(stage, 1920, 1080);
        return stage.forget();
    }

    static VideoSendingBalancerManager balancer(LaneHarness stage) {
        return stage.manager(VideoSendingBalancerManager.class);
    }

    static void confirmed(LaneHarness stage) {
        stage.post(new CallEvent.PeerConnectionConfirmed(PEER));
    }

    static void commanded(LaneHarness stage, MainCamCommand command, String resolution) {
        stage.post(new ServerApiEvent.MainCamControl(Optional.ofNullable(command), Optional.ofNullable(resolution)));
    }

    static void measured(LaneHarness stage, long width, long height) {
        measured(stage, width, height, "video/H264", "cam");
    }

    /** The statistics last asked for show this. */
    static void measured(LaneHarness stage, long width, long height, String codec, String track) {
        stage.post(new StatisticsCollected(PEER, stage.command(CollectStatistics.class).request(), List.of(
                Map.of("type", "codec", "id", "c1", "mimeType", codec),
                Map.of("type", "media-source", "id", "s1", "width", width, "height", height),
                Map.of("type", "outbound-rtp", "id", "o1", "mid", "1", "codecId", "c1",
                        "mediaSourceId", "s1"),
                Map.of("type", "transceiver", "id", "t1", "mid", "1", "name", "video", "senderTrack", track))));
    }

    /** Of the second video's line alone. */
    static void measuredSecond(LaneHarness stage, long width, long height) {
        stage.post(new StatisticsCollected(PEER, stage.command(CollectStatistics.class).request(), List.of(
                Map.of("type", "media-source", "id", "s2", "width", width, "height", height),
                Map.of("type", "outbound-rtp", "id", "o2", "mid", "2", "mediaSourceId", "s2"),
                Map.of("type", "transceiver", "id", "t2", "mid", "2", "name", "video-2", "senderTrack", "other"))));
    }

    static SendEncoding told(LaneHarness stage) {
        return stage.command(SetEncodings.class).encodings().get(0);
    }

    static void advance(LaneHarness stage, long millis) {
        stage.advance(Duration.ofMillis(millis));
    }
}
