/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.TransceiverSettings;

/** The library fails over a description half-way and keeps a part of it: the connection is made again as it was agreed. */
class SpoiledConnectionTest extends NativeTest {

    private static final String LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    private static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    /** A number of a header extension may not mean another one later (RFC 8285 section 6). */
    private static String spoiling(String description) {
        return description.replace(LEVEL, "urn:x").replace(MID, LEVEL).replace("urn:x", MID);
    }

    private static MediaEvent.PeerCommandFailed refused(TestPeer peer, SdpType type, String description) {
        String request = "spoiling-" + peer.ears.all(MediaEvent.class).size();
        engine.setRemote(peer.id, request, type, description, List.of());
        return peer.ears.await(MediaEvent.PeerCommandFailed.class, failed -> failed.request().equals(request));
    }

    private static PeerConnectionState left(TestPeer peer) {
        return peer.ears.await(MediaEvent.MediaEngineLost.class, lost -> lost.reason().contains("keeps what a refused description said")).blueprint()
                .orElseThrow();
    }

    /** It goes on as it was agreed (RFC 3261 section 14.1), although the library has taken the first lines of the offer. */
    @ParameterizedTest
    @ValueSource(strings = {"a=inactive", "a=sendonly", "a=sendrecv"})
    void whatWasAgreedFlowsAgainAfterAnOfferThatSpoiledIt(String direction) {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
            String bad = spoiling(callee.offer()).replace("a=sendrecv", direction);
            engine.rollback(callee.id, "refused");
            refused(caller, SdpType.OFFER, bad);
            flowsAgain(caller, callee);
            assertThat(tracks(caller)).as("tracks told").isEqualTo(2);
        }
    }

    private static long tracks(TestPeer peer) {
        return peer.ears.all(MediaEvent.TrackAdded.class).size() - peer.ears.all(MediaEvent.TrackRemoved.class).size();
    }

    private static void flowsAgain(TestPeer lost, TestPeer other) {
        try (TestPeer again = lost.reopened(engine, left(lost))) {
            again.call(other);
            again.awaitMoreAudio();
            again.awaitMoreFrames();
            other.awaitMoreAudio();
            other.awaitMoreFrames();
        }
    }

    @Test
    void anOfferThatIsUndoneLeavesWhatWasAgreed() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
            String offer = callee.offer().replace("a=sendrecv", "a=inactive");
            engine.rollback(callee.id, "refused");
            caller.setRemote(SdpType.OFFER, offer);
            engine.rollback(caller.id, "undone");
            flowsAgain(caller, callee);
            assertThat(tracks(caller)).as("tracks told").isEqualTo(2);
        }
    }

    @Test
    void whatWeStopMeanwhileStaysStopped() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"), TestPeer.pattern("slides"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"), TransceiverSettings.receiving("screen", MediaKind.VIDEO));
            caller.setRemote(SdpType.OFFER, callee.offer());
            engine.stopTransceiver(caller.id, "slides");
            engine.rollback(caller.id, "undone");

            assertThat(left(caller).lines()).extracting(line -> line.settings().name()).containsExactly("audio", "camera");
        }
    }

    @Test
    void anAnswerThatSpoilsItLeavesWhatWasAgreed() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();
            refused(caller, SdpType.ANSWER, spoiling(callee.answer(caller.offer())));
            flowsAgain(caller, callee);
        }
    }

    /** After it no line holds: there is nothing to go back to, and who asked for the change says why. */
    @Test
    void anAnswerThatRefusesEveryLineIsRefusedForThat() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            String answer = callee.answer(caller.offer()).replaceAll("m=(audio|video) \\d+", "m=$1 0");
            assertThat(refused(caller, SdpType.ANSWER, answer).reason()).contains("refuses every media line");
            engine.rollback(caller.id, "undone");
            caller.call(callee);
            callee.awaitMoreFrames();
        }
    }

    /** It may be passed over, and so what was offered is offered again once the final one has come. */
    @Test
    void anEarlyAnswerThatSpoilsItIsNotTheEndOfTheFinalOne() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            String answer = callee.answer(caller.offer(), TestPeer.tone("microphone"), TestPeer.pattern("room"));
            refused(caller, SdpType.PRANSWER, answer.replaceAll("(a=mid:.*\r\n)", "$1a=ssrc:7 cname:both\r\n"));
            try (TestPeer again = caller.reopened(engine, left(caller))) {
                again.call(callee);
                callee.awaitMoreFrames();
            }
        }
    }

    @Test
    void whatAnOfferBroughtThatSpoiledItIsGone() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.pattern("camera"), TestPeer.tone("audio"));
            caller.call(callee, TestPeer.pattern("room"), TestPeer.tone("microphone"));
            caller.with(TestPeer.pattern("slides"));
            engine.setCodecs(caller.id, "camera", List.of(), List.of("video/VP9", "video/H264", "video/AV1"));
            callee.setRemote(SdpType.OFFER, caller.offer(), TransceiverSettings.receiving("screen", MediaKind.VIDEO));
            callee.ears.await(MediaEvent.TrackAdded.class, added -> added.track().transceiver().equals("screen"));
            // the first line of a bundle cannot be refused any more
            engine.setCodecs(callee.id, "room", List.of(), List.of("video/VP8"));
            engine.createAnswer(callee.id, "useless");

            callee.ears.await(MediaEvent.TrackRemoved.class, removed -> removed.track().transceiver().equals("screen"));
            assertThat(left(callee).lines()).extracting(line -> line.settings().name()).containsExactly("room", "microphone");
        }
    }

    @Test
    void whatIsClosedMeanwhileIsClosedAndNotLost() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("microphone"));
            String bad = spoiling(callee.offer());
            engine.setRemote(caller.id, "bad", SdpType.OFFER, bad, List.of());
            engine.createOffer(caller.id, "next", false);
            engine.close(caller.id);

            caller.ears.await(MediaEvent.PeerClosed.class);
            assertThat(caller.ears.all(MediaEvent.MediaEngineLost.class)).isEmpty();
        }
    }

    /** Whoever cannot connect would have it made again and again. */
    @Test
    void itIsNotMadeAgainTwiceBeforeItWasConnected() {
        String offer = ForeignOffers.bundled(ForeignOffers.audio("111", "a=rtpmap:111 opus/48000/2", "a=extmap:1 " + LEVEL, "a=extmap:2 " + MID));
        try (TestPeer peer = new TestPeer(engine)) {
            peer.answer(offer, TestPeer.tone("audio"));
            refused(peer, SdpType.OFFER, spoiling(offer));
            try (TestPeer again = peer.reopened(engine, left(peer))) {
                again.answer(offer);
                refused(again, SdpType.OFFER, spoiling(offer));
                engine.createOffer(again.id, "useless", false);

                again.ears.await(MediaEvent.PeerCommandFailed.class, failed -> failed.request().equals("useless"));
                assertThat(again.ears.all(MediaEvent.MediaEngineLost.class)).isEmpty();
            }
        }
    }
}
