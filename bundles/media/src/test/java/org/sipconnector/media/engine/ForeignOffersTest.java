/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.media.sdp.MediaText;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;

/** Legal descriptions of peers that are no browsers: what both can is taken, the rest refused line by line. */
class ForeignOffersTest extends NativeTest {

    private static final String TELEPHONE_EVENT = "a=rtpmap:101 telephone-event/8000";

    /** Whether each line of the answer to an offer is accepted. */
    private static List<Boolean> accepted(String offer) {
        try (TestPeer peer = new TestPeer(engine)) {
            return accepted(SessionText.parse(peer.answer(offer, TestPeer.tone("audio"), TestPeer.pattern("video"))));
        }
    }

    private static List<Boolean> accepted(SessionText answer) {
        return answer.media().stream().map(line -> !line.rejected()).toList();
    }

    private static String refusal(String offer) {
        try (TestPeer peer = new TestPeer(engine)) {
            engine.setRemote(peer.id, "offer", SdpType.OFFER, offer, List.of());
            return peer.ears.await(MediaEvent.PeerCommandFailed.class).reason();
        }
    }

    @Test
    void anOfferWithoutACommonCodecIsRefusedWithTheReason() {
        assertThat(refusal(ForeignOffers.bundled(ForeignOffers.G729))).contains("m=audio has no codec in common");
        assertThat(refusal(ForeignOffers.plain(ForeignOffers.G729, ForeignOffers.H263)))
                .contains("m=audio has no codec in common", "m=video has no codec in common");
        assertThat(refusal(ForeignOffers.plain(ForeignOffers.audio("97 101", "a=rtpmap:97 speex/16000", TELEPHONE_EVENT))))
                .as("telephone-event alone is no codec").contains("no codec in common");
        assertThat(refusal(ForeignOffers.plain(ForeignOffers.PLAIN))).contains("no ICE and DTLS parameters");
        assertThat(refusal(ForeignOffers.plain(ForeignOffers.T38))).contains("no audio or video over RTP");
    }

    @Test
    void aLineWithoutACommonCodecIsRefusedBesideOneThatHasOne() {
        assertThat(accepted(ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.H263))).containsExactly(true, false);
        assertThat(accepted(ForeignOffers.bundled(ForeignOffers.G729, ForeignOffers.VP8))).containsExactly(false, true);
        assertThat(accepted(ForeignOffers.plain(ForeignOffers.G729, ForeignOffers.VP8, ForeignOffers.OPUS))).containsExactly(false, true, true);
    }

    @Test
    void aLineThatLosesItsCodecsInALaterOfferIsRefusedAndTheOthersGoOn() {
        try (TestPeer peer = new TestPeer(engine)) {
            peer.answer(ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.VP8), TestPeer.tone("audio"), TestPeer.pattern("video"));
            String later = peer.answer(ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.H263));
            assertThat(accepted(SessionText.parse(later))).containsExactly(true, false);
            peer.ears.await(MediaEvent.TrackRemoved.class, event -> event.track().kind() == MediaKind.VIDEO);
            engine.setRemote(peer.id, "useless", SdpType.OFFER, ForeignOffers.bundled(ForeignOffers.G729, ForeignOffers.H263), List.of());
            peer.ears.await(MediaEvent.PeerCommandFailed.class, event -> event.request().equals("useless"));
            assertThat(accepted(SessionText.parse(peer.answer(ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.H263))))).containsExactly(true,
                    false);
        }
    }

    @Test
    void aLineThatWeStoppedCarriesNothingWhenTheOtherSideOffersItAgain() {
        try (TestPeer peer = new TestPeer(engine)) {
            peer.answer(ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.VP8), TestPeer.tone("audio"), TestPeer.pattern("video"));
            engine.stopTransceiver(peer.id, "video");
            MediaText line = SessionText.parse(peer.answer(ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.VP8), TestPeer.pattern("other")))
                    .media().get(1);
            assertThat(line.rejected() || line.direction() == Direction.INACTIVE).as(line.toString()).isTrue();
            assertThat(peer.ears.all(MediaEvent.TrackAdded.class)).noneMatch(added -> added.track().transceiver().equals("other"));
        }
    }

    /** All lines of a bundle are offered on the transport of the first, which the library gives up with it (RFC 9143 section 7.3.3). */
    @Test
    void theFirstLineOfABundleIsRefusedAndTheOthersGoOn() {
        String odd = ForeignOffers.video("35", "a=rtpmap:35 H264/90000", "a=fmtp:35 profile-level-id=ffffff");
        String usual = ForeignOffers.bundled(ForeignOffers.VP8, ForeignOffers.OPUS, ForeignOffers.VP8);
        assertThat(accepted(ForeignOffers.bundled(odd, ForeignOffers.OPUS, ForeignOffers.VP8))).containsExactly(false, true, true);
        try (TestPeer peer = new TestPeer(engine)) {
            assertThat(accepted(SessionText.parse(peer.answer(usual, TestPeer.pattern("video"), TestPeer.tone("audio"))))).doesNotContain(false);
            assertThat(accepted(SessionText.parse(peer.answer(ForeignOffers.bundled(odd, ForeignOffers.OPUS, ForeignOffers.VP8)))))
                    .containsExactly(false, true, true);
            assertThat(accepted(SessionText.parse(peer.answer(usual)))).doesNotContain(false);
        }
    }

    @Test
    void linesThatAreNoMediaAreRefusedInOrderWithTheirProtocol() {
        String offer = ForeignOffers.plain(ForeignOffers.BFCP, ForeignOffers.OPUS, ForeignOffers.T38, ForeignOffers.VP8, ForeignOffers.T140,
                ForeignOffers.PLAIN, ForeignOffers.SDES);
        try (TestPeer peer = new TestPeer(engine)) {
            List<MediaText> answer = SessionText.parse(peer.answer(offer, TestPeer.tone("audio"), TestPeer.pattern("video"))).media();
            assertThat(answer).extracting(line -> line.lines().get(0).replaceAll("(audio|video) [1-9]\\d* (\\S+) .*", "$1 $2"))
                    .containsExactly("m=application 0 TCP/BFCP *", "m=audio UDP/TLS/RTP/SAVPF", "m=image 0 udptl t38",
                            "m=video UDP/TLS/RTP/SAVPF", "m=text 0 RTP/AVP 98", "m=audio 0 RTP/AVP 0", "m=audio 0 RTP/SAVP 0");
            assertThat(answer).allMatch(line -> line.mid().isEmpty());
            List<MediaText> offered = SessionText.parse(peer.with(TestPeer.pattern("slides")).offer()).media();
            assertThat(offered).as("a later offer keeps all lines").hasSize(8);
            assertThat(offered.get(2).lines().get(0)).isEqualTo("m=image 0 udptl t38");
            assertThat(offered.get(7).kind()).contains(MediaKind.VIDEO);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"telephone-event/16000", "telephone-event/44100", "telephone-event/48000", "telephone-event/0"})
    void keysOfAnyClockRateDoNotHinderSound(String event) {
        assertThat(accepted(ForeignOffers.plain(ForeignOffers.audio("111 101", "a=rtpmap:111 opus/48000/2", "a=rtpmap:101 " + event,
                "a=fmtp:101 0-15")))).containsExactly(true);
    }

    @Test
    void oddSpellingsAreUnderstood() {
        for (String offer : List.of(
                ForeignOffers.plain(ForeignOffers.audio("0 8 96 119", "a=fmtp:96 x", "a=fmtp:33 unknown=1", "a=fmtp:119")),
                ForeignOffers.plain(ForeignOffers.OPUS).replace("sha-256", "SHA-256"),
                ForeignOffers.plain(ForeignOffers.OPUS).replace("AB:", "ab:"),
                ForeignOffers.plain(ForeignOffers.OPUS).replace("a=fingerprint:", "a=fingerprint:md5 " + "00:".repeat(15) + "00\r\na=fingerprint:"),
                ForeignOffers.plain(ForeignOffers.OPUS).replace("a=setup:actpass\r\n", ""),
                ForeignOffers.plain(ForeignOffers.OPUS).replace("a=rtcp-mux\r\n", ""),
                ForeignOffers.plain(ForeignOffers.OPUS).replace("opus/48000/2", "OPUS/48000"),
                ForeignOffers.plain(ForeignOffers.OPUS).replace("UDP/TLS/RTP/SAVPF", "RTP/SAVPF"),
                ForeignOffers.plain(ForeignOffers.OPUS).replace("UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP"),
                ForeignOffers.plain(ForeignOffers.OPUS) + "b=AS:nonsense\r\na=candidate:nonsense\r\na=extmap:0 x\r\na=ssrc:x\r\na=rtcp-fb:*\r\n",
                ForeignOffers.plain("a=sendonly\r\n", ForeignOffers.OPUS.replace(ForeignOffers.TRANSPORT, "a=rtcp-mux\r\n"))
                        .replace("t=0 0\r\n", "t=0 0\r\n" + ForeignOffers.TRANSPORT))) {
            assertThat(accepted(offer)).as(offer).containsExactly(true);
        }
    }

    @Test
    void theAnswerSpeaksAsTheOfferDid() {
        try (TestPeer peer = new TestPeer(engine)) {
            String offer = ForeignOffers.plain(ForeignOffers.OPUS, ForeignOffers.VP8).replace("UDP/TLS/RTP/SAVPF", "RTP/SAVPF");
            assertThat(peer.answer(offer, TestPeer.tone("audio"))).doesNotContain("a=mid:", "BUNDLE", "UDP/TLS").contains(" RTP/SAVPF ");
        }
        try (TestPeer peer = new TestPeer(engine)) {
            assertThat(peer.answer(ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.H263), TestPeer.tone("audio")))
                    .contains("a=group:BUNDLE 0\r\n", "a=mid:0", "a=mid:1");
        }
    }

    @Test
    void manyOffersWithoutACommonCodecLeaveTheProcessAlive() {
        IntStream.range(0, 50).forEach(i -> refusal(ForeignOffers.bundled(ForeignOffers.G729)));
        IntStream.range(0, 50).forEach(i -> accepted(ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.H263)));
    }

    /** An answer comes too late to give the lines transports of their own: the connection is made again for them. */
    @Test
    void soundAndPicturesFlowBetweenPeersThatDoNotBundle() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            String offer = ForeignOffers.withoutBundle(caller.offer());
            caller.accept(ForeignOffers.withoutBundle(callee.answer(offer, TestPeer.tone("microphone"), TestPeer.pattern("room"))));
            PeerConnectionState blueprint = caller.ears.await(MediaEvent.MediaEngineLost.class, lost -> lost.reason().contains("does not bundle"))
                    .blueprint().orElseThrow();
            try (TestPeer again = caller.reopened(engine, blueprint); TestPeer other = new TestPeer(engine)) {
                String answer = other.answer(ForeignOffers.withoutBundle(again.offer()), TestPeer.tone("microphone"), TestPeer.pattern("room"));
                assertThat(answer).doesNotContain("a=mid:", "BUNDLE");
                again.accept(ForeignOffers.withoutBundle(answer));
                flows(again, other);
                assertThat(again.ears.all(MediaEvent.TrackAdded.class)).extracting(added -> added.track().transceiver())
                        .containsExactly("audio", "camera");
                assertThat(transports(again)).isEqualTo(2);
                assertThat(transports(other)).isEqualTo(2);
            }
        }
    }

    /** A peer can hang up right behind such an answer, over and over again. */
    @Test
    void aConnectionItsOwnerClosedMeanwhileIsNotKeptInMindForOtherTransports() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            String answer = callee.answer(ForeignOffers.withoutBundle(caller.offer()), TestPeer.tone("microphone"), TestPeer.pattern("room"));
            engine.attach(caller.owner, event -> {
                if (event instanceof MediaEvent.RemoteDescriptionSet) {
                    engine.close(caller.id);
                }
                caller.ears.accept(event);
            });
            caller.accept(ForeignOffers.withoutBundle(answer));
            PeerConnectionState blueprint = caller.ears.await(MediaEvent.MediaEngineLost.class, lost -> true).blueprint().orElseThrow();
            try (TestPeer again = caller.reopened(engine, blueprint)) {
                String offer = again.offer();
                assertThat(offer.substring(offer.indexOf("m=video"))).as("the line beside the first").doesNotContain("a=candidate");
            }
        }
    }

    /** RFC 5761 section 5.1.1: who does not say so does not take RTCP beside RTP. */
    @Test
    void anAnswerWithoutRtcpBesideRtpWantsAnotherConnection() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            String offer = caller.with(TestPeer.tone("audio")).offer();
            caller.accept(ForeignOffers.withoutBundle(callee.answer(offer, TestPeer.tone("microphone"))).replace("a=rtcp-mux\r\n", ""));
            caller.ears.await(MediaEvent.MediaEngineLost.class, lost -> lost.reason().contains("or RTCP"));
        }
    }

    @Test
    void aPeerThatBundlesNeedsOneTransport() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            flows(caller, callee);
            assertThat(transports(caller)).isEqualTo(1);
            assertThat(transports(callee)).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatLeavesOutTheSecondLineCarriesTheFirst() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            SessionText offer = SessionText.parse(caller.offer());
            caller.accept(
                    callee.answer(ForeignOffers.withoutBundle(offer.withMedia(offer.media().subList(0, 1)).text()), TestPeer.tone("microphone")));
            caller.awaitMoreAudio();
            callee.awaitMoreAudio();
        }
    }

    @Test
    void aRefusedSecondLineLeavesSound() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            String answer = callee.answer(caller.offer().replaceFirst("m=video \\d+", "m=video 0"), TestPeer.tone("microphone"));
            assertThat(accepted(SessionText.parse(answer))).containsExactly(true, false);
            caller.accept(answer);
            caller.awaitMoreAudio();
            callee.awaitMoreAudio();
        }
    }

    private static void flows(TestPeer caller, TestPeer callee) {
        caller.awaitMoreAudio();
        callee.awaitMoreAudio();
        caller.awaitMoreFrames();
        callee.awaitMoreFrames();
    }

    private static long transports(TestPeer peer) {
        return peer.statistics().stream().filter(entry -> entry.get("type").equals("transport")).count();
    }
}
