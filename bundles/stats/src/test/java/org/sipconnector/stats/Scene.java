/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.spi.media.MediaEvent.StatisticsCollected;
import org.sipconnector.testkit.FixedSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.CollectStatistics;
import org.sipconnector.testkit.StandIn;

/** A call with statistics. */
final class Scene {

    static final PeerId PEER = new PeerId("peer-1");

    static final CallSnapshot CALL = new CallSnapshot(CallStatus.in(CallState.IN_CALL), CallParties.calling("1000", Optional.of(PEER)),
            CallMedia.NONE);

    private Scene() {}

    /** A spectator whose receive-only session has not begun. */
    static CallSnapshot watching() {
        return new CallSnapshot(CallStatus.in(CallState.IN_CALL), CallParties.calling("1000", Optional.of(PEER)), CallRole.spectator("5",
                false), Optional.empty(), CallMedia.NONE);
    }

    static LaneHarness inCall(LaneHarness stage) {
        return withCall(stage, CALL);
    }

    static LaneHarness withCall(LaneHarness stage, CallSnapshot call) {
        stage.install(new FixedSnapshot(CallManager.class, call), new StandIn(ServerApiManager.class, ServerApiSnapshot.NONE),
                new StatsManagerFactory(stage.media()));
        return stage.post(new CallEvent.PeerConnectionConfirmed(PEER));
    }

    static StatsManager stats(LaneHarness stage) {
        return stage.manager(StatsManager.class);
    }

    /** The next reading falls due and shows this. */
    static void reading(LaneHarness stage, List<Map<String, Object>> entries) {
        stage.advance(Duration.ofSeconds(1));
        answered(stage, entries);
    }

    static void answered(LaneHarness stage, List<Map<String, Object>> entries) {
        stage.post(new StatisticsCollected(PEER, stage.command(CollectStatistics.class).request(), entries));
    }

    static Map<String, Object> line(String mid, String kind, String track, String id) {
        return Map.of("id", "transceiver-" + mid, "type", "transceiver", "mid", mid, "kind", kind, track, id);
    }

    /** A main video of these figures. */
    static List<Map<String, Object>> incoming(long packets, long bytes, long received, long decoded) {
        return List.of(line("1", "video", "receiverTrack", "main"), Map.of("id", "in", "type", "inbound-rtp", "mid", "1",
                "packetsReceived", packets, "bytesReceived", bytes, "framesReceived", received, "framesDecoded", decoded));
    }

    static List<Map<String, Object>> bitrate(long bitsPerSecond) {
        return List.of(line("1", "video", "receiverTrack", "main"), Map.of("id", "pair", "type", "candidate-pair",
                "availableIncomingBitrate", (double) bitsPerSecond));
    }

    /** A camera of these figures; negative ones are absent. */
    static List<Map<String, Object>> outgoing(String track, long packets, long bytes, long encoded, long frames) {
        Map<String, Object> rtp = new HashMap<>(Map.of("id", "out", "type", "outbound-rtp", "mid", "1",
                "mediaSourceId", "source", "bytesSent", bytes));
        Map<String, Object> source = new HashMap<>(
                Map.of("id", "source", "type", "media-source", "trackIdentifier", track));
        put(rtp, "packetsSent", packets);
        put(rtp, "framesEncoded", encoded);
        put(source, "frames", frames);
        return new ArrayList<>(List.of(line("1", "video", "senderTrack", track), rtp, source));
    }

    private static void put(Map<String, Object> entry, String name, long value) {
        if (value >= 0) {
            entry.put(name, value);
        }
    }
}
