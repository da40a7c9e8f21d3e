/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** What must not bring the engine down. */
class SurvivalTest extends NativeTest {

    @Test
    void anOwnerThatThrowsAtEveryEventHarmsNobody() {
        ConnectorId owner = ConnectorId.of("thrower");
        PeerId peer = new PeerId("thrower");
        engine.attach(owner, event -> {
            throw new AssertionError("at " + event.name());
        });
        engine.open(owner, peer, TestPeer.SETTINGS);
        engine.addTransceiver(peer, TestPeer.tone("audio"));
        engine.createOffer(peer, "offer", false);
        aCallWorks();
        engine.close(peer);
        engine.release(owner);
    }

    @Test
    void aSourceThatThrowsSendsSilence() {
        SERVICES.put("broken", (AudioSource) block -> {
            throw new IllegalStateException("no more tape");
        });
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            TransceiverSettings tone = TestPeer.tone("audio");
            caller.with(TransceiverSettings.sending("audio", new LocalTrack("broken", MediaKind.AUDIO, "service:broken"),
                    "stream", tone.direction()));
            caller.call(callee, tone);
            caller.awaitMoreAudio();
            Await.until("sound is sent", () -> caller.flow().audioSent() > 20, caller::flow);
            assertThat(callee.flow().audioReceived()).isZero();
        }
        SERVICES.remove("broken");
    }

    @Test
    void nonsenseFromTheOtherSideIsRefused() {
        try (TestPeer peer = new TestPeer(engine)) {
            engine.setRemote(peer.id, "nonsense", SdpType.OFFER, "this is no description", List.of());
            assertThat(peer.ears.await(MediaEvent.PeerCommandFailed.class).request()).isEqualTo("nonsense");
            engine.setRemote(peer.id, "stray", SdpType.ANSWER, "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n", List.of());
            peer.ears.await(MediaEvent.PeerCommandFailed.class, event -> event.request().equals("stray"));
            assertThat(peer.with(TestPeer.tone("audio")).offer()).contains("m=audio");
        }
    }

    @Test
    void closingDuringANegotiationFreesEverything() {
        for (int i = 0; i < 20; i++) {
            TestPeer peer = new TestPeer(engine).with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            engine.createOffer(peer.id, "offer", false);
            peer.close();
            assertThat(peer.ears.all(MediaEvent.PeerClosed.class)).hasSize(1);
        }
    }

    @Test
    void aHundredCallsLeaveNothingOpen() {
        int threads = Thread.activeCount();
        IntStream.range(0, 50).forEach(call -> {
            try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
                caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
                caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            }
        });
        assertThat(engine.statistics().peers()).isZero();
        assertThat(engine.statistics().leakedBytes()).isPositive();
        assertThat(Thread.activeCount()).as("threads").isLessThanOrEqualTo(threads + 16);
        assertThat(engine.health().state()).isEqualTo(MediaHealth.State.READY);
        aCallWorks();
    }

    @Test
    void receivingGoesOnWhenTheLastSenderHasClosed() {
        try (TestPeer caller = new TestPeer(engine); LocalEngine other = new LocalEngine(SERVICES, new SystemLibraries())) {
            try (TestPeer remote = new TestPeer(other).with(TestPeer.tone("audio"))) {
                remote.call(caller, TransceiverSettings.receiving("ear", MediaKind.AUDIO));
                caller.awaitMoreAudio();
                try (TestPeer sender = new TestPeer(engine).with(TestPeer.tone("audio")); TestPeer sink = new TestPeer(other)) {
                    sender.call(sink);
                    sink.awaitMoreAudio();
                }
                caller.awaitMoreAudio();
                caller.awaitMoreAudio();
            }
        }
    }

    private static void aCallWorks() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("microphone"));
            caller.awaitMoreAudio();
            callee.awaitMoreAudio();
        }
    }
}
