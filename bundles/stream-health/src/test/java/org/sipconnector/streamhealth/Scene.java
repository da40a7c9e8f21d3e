/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.RemotePresentation;
import org.sipconnector.api.call.RemoteStream;
import org.sipconnector.api.call.RemoteStreams;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.stats.Inbound;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.Path;
import org.sipconnector.api.stats.Received;
import org.sipconnector.api.stats.Statistics;
import org.sipconnector.api.stats.StatsEntry;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.SynchronizationSource;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.testkit.FixedSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.StandIn;

/** A call whose statistics say what the test wants. */
final class Scene {

    static final PeerId PEER = new PeerId("peer-1");
    static final RemoteTrack MAIN_VIDEO = new RemoteTrack("main-video", MediaKind.VIDEO, "1", "video", List.of("main"));

    private Scene() {}

    static LaneHarness inCall(LaneHarness stage) {
        return stage.install(new StandIn(CallManager.class, call(List.of(MAIN_VIDEO))),
                new FixedSnapshot(StatsManager.class, StatsSnapshot.NONE), new StreamHealthManagerFactory());
    }

    private static CallSnapshot call(List<RemoteTrack> tracks) {
        RemoteStreams streams = new RemoteStreams(Optional.of(new RemoteStream("s", "main", "main", tracks)), Optional.empty());
        return new CallSnapshot(CallStatus.in(CallState.IN_CALL), CallParties.calling("1000", Optional.of(PEER)), new CallMedia(List.of(),
                tracks, streams, RemotePresentation.NOT_AVAILABLE, MutedMedia.NONE));
    }

    static void shows(LaneHarness stage, List<RemoteTrack> tracks) {
        stage.post(new StandIn.Shown(CallManager.class, call(tracks)));
    }

    static StreamHealthManager health(LaneHarness stage) {
        return stage.manager(StreamHealthManager.class);
    }

    /** Packets come; frames perhaps not. */
    static void read(LaneHarness stage, boolean nothingEver, boolean invalid) {
        reading(stage, video(550, 550, 10), nothingEver ? video(0, 0, 0) : video(600, 600, invalid ? 10 : 12));
    }

    static void healthy(LaneHarness stage) {
        read(stage, false, false);
    }

    static void nothingEver(LaneHarness stage) {
        read(stage, true, false);
    }

    static void stalled(LaneHarness stage) {
        reading(stage, video(600, 600, 10), video(600, 600, 10));
    }

    private static void reading(LaneHarness stage, Statistics before, Statistics now) {
        stage.post(new FixedSnapshot.Now(StatsManager.class, new StatsSnapshot(true, Optional.of(now), Optional.of(before))));
        stage.post(new StatsEvent.Collected(now));
    }

    private static Statistics video(long packets, long bytes, long frames) {
        StatsEntry rtp = new StatsEntry(Map.of("packetsReceived", packets, "bytesReceived", bytes, "framesReceived", frames,
                "framesDecoded", frames));
        Received video = new Received(rtp, StatsEntry.NONE, StatsEntry.NONE, SynchronizationSource.NONE);
        return new Statistics(Outbound.NONE, new Inbound(Received.NONE, video, Received.NONE, Path.NONE));
    }
}
