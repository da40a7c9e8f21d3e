/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.Rollback;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.AnswerReinvite;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.Scenario;

/** Renegotiations the other side begins. */
class TheirRenegotiationTest {

    @Scenario
    void aReinviteWithoutAnOfferGetsOursAndItsAckBringsTheAnswer(LaneHarness stage) {
        Scene.inCall(stage).forget();
        reinvited(stage, Optional.empty());
        Scene.described(stage, SdpType.OFFER);
        assertThat(stage.command(AnswerReinvite.class).answer()).isEqualTo(Scene.SDP);
        CompletionStage<Boolean> next = Scene.call(stage).renegotiate(RenegotiationOptions.WAITING);
        reanswered(stage);
        assertThat(stage.command(SetRemote.class)).extracting(SetRemote::type, SetRemote::sdp).containsExactly(SdpType.ANSWER, Scene.SDP);
        Scene.remoteSet(stage);

        assertThat(stage.commands(RefuseReinvite.class)).isEmpty();
        assertThat(stage.commands(Acknowledge.class)).isEmpty();
        exchanged(stage);
        assertThat(stage.result(next)).isTrue();
    }

    @Scenario
    void anAckWithoutTheAnswerToOurOfferLeavesWhatWasAgreed(LaneHarness stage) {
        Scene.inCall(stage).forget();
        reinvited(stage, Optional.empty());
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage), Optional.empty()));

        assertThat(stage.commands(Rollback.class)).hasSize(1);
        assertThat(stage.commands(Terminate.class)).isEmpty();
        CompletionStage<Boolean> next = Scene.call(stage).renegotiate();
        exchanged(stage);
        assertThat(stage.result(next)).isTrue();
    }

    @Scenario
    void anOfferForThemThatTheConnectionIsLostBeforeKeepsNoOthersWaiting(LaneHarness stage) {
        Scene.inCall(stage).forget();
        reinvited(stage, Optional.empty());
        String request = stage.command(CreateOffer.class).request();
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage), Optional.empty()));
        stage.post(new MediaEvent.LocalDescription(Scene.peer(stage), request, SdpType.OFFER, Scene.SDP));

        assertThat(stage.commands(AnswerReinvite.class)).isEmpty();
        CompletionStage<Boolean> next = Scene.call(stage).renegotiate();
        exchanged(stage);
        assertThat(stage.result(next)).isTrue();
    }

    @Scenario
    void anOfferThatCannotBeMadeForThemRefusesTheirReinvite(LaneHarness stage) {
        Scene.inCall(stage).forget();
        reinvited(stage, Optional.empty());
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), stage.command(CreateOffer.class).request(),
                "createOffer", "busy"));

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(500);
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void aHoldWithoutAnOfferIsToldByTheAnswerOfItsAck(LaneHarness stage) {
        Scene.inCall(stage).forget();
        reinvited(stage, Optional.empty());
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage),
                Optional.of("v=0\r\nm=audio 9 RTP/AVP 0\r\na=sendonly\r\n")));
        Scene.remoteSet(stage);

        assertThat(stage.eventNames()).contains("call:hold");
    }

    /** The ACK of a late offer and a re-INVITE can come in one segment: the answer is still being set. */
    @Scenario
    void aReinviteRightBehindTheAckOfALateOfferIsPutOff(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).answer(Scene.incoming(Optional.empty()), CallParameters.answering());
        stage.settle();
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.DialogConfirmed(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP)));
        reinvited(stage, Optional.of(Scene.SDP));

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(491);
        Scene.remoteSet(stage);
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Scenario
    void answersTheServersReinvite(LaneHarness stage) {
        Scene.inCall(stage).forget();
        reinvited(stage, Optional.of(Scene.SDP));
        Scene.remoteSet(stage);
        Scene.described(stage, SdpType.ANSWER);

        assertThat(stage.command(AnswerReinvite.class).answer()).isEqualTo(Scene.SDP);
        assertThat(stage.eventNames()).contains("call:reinvite");
        assertThat(stage.commands(RefuseReinvite.class)).isEmpty();
    }

    @Scenario
    void refusesAReinviteItCannotSetAndGoesOn(LaneHarness stage) {
        Scene.inCall(stage);
        reinvited(stage, Optional.of("nonsense"));
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), stage.command(SetRemote.class).request(),
                "setRemote", "no session description"));

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(488);
        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Scenario
    void refusesAReinviteWhileItOffersItself(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.call(stage).renegotiate();
        stage.settle();
        reinvited(stage, Optional.of(Scene.SDP));

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(491);
    }

    @Scenario
    void answersAReinviteAlsoBeforeTheLaneKnowsThatTheCallIsConfirmed(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        Scene.answered(stage);
        reinvited(stage, Optional.of(Scene.SDP));
        Scene.remoteSet(stage);
        Scene.described(stage, SdpType.ANSWER);

        assertThat(stage.commands(RefuseReinvite.class)).isEmpty();
        assertThat(stage.commands(AnswerReinvite.class)).hasSize(1);
    }

    @Scenario
    void tellsWhenTheOtherSideHoldsTheCall(LaneHarness stage) {
        Scene.inCall(stage);
        for (String direction : List.of("sendonly", "inactive", "sendrecv")) {
            reinvited(stage, Optional.of("v=0\r\nm=audio 9 RTP/AVP 0\r\na=" + direction + "\r\nm=video 0 RTP/AVP 96\r\n"));
            Scene.remoteSet(stage);
            Scene.described(stage, SdpType.ANSWER);
        }

        assertThat(stage.events().stream().filter(event -> event instanceof CallEvent.Hold || event instanceof CallEvent.Unhold)
                .map(event -> event.name())).containsExactly("call:hold", "call:unhold");
    }

    @Scenario
    void aHoldThatIsRefusedIsNone(LaneHarness stage) {
        Scene.inCall(stage);
        reinvited(stage, Optional.of("v=0\r\nm=audio 9 RTP/AVP 0\r\na=inactive\r\n"));
        stage.post(
                new MediaEvent.PeerCommandFailed(Scene.peer(stage), stage.command(SetRemote.class).request(), "setRemote", "it is broken"));

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(488);
        assertThat(stage.eventNames()).doesNotContain("call:hold");
    }

    @Scenario
    void anOfferByUpdateIsToldAsSuch(LaneHarness stage) {
        Scene.inCall(stage);
        stage.forget().post(new SipEvent.ReinviteReceived(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP),
                List.of(new Header("CSeq", "7 UPDATE"))));

        assertThat(stage.eventNames()).contains("call:update").doesNotContain("call:reinvite");
    }

    private static void reinvited(LaneHarness stage, Optional<String> offer) {
        stage.post(new SipEvent.ReinviteReceived(Scene.UA, Scene.dialog(stage), offer, List.of()));
    }

    private static void reanswered(LaneHarness stage) {
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP)));
    }

    private static void exchanged(LaneHarness stage) {
        Scene.described(stage, SdpType.OFFER);
        reanswered(stage);
        Scene.remoteSet(stage);
    }
}
