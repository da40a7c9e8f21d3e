/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.CreateAnswer;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.Reopen;
import org.sipconnector.testkit.RecordedMedia.Rollback;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.AnswerReinvite;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Reinvite;
import org.sipconnector.testkit.Scenario;

/** The called one answers our offer early, and offers something else before it accepts (RFC 3311 section 5.2). */
class EarlyOfferTest {

    private static final String THEIRS = Scene.SDP + "a=x-early\r\n";
    private static final String ANOTHER = Scene.SDP + "a=x-another\r\n";

    private static CompletionStage<PeerId> answeredEarly(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        stage.post(new SipEvent.DialogProgress(Scene.UA, Scene.dialog(stage), 183, "Session Progress", Optional.of(Scene.SDP), List.of()));
        Scene.remoteSet(stage);
        return peer;
    }

    private static void offered(LaneHarness stage) {
        stage.post(new SipEvent.ReinviteReceived(Scene.UA, Scene.dialog(stage), Optional.of(THEIRS), List.of()));
    }

    private static String request(LaneHarness stage) {
        return stage.command(SetRemote.class).request();
    }

    private static void set(LaneHarness stage, SdpType type) {
        stage.post(new MediaEvent.RemoteDescriptionSet(Scene.peer(stage), request(stage), type));
    }

    private static void answerMade(LaneHarness stage) {
        stage.post(new MediaEvent.LocalDescription(Scene.peer(stage), stage.command(CreateAnswer.class).request(), SdpType.ANSWER,
                "our-answer"));
    }

    private static void accepted(LaneHarness stage, String answer) {
        stage.post(new SipEvent.DialogAnswered(Scene.UA, Scene.dialog(stage), Optional.of(answer), List.of()));
    }

    private static List<SdpType> types(LaneHarness stage) {
        return stage.commands(SetRemote.class).stream().map(SetRemote::type).toList();
    }

    @Scenario
    void itsEarlyAnswerHoldsThenAndTheOfferIsAnswered(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        set(stage, SdpType.ANSWER);
        set(stage, SdpType.OFFER);
        answerMade(stage);

        assertThat(types(stage)).containsExactly(SdpType.PRANSWER, SdpType.ANSWER, SdpType.OFFER);
        assertThat(stage.command(AnswerReinvite.class).answer()).isEqualTo("our-answer");
        accepted(stage, Scene.SDP);
        assertThat(types(stage)).hasSize(3);
        assertThat(stage.commands(Acknowledge.class)).hasSize(1);
        Scene.confirmed(stage);
        assertThat(stage.result(peer)).isEqualTo(Scene.peer(stage));
        assertThat(stage.commands(Reinvite.class)).isEmpty();
    }

    @Scenario
    void itMayOfferMoreThanOnce(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        set(stage, SdpType.ANSWER);
        set(stage, SdpType.OFFER);
        answerMade(stage);
        offered(stage);
        set(stage, SdpType.OFFER);
        answerMade(stage);

        assertThat(types(stage)).containsExactly(SdpType.PRANSWER, SdpType.ANSWER, SdpType.OFFER, SdpType.OFFER);
        assertThat(stage.commands(AnswerReinvite.class)).hasSize(2);
        accepted(stage, Scene.SDP);
        Scene.confirmed(stage);
        assertThat(stage.result(peer)).isNotNull();
    }

    @Scenario
    void itMayAcceptWhileItsOfferIsAnswered(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        set(stage, SdpType.ANSWER);
        accepted(stage, Scene.SDP);
        assertThat(stage.commands(Acknowledge.class)).isEmpty();
        set(stage, SdpType.OFFER);
        answerMade(stage);

        assertThat(stage.commandTypes()).containsSubsequence(AnswerReinvite.class, Acknowledge.class);
        Scene.confirmed(stage);
        assertThat(stage.result(peer)).isNotNull();
    }

    @Scenario
    void whoAcceptsInItsPlaceIsOfferedAllAnew(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        set(stage, SdpType.ANSWER);
        set(stage, SdpType.OFFER);
        answerMade(stage);
        accepted(stage, ANOTHER);
        Scene.confirmed(stage);

        assertThat(stage.result(peer)).isNotNull();
        assertThat(types(stage)).containsExactly(SdpType.PRANSWER, SdpType.ANSWER, SdpType.OFFER);
        assertThat(stage.command(CreateOffer.class).iceRestart()).as("with new ICE credentials").isEqualTo(true);
    }

    @Scenario
    void anOfferThatCannotBeSetIsRefusedAndTheCallGoesOn(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        set(stage, SdpType.ANSWER);
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), request(stage), "setRemote", "no common codec"));

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(488);
        accepted(stage, Scene.SDP);
        Scene.confirmed(stage);
        assertThat(stage.result(peer)).isNotNull();
    }

    @Scenario
    void anEarlyAnswerThatCannotHoldLeavesItToTheFinalOne(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), request(stage), "setRemote", "it is broken"));

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(488);
        accepted(stage, Scene.SDP);
        assertThat(stage.command(SetRemote.class).type()).isEqualTo(SdpType.ANSWER);
        Scene.remoteSet(stage);
        Scene.confirmed(stage);
        assertThat(stage.result(peer)).isNotNull();
    }

    @Scenario
    void anAnswerThatCannotBeMadeIsAFaultOfOurs(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        set(stage, SdpType.ANSWER);
        set(stage, SdpType.OFFER);
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), request(stage), "createAnswer", "out of memory"));

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(500);
        assertThat(stage.commands(Rollback.class)).hasSize(1);
        accepted(stage, Scene.SDP);
        Scene.confirmed(stage);
        assertThat(stage.result(peer)).isNotNull();
    }

    @Scenario
    void itMayRefuseTheCallWhileItsOfferIsAnswered(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        stage.post(new SipEvent.DialogFailed(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.BUSY)));

        assertThat(stage.failure(peer)).isInstanceOf(CallFailedException.class);
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IDLE);
    }

    @Scenario
    void whoHasNotAnsweredOurOfferIsPutOff(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        offered(stage);

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(491);
    }

    private static void lost(LaneHarness stage) {
        stage.post(new MediaEvent.MediaEngineLost(Scene.peer(stage), "it wants more transports",
                Optional.of(new PeerConnectionState(List.of(), ""))));
    }

    /** So it is with one that bundles nothing: the connection made for our offer has one transport. */
    @Scenario
    void itsOfferIsPutOffWhereTheConnectionIsMadeAgainAndTheCallGoesOn(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        set(stage, SdpType.ANSWER);
        lost(stage);

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(491);
        assertThat(stage.commands(Reopen.class)).hasSize(1);
        accepted(stage, Scene.SDP);
        Scene.confirmed(stage);
        assertThat(stage.result(peer)).isEqualTo(Scene.peer(stage));
        assertThat(stage.commands(CreateOffer.class)).as("all is offered anew").hasSize(2);
    }

    @Scenario
    void itMayHaveAcceptedWhereTheConnectionIsMadeAgain(LaneHarness stage) {
        CompletionStage<PeerId> peer = answeredEarly(stage);
        offered(stage);
        accepted(stage, Scene.SDP);
        lost(stage);
        Scene.confirmed(stage);

        assertThat(stage.result(peer)).isEqualTo(Scene.peer(stage));
        assertThat(stage.commands(Acknowledge.class)).hasSize(1);
        assertThat(stage.commands(CreateOffer.class)).hasSize(2);
    }
}
