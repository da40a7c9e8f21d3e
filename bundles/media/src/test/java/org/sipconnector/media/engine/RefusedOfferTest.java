/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.media.sdp.MediaText;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;

/** What is left of a change that the other side refused. */
class RefusedOfferTest extends NativeTest {

    @Test
    void aRefusedLineFallsSilentAndIsOfferedAgainLater() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            callee.awaitMoreFrames();

            TransceiverSettings presentation = TestPeer.pattern("presentation");
            caller.with(presentation);
            assertThat(SessionText.parse(caller.offer()).media()).hasSize(3);
            engine.rollback(caller.id, "refused");
            caller.ears.await(MediaEvent.RolledBack.class, event -> event.request().equals("refused"));
            engine.replaceTrack(caller.id, "presentation", Optional.empty());
            engine.setDirection(caller.id, "presentation", Direction.INACTIVE);
            callee.awaitMoreFrames();

            engine.replaceTrack(caller.id, "presentation", presentation.track());
            engine.setDirection(caller.id, "presentation", Direction.SENDRECV);
            caller.call(callee, TransceiverSettings.receiving("slides", MediaKind.VIDEO));
            Await.until("pictures come on slides", () -> callee.frames("slides") > 3);
            callee.awaitMoreAudio();
        }
    }

    @Test
    void theNameOfARefusedLineMayBeThatOfAnotherOfTheOtherSide() {
        try (TestPeer peer = new TestPeer(engine)) {
            peer.answer(ForeignOffers.bundled(ForeignOffers.OPUS), TestPeer.tone("audio"));
            peer.with(TestPeer.pattern("slides"));
            assertThat(peer.offer()).contains("a=mid:1");
            engine.rollback(peer.id, "refused");

            assertThat(SessionText.parse(peer.answer(ForeignOffers.bundled(ForeignOffers.OPUS, ForeignOffers.OPUS))).media())
                    .noneMatch(MediaText::rejected).extracting(line -> line.mid().orElseThrow()).containsExactly("0", "1");
        }
    }

    /** The other end offers where a re-INVITE had no offer. */
    @Test
    void anExchangeIsBegunByEitherEnd() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("microphone"));
            callee.awaitMoreAudio();

            callee.call(caller);
            callee.awaitMoreAudio();
            caller.awaitMoreAudio();
        }
    }
}
