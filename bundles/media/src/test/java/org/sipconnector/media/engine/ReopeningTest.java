/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.media.sdp.MediaText;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** A call outlives the engine of one of its ends: one renegotiation, and media flows again. */
class ReopeningTest extends NativeTest {

    @AfterEach
    void forgetServices() {
        SERVICES.remove("eye");
    }

    @Test
    void theCallerGoesOnWithAnotherEngine() {
        try (TestPeer callee = new TestPeer(engine)) {
            LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
            TestPeer caller = new TestPeer(first);
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"), TestPeer.pattern("slides"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
            first.stopTransceiver(caller.id, "slides");
            caller.call(callee);
            PeerConnectionState blueprint = lost(first, caller);

            try (LocalEngine second = new LocalEngine(SERVICES, new SystemLibraries()); TestPeer again = caller.reopened(second, blueprint)) {
                again.call(callee);
                again.awaitMoreAudio();
                again.awaitMoreFrames();
                callee.awaitMoreAudio();
                callee.awaitMoreFrames();
                assertThat(again.ears.all(MediaEvent.TrackAdded.class)).as("tracks told anew").isEmpty();
                again.with(TestPeer.pattern("other"));
                again.call(callee, TransceiverSettings.receiving("other", MediaKind.VIDEO));
                Await.until("pictures come on other", () -> callee.frames("other") > 3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEngineThatHandsOverSendsUntilTheNextHasADescription(boolean itOffers) {
        try (TestPeer stays = new TestPeer(engine)) {
            LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
            TestPeer moves = new TestPeer(first).with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            moves.call(stays, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            for (int time = 0; time < 3; time++) {
                stays.awaitMoreFrames();
                first.detach(moves.owner);
                Object left = first.handOver().get(moves.owner);
                stays.awaitMoreFrames();
                LocalEngine second = new LocalEngine(SERVICES, new SystemLibraries());
                second.attach(moves.owner, event -> {});
                second.takeUp(moves.owner, left);
                TestPeer again = moves.reopened(second, blueprintIn(left));
                stays.awaitMoreFrames();
                assertThat(second.takesUp()).isTrue();
                String offer = (itOffers ? again : stays).offer();
                assertThat(second.takesUp()).isNotEqualTo(itOffers);
                first.close();
                (itOffers ? again : stays).accept((itOffers ? stays : again).answer(offer));
                assertThat(second.takesUp()).isFalse();
                stays.awaitMoreFrames();
                again.awaitMoreFrames();
                first = second;
                moves = again;
            }
            first.close();
        }
    }

    @Test
    void theAnsweringEndGoesOnWithAnotherEngine() {
        AtomicLong seen = new AtomicLong();
        SERVICES.put("eye", (VideoSink) (peer, track, frame, nanos) -> seen.incrementAndGet());
        try (TestPeer caller = new TestPeer(engine)) {
            LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
            TestPeer callee = new TestPeer(first);
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            first.addSink(callee.id, "room", "service:eye");
            first.replaceTrack(callee.id, "room", Optional.of(new LocalTrack("tape", MediaKind.VIDEO, "pattern:160x120@15")));
            Await.until("a picture 160 wide reaches the sink", () -> caller.flow().tracks().get(1).width() == 160 && seen.get() > 3, caller::flow);
            PeerConnectionState blueprint = lost(first, callee);
            assertThat(blueprint.lines()).extracting(line -> line.announced().orElseThrow()).containsExactly("microphone-track", "room-track");

            try (LocalEngine second = new LocalEngine(SERVICES, new SystemLibraries()); TestPeer again = callee.reopened(second, blueprint)) {
                long before = seen.get();
                again.call(caller);
                again.awaitMoreAudio();
                again.awaitMoreFrames();
                caller.awaitMoreAudio();
                caller.awaitMoreFrames();
                Await.until("pictures reach the sink", () -> seen.get() > before + 3);
                assertThat(caller.flow().tracks().get(1).width()).isEqualTo(160);
                assertThat(caller.ears.all(MediaEvent.TrackRemoved.class)).as("tracks that changed for the other side").isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothEndsGoOnWithAnotherEngine(boolean callerOffers) {
        LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
        TestPeer caller = new TestPeer(first).with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
        TestPeer callee = new TestPeer(first);
        caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
        callee.awaitMoreFrames();
        first.close();
        try (TestPeer again = caller.reopened(engine, blueprint(caller));
                TestPeer other = callee.reopened(engine, blueprint(callee))) {
            (callerOffers ? again : other).call(callerOffers ? other : again);
            again.awaitMoreAudio();
            again.awaitMoreFrames();
            other.awaitMoreAudio();
            other.awaitMoreFrames();
        }
    }

    /** The other side would begin on the way that is gone, and each message lost there doubles the time until the next. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionMadeAgainBeginsTheHandshake(boolean itOffers) {
        for (boolean itCalled : List.of(true, false)) {
            LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
            try (TestPeer stays = new TestPeer(engine)) {
                TestPeer lost = new TestPeer(first);
                (itCalled ? lost : stays).with(TestPeer.tone("audio")).call(itCalled ? stays : lost, TestPeer.tone("microphone"));
                lost.awaitConnected();
                try (TestPeer again = lost.reopened(engine, lost(first, lost))) {
                    String offer = (itOffers ? again : stays).offer();
                    String answer = (itOffers ? stays : again).answer(offer);
                    assertThat(offer).contains("a=setup:actpass");
                    assertThat(answer).contains(itOffers ? "a=setup:passive" : "a=setup:active");
                    (itOffers ? again : stays).accept(answer);
                    again.awaitMoreAudio();
                    stays.awaitMoreAudio();
                    String later = again.answer(stays.offer());
                    assertThat(later).as("roles stay while both live").contains("a=setup:active");
                    stays.accept(later);
                    assertThat(stays.answer(again.offer())).contains("a=setup:passive");
                }
            }
        }
    }

    /** RFC 8842 section 5.5 allows it where the role stays; a peer that does so is answered in the other. */
    @ParameterizedTest
    @ValueSource(strings = {"active", "passive"})
    void aConnectionMadeAgainTakesTheRoleThatTheOtherSideLeavesToIt(String theirs) {
        LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
        try (TestPeer stays = new TestPeer(engine)) {
            TestPeer lost = new TestPeer(first);
            stays.with(TestPeer.tone("audio")).call(lost, TestPeer.tone("microphone"));
            try (TestPeer again = lost.reopened(engine, lost(first, lost))) {
                assertThat(again.answer(stays.offer().replace("a=setup:actpass", "a=setup:" + theirs)))
                        .contains("a=setup:" + (theirs.equals("active") ? "passive" : "active"));
            }
        }
    }

    /** Those who always say that they begin cannot mean it while an association goes on (RFC 8842 section 5.3). */
    @ParameterizedTest
    @ValueSource(strings = {"active", "passive"})
    void aRoleThatAnOfferNamesChangesNothingWhileBothLive(String theirs) {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera")).call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
            String answer = callee.answer(caller.offer().replace("a=setup:actpass", "a=setup:" + theirs));
            assertThat(answer).contains("a=setup:" + (theirs.equals("active") ? "passive" : "active"));
            caller.accept(answer);
            callee.awaitMoreFrames();
            caller.awaitMoreFrames();
        }
    }

    /** Browsers take no other names (RFC 8829 section 5.8). */
    @ParameterizedTest
    @ValueSource(strings = {"av", "12"})
    void linesGoByTheNamesOfWhoeverTookThemOver(String mids) {
        LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
        TestPeer peer = new TestPeer(first);
        String offer = ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.VP8);
        String sound = mids.substring(0, 1);
        String picture = mids.substring(1);
        peer.answer(offer, TestPeer.tone("audio"), TestPeer.pattern("video"));
        peer.answer(offer.replace("AB:", "EF:").replace("BUNDLE 0 1", "BUNDLE " + sound + ' ' + picture).replace("a=mid:1", "a=mid:" + picture)
                .replace("a=mid:0", "a=mid:" + sound));
        try (TestPeer again = peer.reopened(engine, lost(first, peer))) {
            String next = again.offer();
            assertThat(next).contains("a=group:BUNDLE " + sound + ' ' + picture, "a=mid:" + sound + "\r\n", "a=mid:" + picture + "\r\n");
            assertThat(SessionText.parse(next).media()).as("what was sent is").hasSize(2).allMatch(line -> line.direction() == Direction.SENDRECV);
        }
    }

    @Test
    void whatWasNeverAgreedIsOfferedAfresh() {
        LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
        TestPeer caller = new TestPeer(first).with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
        caller.offer();
        PeerConnectionState blueprint = lost(first, caller);
        assertThat(blueprint.agreed()).isEmpty();
        try (TestPeer again = caller.reopened(engine, blueprint); TestPeer callee = new TestPeer(engine)) {
            again.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
        }
    }

    @Test
    void aLineThatWasStoppedAndNotRefusedYetStaysStopped() {
        LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
        TestPeer caller = new TestPeer(first).with(TestPeer.tone("audio"), TestPeer.pattern("camera"), TestPeer.pattern("slides"));
        try (TestPeer callee = new TestPeer(engine)) {
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"), TransceiverSettings.receiving("screen", MediaKind.VIDEO));
            first.stopTransceiver(caller.id, "slides");
            first.replaceTrack(caller.id, "camera", Optional.empty());
            caller.ears.await(MediaEvent.TrackReplaced.class, replaced -> replaced.track().isEmpty());
            try (TestPeer again = caller.reopened(engine, lost(first, caller))) {
                String offer = again.offer();
                assertThat(SessionText.parse(offer).media()).extracting(MediaText::rejected).containsExactly(false, false, true);
                again.accept(callee.answer(offer));
                callee.ears.await(MediaEvent.TrackRemoved.class, removed -> removed.track().transceiver().equals("screen"));
                again.awaitMoreAudio();
                again.awaitMoreFrames();
            }
        }
    }

    @Test
    void anOfferWhoseAnswerWasNotHeardAnyMoreIsFollowedByAnother() {
        LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
        TestPeer caller = new TestPeer(first).with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
        try (TestPeer callee = new TestPeer(engine)) {
            callee.answer(caller.offer(), TestPeer.tone("microphone"), TestPeer.pattern("room"));
            PeerConnectionState blueprint = lost(first, caller);
            try (TestPeer again = caller.reopened(engine, blueprint)) {
                again.call(callee);
                again.awaitMoreAudio();
                again.awaitMoreFrames();
                callee.awaitMoreAudio();
                callee.awaitMoreFrames();
            }
        }
    }

    /** Its former handshake would begin with the connection made again, and neither would get to another one. */
    @Test
    void aConnectionMadeAgainIsNotSpokenToBeforeItIsAnswered() {
        LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
        TestPeer caller = new TestPeer(first).with(TestPeer.tone("audio"));
        try (TestPeer callee = new TestPeer(engine)) {
            callee.answer(caller.offer(), TestPeer.tone("microphone"));
            try (TestPeer again = caller.reopened(engine, lost(first, caller))) {
                String offer = again.offer();
                callee.setRemote(SdpType.OFFER, offer);
                assertThat(callee.remotePorts()).as("ports that checks go to").doesNotContainAnyElementsOf(ports(offer));
                again.accept(callee.answer());
                again.awaitMoreAudio();
                callee.awaitMoreAudio();
                assertThat(callee.remotePorts()).containsAll(ports(offer));
            }
        }
    }

    /** RFC 8839 section 5.1: the sixth word of a candidate. */
    private static List<String> ports(String description) {
        return SessionText.parse(description).media().stream().flatMap(line -> line.candidates().stream()).map(one -> one.split(" ")[5]).toList();
    }

    @Test
    void whatCannotBeReopenedIsLostForGood() {
        try (TestPeer peer = new TestPeer(engine)) {
            TestPeer other = TestPeer.lost(engine, new PeerConnectionState(List.of(), "this is no description"));
            assertThat(other.ears.await(MediaEvent.MediaEngineLost.class).blueprint()).isEmpty();
            assertThat(peer.with(TestPeer.tone("audio")).offer()).contains("m=audio");
        }
    }

    @Test
    void whatIsClosedWhileItIsMadeAgainIsClosedAndNotLost() {
        LocalEngine first = new LocalEngine(SERVICES, new SystemLibraries());
        TestPeer caller = new TestPeer(first).with(TestPeer.tone("audio"));
        try (TestPeer callee = new TestPeer(engine)) {
            caller.call(callee, TestPeer.tone("microphone"));
            PeerConnectionState blueprint = lost(first, caller);
            try (LocalEngine starting = new LocalEngine(SERVICES, new SystemLibraries()); TestPeer again = caller.reopened(starting, blueprint)) {
                starting.close(again.id);
                again.ears.await(MediaEvent.PeerClosed.class);
                assertThat(again.ears.all(MediaEvent.MediaEngineLost.class)).isEmpty();
            }
        }
    }

    private static PeerConnectionState lost(LocalEngine engine, TestPeer peer) {
        engine.close();
        return blueprint(peer);
    }

    private static PeerConnectionState blueprint(TestPeer peer) {
        PeerConnectionState blueprint = peer.ears.await(MediaEvent.MediaEngineLost.class).blueprint().orElseThrow();
        assertThat(peer.ears.all(MediaEvent.PeerClosed.class)).as("after a loss nothing more is told").isEmpty();
        return blueprint;
    }

    private static PeerConnectionState blueprintIn(Object left) {
        return ((List<?>) left).stream().filter(MediaEvent.MediaEngineLost.class::isInstance)
                .flatMap(lost -> ((MediaEvent.MediaEngineLost) lost).blueprint().stream()).findFirst().orElseThrow();
    }
}
