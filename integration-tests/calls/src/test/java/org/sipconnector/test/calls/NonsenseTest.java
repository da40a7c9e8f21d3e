/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.calls.LiveConnector.got;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.testkit.Await;

/** Whatever nonsense the server says in a call: a warning for each kind of it a minute, no exception, nothing else changes. */
@Timeout(600)
class NonsenseTest extends LiveRoom {

    private static final String VINTEO = "application/vinteo.webrtc.";

    private static ServerCommand info(String content, String... headers) {
        return new ServerCommand.Raw(new SipBody(VINTEO + content, ""), Stream.of(headers)
                .map(header -> new Header(header.split("=", 2)[0], header.split("=", 2)[1])).toList());
    }

    private static final List<ServerCommand> NONSENSE = List.of(
            new ServerCommand.Notification("{\"cmd\":"),
            new ServerCommand.Notification("{\"cmd\":\"unheard of\"}"),
            new ServerCommand.Notification("{\"cmd\":5}"),
            new ServerCommand.Notification("[]"),
            new ServerCommand.Notification("null"),
            new ServerCommand.Notification("{\"cmd\":\"WebcastStarted\"}"),
            new ServerCommand.Notification("{\"cmd\":\"WebcastStarted\",\"body\":[1]}"),
            new ServerCommand.Notification("{\"cmd\":\"ConferenceParticipantTokenIssued\",\"body\":{\"jwt\":\"\"}}"),
            new ServerCommand.Notification("[".repeat(3000)),
            new ServerCommand.Raw(new SipBody(VINTEO + "roomname", "\u0000\u0001"), List.of()),
            info("roomname", "x-webrtc-enter-room= "),
            info("roomname", "x-webrtc-enter-room=300"),
            info("roomname", "x-webrtc-input-channels=1"),
            info("sharedesktop", "x-webrtc-share-state=PERHAPS"),
            info("mic", "x-webrtc-mic=AdMiNsToP MiC"),
            info("uselic", "x-webrtc-use-license=FREE"),
            info("partstate", "x-webrtc-partstate=GHOST", "x-webrtc-audioid=5"),
            info("notify"),
            info("notify", "x-vinteo-notify=}{"));

    @Test
    void nonsenseOfTheServerGivesOneWarningOfItsKindAndChangesNothing() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            alice.ears.await(CallEvent.RemoteStreamsChanged.class);
            List<Object> before = shown(alice);
            PrintStream usual = System.err;
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            try {
                for (int i = 0; i < NONSENSE.size(); i++) {
                    got(room.simulator.tell("alice", NONSENSE.get(i)));
                    understoodAfterwards(alice, "" + i);
                    if (i == 0) {
                        assertThat(log.toString(StandardCharsets.UTF_8)).contains("WARN", "alice: NOTIFY of the server is not understood");
                    }
                }
            } finally {
                System.setErr(usual);
            }
            // on a busy machine the picture may stall, which is told, too
            assertThat(log.toString(StandardCharsets.UTF_8).lines()).allMatch(line -> line.contains("WARN"))
                    .filteredOn(line -> line.contains("is not understood") && !line.contains("times since")).as("each kind once")
                    .doesNotHaveDuplicates().hasSizeBetween(2, 10);
            assertThat(shown(alice)).isEqualTo(before);
        }
    }

    @Test
    void aDescriptionNobodyCanUseIsRefusedWithOneWarningAndTheCallGoesOn() {
        try (LiveConnector alice = connector("alice")) {
            PeerId peer = alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            alice.ears.await(CallEvent.RemoteStreamsChanged.class);
            List<Object> before = shown(alice);
            for (String offer : List.of("m=useless", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n", "\u0000\u0001")) {
                assertThat(LiveConnector.failed(room.simulator.tell("alice", new ServerCommand.Offer(offer))))
                        .as(offer).hasMessageContaining("488");
                assertThat(shown(alice)).as(offer).isEqualTo(before);
            }
            long frames = flow(peer).framesReceived();
            Await.until("picture goes on", () -> flow(peer).framesReceived() > frames + 5);
            assertThat(got(alice.call().renegotiate())).isTrue();
        }
    }

    /** What comes in order after it is understood. */
    private static void understoodAfterwards(LiveConnector alice, String number) {
        Channels channels = new Channels(Optional.of(number), Optional.of(number));
        got(room.simulator.tell("alice", new ServerCommand.UseChannels(channels)));
        alice.ears.await(ServerApiEvent.ChannelsAll.class, all -> all.channels().equals(channels));
    }

    private static List<Object> shown(LiveConnector alice) {
        return List.of(alice.calling(), alice.conference().state(), alice.conference().room(),
                alice.conference().token(), alice.presentation().snapshot());
    }
}
