/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sipconnector.test.calls.LiveConnector.failed;
import static org.sipconnector.test.calls.LiveConnector.got;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerRequestException;
import org.sipconnector.api.serverapi.ServerRequestException.Reason;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.simulator.Fault;
import org.sipconnector.testkit.Await;

/** Calls of the other kinds, with real media: answered ones, directly from one connector to another, only to present. */
@Timeout(600)
class OtherCallsTest extends LiveRoom {

    private static final LocalTrack SCREEN = new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10");

    private static void seesAndHears(PeerId peer) {
        Await.until("picture and sound come", () -> flow(peer).framesReceived() > 5 && flow(peer).audioReceived() > 20);
    }

    private static boolean sees(PeerId peer, int width) {
        return flow(peer).tracks().stream().anyMatch(track -> track.width() == width);
    }

    @Test
    void aCallOfTheServerIsAnsweredAndJoinsTheRoom() {
        try (LiveConnector alice = connector("alice")) {
            CompletionStage<String> invited = room.simulator.invite("alice", "100");
            PeerId peer = alice.answered();
            got(invited);
            seesAndHears(peer);
            Await.until("alice is in the room", () -> alice.conference().state() == ConferenceState.IN_ROOM,
                    () -> List.of(alice.conference(), alice.ears.all()));
            assertThat(alice.conference().room()).contains("100");
            assertThat(got(alice.call().renegotiate())).isTrue();
        }
    }

    @Test
    void twoConnectorsTalkAndPresentDirectly() {
        try (LiveConnector alice = connector("alice"); LiveConnector bob = connector("bob")) {
            CompletionStage<PeerId> calling = alice.call().startCall(CallParameters.to("bob"));
            PeerId bobs = bob.answered();
            PeerId alices = got(calling);
            seesAndHears(bobs);
            seesAndHears(alices);
            got(alice.server().sendEnterRoom("p2palicetobob", "bob", true));
            got(bob.server().sendEnterRoom("p2palicetobob", "alice", true));
            Await.until("both know that they talk directly", () -> alice.conference().state() == ConferenceState.DIRECT_P2P_ROOM
                    && bob.conference().state() == ConferenceState.DIRECT_P2P_ROOM);

            got(alice.presentation().startPresentation(SCREEN));
            Await.until("bob sees the presentation", () -> sees(bobs, 480));
            Await.until("bob's connector shows it as one", () -> bob.calling().media().remoteStreams().contented().isPresent());
            got(alice.presentation().stopPresentation());
            assertThat(alice.presentation().snapshot().state()).isEqualTo(PresentationState.IDLE);
            got(alice.call().endCall());
            bob.ears.await(CallEvent.EndedFromServer.class);
            Await.until("bob is idle", () -> bob.calling().state() == CallState.IDLE);
        }
    }

    @Test
    void aQuestionNobodyAnswersEndsTheCallAndNewsNobodyTakesDoesNot() {
        room.simulator.fail(new Fault.IgnoreInfo("mediastate"), 1);
        room.simulator.fail(new Fault.IgnoreInfo("sharedesktop"), 1);
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            CompletionStage<Void> news = alice.server().sendMediaState(new MediaState(true, true));
            CompletionStage<LocalTrack> question = alice.presentation().startPresentation(SCREEN);
            // unanswered for 64 times T1, RFC 3261 section 17.1.2.2
            assertThatThrownBy(() -> news.toCompletableFuture().get(60, TimeUnit.SECONDS)).cause()
                    .isInstanceOfSatisfying(ServerRequestException.class, error -> assertThat(error.reason()).isEqualTo(Reason.TIMEOUT));
            assertThat(failed(question)).isNotNull();
            Await.until("alice is idle", () -> alice.calling().state() == CallState.IDLE);
            assertThat(alice.ears.all(CallEvent.Ended.class)).extracting(CallEvent.Ended::end)
                    .containsExactly(SipFailure.system(SipCause.REQUEST_TIMEOUT, "Request timeout"));
            alice.inCall("100");
        }
    }

    @Test
    void aCallOnlyToPresentShowsItsPictureToTheRoom() {
        try (LiveConnector alice = connector("alice"); LiveConnector bob = connector("bob")) {
            PeerId bobs = bob.inCall("100");
            got(alice.call().startCall(CallParameters.to("100").asPresentationCall()));
            Await.until("alice only presents", () -> alice.conference().state() == ConferenceState.PRESENTATION_CALL);

            got(alice.presentation().startPresentation(SCREEN));
            Await.until("bob sees the presentation", () -> sees(bobs, 480));
            got(alice.presentation().stopPresentation());
            assertThat(alice.presentation().snapshot().state()).isEqualTo(PresentationState.IDLE);
            assertThat(bob.calling().state()).isEqualTo(CallState.IN_CALL);
        }
    }
}
