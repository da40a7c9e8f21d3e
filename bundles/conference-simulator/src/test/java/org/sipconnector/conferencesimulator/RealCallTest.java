/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.sip.Header;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.Fault;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.Await;

/** Our own foundations call the simulator, over WSS and with media. */
@Timeout(300)
class RealCallTest {

    @TempDir
    static Path directory;
    private static RealRoom room;

    @BeforeAll
    static void start() throws Exception {
        room = new RealRoom(directory);
    }

    @AfterAll
    static void stop() {
        if (room != null) {
            room.close();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        room.simulator.heal();
        Await.until("no call is left", () -> room.simulator.snapshot().participants().isEmpty());
        Await.until("no connection is left", () -> room.engine.statistics().peers() == 0 && room.engine.statistics().sources() == 0
                && room.engine.statistics().sinks() == 0, () -> room.engine.statistics());
        Await.until("no dialog is left", () -> room.server.statistics().dialogs() == 0);
    }

    @Test
    void aRegisteredClientHearsAndSeesItselfAndIsToldItsRoom() {
        try (TestClient alice = room.registered("alice").call("Room1")) {
            alice.awaitTold("x-webrtc-enter-room", "room1");
            alice.awaitTold("x-webrtc-use-license", "AUDIOPLUSPRESENTATION");
            SipEvent.RequestReceived notify = alice.ears.await(SipEvent.RequestReceived.class);
            assertThat(Header.find(notify.headers(), "x-vinteo-notify").orElseThrow())
                    .contains("ConferenceParticipantTokenIssued", "\"conference\":\"room1\"");
            alice.awaitSound();
            alice.awaitWidth("video", 320);
            assertThat(room.simulator.flow("alice").orElseThrow().framesReceived()).isPositive();

            assertThat(alice.info("roomname", "x-webrtc-enter-room: p2palicetoroom1", "x-webrtc-is-direct-p2p: true"))
                    .isEqualTo("200 OK");
            assertThat(alice.info("unheard-of")).startsWith("415 ");
            alice.hangUp();
        }
    }

    @Test
    void aWrongPasswordIsForbidden() {
        try (TestClient mallory = new TestClient(room.client, room.engine, room.simulator.addresses(), "mallory",
                "guess").connect()) {
            room.client.register(mallory.agent());
            SipEvent.RegistrationFailed failed = mallory.ears.await(SipEvent.RegistrationFailed.class);
            assertThat(failed.failure().status()).isEqualTo(403);
        }
    }

    @Test
    void aPresentationReachesTheOtherAndItsLineIsUsedAgain() {
        try (TestClient alice = room.registered("alice").call("room");
                TestClient bob = room.client("bob").connect().call("room")) {
            alice.awaitSound();
            bob.awaitSound();
            alice.awaitFrames("video");
            bob.awaitFrames("video");

            alice.present();
            bob.awaitTold("x-webrtc-share-state", "YOUCANRECEIVECONTENT");
            SipEvent.ReinviteReceived again = bob.ears.await(SipEvent.ReinviteReceived.class);
            assertThat(again.offer().orElseThrow().toLowerCase(Locale.ROOT)).contains("dual");
            Await.until("bob sees the presentation", () -> room.engine.flow(bob.peer).orElseThrow().tracks()
                    .stream().anyMatch(flow -> flow.width() == 480));
            alice.stopPresenting();
            bob.awaitTold("x-webrtc-share-state", "CONTENTEND");

            alice.present();
            assertThat(bob.ears.all(SipEvent.ReinviteReceived.class)).hasSize(1);
            assertThat(room.simulator.snapshot().room("room").orElseThrow().presenter()).isPresent();
            alice.hangUp();
            bob.hangUp();
        }
    }

    @Test
    void aRefusedPresentationLeavesTheCallAlone() {
        room.simulator.fail(new Fault.AnswerInfo("sharedesktop", 603, "Decline"), 1);
        try (TestClient alice = room.client("alice").connect().call("room")) {
            assertThat(alice.info("sharedesktop", "x-webrtc-share-state: LETMESTARTPRESENTATION"))
                    .isEqualTo("603 Decline");
            alice.awaitSound();
            alice.hangUp();
        }
    }

    @Test
    void refusedCallsSayWhyAndNothingStays() {
        room.simulator.fail(new Fault.RefuseInvite(486), 1);
        try (TestClient alice = room.client("alice").connect()) {
            alice.invite("room", Bench.OFFER);
            SipEvent.DialogFailed failed = alice.ears.await(SipEvent.DialogFailed.class);
            assertThat(failed.failure().status()).isEqualTo(486);
        }
    }

    @Test
    void anAnswerWithoutSdpIsToldAsSuch() {
        room.simulator.fail(new Fault.NoSdp(), 1);
        try (TestClient alice = room.client("alice").connect()) {
            alice.offerMedia("room");
            SipEvent.DialogEvent outcome = alice.ears.await(SipEvent.DialogEvent.class,
                    event -> event instanceof SipEvent.DialogFailed || event instanceof SipEvent.DialogAnswered);
            assertThat(outcome instanceof SipEvent.DialogAnswered answered && answered.answer().isPresent()).isFalse();
        }
    }

    @Test
    void theServerHangsUp() throws Exception {
        try (TestClient alice = room.client("alice").connect().call("room")) {
            alice.awaitSound();
            room.simulator.drop("alice", Drop.BYE).toCompletableFuture().get(40, TimeUnit.SECONDS);
            alice.ears.await(SipEvent.DialogEnded.class);
        }
    }

    @Test
    void aDroppedSocketIsNoticedByTheClient() throws Exception {
        try (TestClient alice = room.registered("alice").call("room")) {
            alice.awaitSound();
            room.simulator.drop("alice", Drop.SOCKET).toCompletableFuture().get(40, TimeUnit.SECONDS);
            SipEvent.TransportDisconnected gone =
                    alice.ears.await(SipEvent.TransportDisconnected.class);
            assertThat(gone.error()).isTrue();
        }
    }

    @Test
    void somebodyWaitingIsAdmitted() throws Exception {
        try (TestClient guest = room.client("12345").connect().call("room", "X-Vinteo-Purgatory-Call: yes")) {
            guest.awaitTold("x-webrtc-enter-room", "purgatory");
            room.simulator.moveWithBearer("12345", "room").toCompletableFuture().get(40, TimeUnit.SECONDS);
            guest.awaitTold("x-webrtc-enter-room", "room");
            guest.hangUp();
        }
    }
}
