/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.Await;

/** Several clients of our own meet at the simulator. */
@Timeout(300)
class RealRoomTest {

    @TempDir
    static Path directory;
    private static RealRoom room;

    @BeforeAll
    static void start() throws Exception {
        room = new RealRoom(directory, SimulatorSettings.Lone.PATTERN);
    }

    @AfterAll
    static void stop() {
        if (room != null) {
            room.close();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        Await.until("no call is left", () -> room.simulator.snapshot().participants().isEmpty()
                && room.simulator.snapshot().directCalls() == 0);
        Await.until("no connection is left", () -> room.engine.statistics().peers() == 0
                && room.engine.statistics().sources() == 0 && room.engine.statistics().sinks() == 0);
    }

    @Test
    void threeInARoomHearAndSeeSomebodyAndAPresentationReachesAll() {
        try (TestClient one = room.registered("one").call("room");
                TestClient two = room.registered("two").call("room");
                TestClient three = room.registered("three").call("room")) {
            List<TestClient> all = List.of(one, two, three);
            for (TestClient client : all) {
                client.awaitSound();
                client.awaitWidth("video", 320);
            }
            one.present();
            for (TestClient client : List.of(two, three)) {
                client.awaitTold("x-webrtc-share-state", "YOUCANRECEIVECONTENT");
                Await.until(client.user + " sees the presentation", () -> room.engine.flow(client.peer).orElseThrow()
                        .tracks().stream().anyMatch(flow -> flow.width() == 480));
            }
            all.forEach(TestClient::hangUp);
        }
    }

    @Test
    void somebodyAloneSeesTheTestPicture() {
        try (TestClient alice = room.client("alice").connect().call("room")) {
            alice.awaitSound();
            alice.awaitWidth("video", 640);
            alice.hangUp();
        }
    }

    @Test
    void twoClientsCallEachOtherDirectly() {
        try (TestClient alice = room.registered("alice"); TestClient bob = room.registered("bob")) {
            alice.call("bob");
            SipEvent.IncomingInvite invite = bob.ears.await(SipEvent.IncomingInvite.class);
            assertThat(invite.fromUser()).isEqualTo("alice");
            bob.ears.await(SipEvent.DialogConfirmed.class);
            alice.awaitSound();
            alice.awaitWidth("video", 320);
            bob.awaitSound();
            assertThat(alice.info("roomname", "x-webrtc-enter-room: p2palicetobob", "x-webrtc-participant-name: bob",
                    "x-webrtc-is-direct-p2p: true")).isEqualTo("200 OK");
            bob.awaitTold("x-webrtc-enter-room", "p2palicetobob");
            assertThat(bob.info("roomname", "x-webrtc-enter-room: p2palicetobob", "x-webrtc-is-direct-p2p: true"))
                    .isEqualTo("200 OK");
            alice.awaitTold("x-webrtc-is-direct-p2p", "true");
            alice.present();
            Await.until("bob sees the presentation", () -> room.engine.flow(bob.peer).orElseThrow().tracks()
                    .stream().anyMatch(flow -> flow.width() == 480));
            alice.hangUp();
            bob.ears.await(SipEvent.DialogEnded.class);
        }
    }

    @Test
    void theSimulatorCallsARegisteredClient() throws Exception {
        try (TestClient alice = room.registered("alice")) {
            String id = room.simulator.invite("alice", "room").toCompletableFuture().get(40, TimeUnit.SECONDS);
            alice.awaitTold("x-webrtc-enter-room", "room");
            alice.awaitSound();
            assertThat(room.simulator.snapshot().participant(id).orElseThrow().confirmed()).isTrue();
        }
    }

    @Test
    void twoHundredWithSignallingOnlyStayAndLeave() {
        List<TestClient> all = new ArrayList<>();
        String offer = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=audio 4000 RTP/AVP 8\r\na=sendrecv\r\n";
        try {
            for (int i = 0; i < 200; i++) {
                TestClient client = room.client("user" + i).connect();
                all.add(client);
                client.invite("hall", offer);
                // at once: who is not acknowledged within 32 s is hung up, and the last comes late on a loaded machine
                client.acknowledgePlain();
            }
            for (TestClient client : all) {
                client.awaitTold("x-webrtc-enter-room", "hall");
            }
            assertThat(room.simulator.snapshot().room("hall").orElseThrow().participants()).hasSize(200);
            all.forEach(client -> assertThat(client.info("mediastate", "x-vinteo-mic-state: 1")).isEqualTo("200 OK"));
            all.forEach(TestClient::hangUp);
        } finally {
            all.forEach(TestClient::close);
        }
    }
}
