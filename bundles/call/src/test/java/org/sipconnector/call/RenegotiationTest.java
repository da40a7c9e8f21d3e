/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.Rollback;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.AnswerReinvite;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Reinvite;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.RecordedSip.Update;
import org.sipconnector.testkit.Scenario;

class RenegotiationTest {

    @Scenario
    void offersAppliesTheAnswerAndAcknowledges(LaneHarness stage) {
        Scene.inCall(stage).forget();
        CompletionStage<Boolean> done = Scene.call(stage)
                .renegotiate(RenegotiationOptions.STANDARD.withHeaders(List.of(new Header("X-Why", "test"))));
        Scene.described(stage, SdpType.OFFER);
        assertThat(stage.command(Reinvite.class).headers()).isEqualTo(List.of(new Header("X-Why", "test")));
        reanswered(stage);
        assertThat(stage.pending(done)).isTrue();
        Scene.remoteSet(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.commands(Acknowledge.class)).hasSize(1);
    }

    @Scenario
    void restartsIceByReinvite(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.call(stage).restartIce();

        assertThat(stage.command(CreateOffer.class).iceRestart()).isEqualTo(true);
    }

    @Scenario
    void restartsIceByUpdateWithHeadersAndEncodingsOfItsOwn(LaneHarness stage) {
        Scene.inCall(stage).forget();
        List<SendEncoding> encodings = List.of(SendEncoding.STANDARD.withMaxBitrate(300_000));
        CompletionStage<Boolean> done = Scene.call(stage).restartIce(RenegotiationOptions.STANDARD.usingUpdate()
                .withHeaders(List.of(new Header("X-Why", "test"))).withEncodings(encodings));
        Scene.described(stage, SdpType.OFFER);
        assertThat(stage.command(CreateOffer.class).iceRestart()).isEqualTo(true);
        assertThat(stage.commands(SetEncodings.class)).hasSize(2)
                .allSatisfy(command -> assertThat(command.encodings()).isEqualTo(encodings));
        assertThat(stage.command(Update.class).headers()).isEqualTo(List.of(new Header("X-Why", "test")));
        assertThat(stage.commands(Reinvite.class)).isEmpty();
        reanswered(stage);
        Scene.remoteSet(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(Scene.call(stage).snapshot().media().senders()).allSatisfy(
                sender -> assertThat(sender.encodings()).isEqualTo(encodings));
    }

    @Scenario
    void needsAnEstablishedCall(LaneHarness stage) {
        Scene.connected(stage);
        assertThat(stage.failure(Scene.call(stage).renegotiate())).isInstanceOf(NoEstablishedCallException.class)
                .hasMessage("there is no call");
        Scene.call(stage).startCall(CallParameters.to("1000"));

        assertThat(stage.failure(Scene.call(stage).restartIce())).isInstanceOf(NoEstablishedCallException.class);
    }

    @Scenario
    void isNotReadyWhileAnotherGoesOnUnlessItMayWait(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Boolean> first = Scene.call(stage).renegotiate();
        CompletionStage<Boolean> second = Scene.call(stage).renegotiate();
        CompletionStage<Boolean> third = Scene.call(stage).renegotiate(RenegotiationOptions.WAITING);
        assertThat(stage.result(second)).isFalse();
        exchanged(stage);
        assertThat(stage.result(first)).isTrue();
        assertThat(stage.pending(third)).isTrue();
        exchanged(stage);

        assertThat(stage.result(third)).isTrue();
        assertThat(stage.commands(Reinvite.class)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"408", "481"})
    void aSessionThatIsGoneEndsTheCall(int status) {
        LaneHarness stage = Scene.inCall(new LaneHarness());
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        refused(stage, status);

        assertThat(stage.failure(done)).isInstanceOfSatisfying(CallFailedException.class,
                error -> assertThat(error.failure().status()).isEqualTo(status));
        assertThat(stage.command(Terminate.class)).extracting(Terminate::cause, Terminate::reason).containsExactly(SipCause.WEBRTC_ERROR,
                Optional.of("SIP ;cause=500 ;text=\"Media Renegotiation Failed\""));
    }

    @ParameterizedTest
    @CsvSource({"400", "403", "404", "415", "420", "480", "486", "488", "500", "503", "580", "600", "603", "606"})
    void aRefusedChangeLeavesTheCallAsItWas(int status) {
        LaneHarness stage = Scene.inCall(new LaneHarness()).forget();
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        CompletionStage<Boolean> waiting = Scene.call(stage).renegotiate(RenegotiationOptions.WAITING);
        refused(stage, status);

        assertThat(stage.failure(done)).isInstanceOfSatisfying(CallFailedException.class,
                error -> assertThat(error.failure().status()).isEqualTo(status));
        assertThat(stage.commands(Rollback.class)).hasSize(1);
        assertThat(stage.commands(Terminate.class)).isEmpty();
        exchanged(stage);
        assertThat(stage.result(waiting)).isTrue();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Test
    void aSuccessWithoutAnAnswerLeavesTheCallAsItWas() {
        LaneHarness stage = Scene.inCall(new LaneHarness()).forget();
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage), Optional.empty()));

        assertThat(stage.failure(done)).isInstanceOf(CallFailedException.class).hasMessageContaining("no answer");
        assertThat(stage.commands(Rollback.class)).hasSize(1);
        assertThat(stage.commands(Acknowledge.class)).hasSize(1);
        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Scenario
    void encodingsOfARefusedChangeAreGivenBack(LaneHarness stage) {
        Scene.inCall(stage);
        List<CallSender> before = Scene.call(stage).snapshot().media().senders();
        stage.forget();
        Scene.call(stage).restartIce(RenegotiationOptions.STANDARD.withEncodings(
                List.of(SendEncoding.STANDARD.withMaxBitrate(300_000))));
        stage.settle();
        int set = stage.commands(SetEncodings.class).size();
        refused(stage, 503);

        assertThat(stage.commands(SetEncodings.class)).hasSize(2 * set);
        assertThat(Scene.call(stage).snapshot().media().senders()).isEqualTo(before);
    }

    /** The other side's re-INVITE has reached the SIP layer, its event still waits on the lane. */
    @Scenario
    void anOfferRefusedHereIsMadeAgainAndEndsNothing(LaneHarness stage) {
        Scene.inCall(stage).random(0);
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        reinvited(stage, Optional.of(Scene.SDP));
        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(491);
        notOurTurn(stage);
        assertThat(stage.commands(Rollback.class)).hasSize(1);
        assertThat(stage.pending(done)).isTrue();
        stage.advance(Duration.ofMillis(2100));
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void anOfferThatIsNeverItsTurnIsGivenUpAndTheCallGoesOn(LaneHarness stage) {
        Scene.inCall(stage).random(0);
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        for (int i = 0; i < 6; i++) {
            Scene.described(stage, SdpType.OFFER);
            notOurTurn(stage);
            stage.advance(Duration.ofMillis(2100));
        }

        assertThat(stage.failure(done)).isInstanceOf(CallFailedException.class);
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void theOtherSidesOfferGoesFirstWhileOursWaitsToBeTriedAgain(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        refused(stage, 491);
        reinvited(stage, Optional.of(Scene.SDP));
        Scene.remoteSet(stage);
        Scene.described(stage, SdpType.ANSWER);
        assertThat(stage.commands(AnswerReinvite.class)).hasSize(1);
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.commands(RefuseReinvite.class)).isEmpty();
    }

    @Scenario
    void offersOfAnAnsweredCallWaitForItsAck(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).answer(Scene.incoming(Optional.of(Scene.SDP)), CallParameters.answering());
        stage.settle();
        Scene.remoteSet(stage);
        Scene.described(stage, SdpType.ANSWER);
        stage.forget();
        CompletionStage<Boolean> done = Scene.call(stage).restartIce();
        stage.settle();
        assertThat(stage.commands(CreateOffer.class)).isEmpty();
        Scene.confirmed(stage);
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
    }

    /** It comes back with the next connection, or the SIP foundation tells that the other side has dropped it. */
    @Scenario
    void anOfferLostWithTheConnectionDoesNotEndTheCall(LaneHarness stage) {
        Scene.inCall(stage).forget();
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteFailed(Scene.UA, Scene.dialog(stage),
                SipFailure.system(SipCause.CONNECTION_ERROR, "not connected")));

        assertThat(stage.failure(done)).isInstanceOfSatisfying(CallFailedException.class,
                error -> assertThat(error.failure().cause()).isEqualTo(SipCause.CONNECTION_ERROR));
        assertThat(stage.commands(Rollback.class)).hasSize(1);
        assertThat(stage.commands(Terminate.class)).isEmpty();
        CompletionStage<Boolean> next = Scene.call(stage).renegotiate();
        exchanged(stage);
        assertThat(stage.result(next)).isTrue();
    }

    @Scenario
    void anOfferNobodyAnswersEndsTheCallAsTheNetworksDoing(LaneHarness stage) {
        Scene.inCall(stage).forget();
        Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        SipFailure silence = SipFailure.system(SipCause.REQUEST_TIMEOUT, "no answer");
        stage.post(new SipEvent.ReinviteFailed(Scene.UA, Scene.dialog(stage), silence));
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.WEBRTC_ERROR)));

        assertThat(stage.events(CallEvent.Ended.class)).extracting(CallEvent.Ended::end).containsExactly(silence);
    }

    @Scenario
    void anAnswerThatIsMissingOrCannotBeSetEndsTheCall(LaneHarness stage) {
        Scene.inCall(stage).forget();
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        reanswered(stage);
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), stage.command(SetRemote.class).request(),
                "setRemote", "the answer refuses every media line"));

        assertThat(stage.failure(done)).hasMessageContaining("refuses every media line");
        assertThat(stage.commands(Acknowledge.class)).hasSize(1);
        assertThat(stage.commands(Terminate.class)).hasSize(1);
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.WEBRTC_ERROR)));
        assertThat(stage.events(CallEvent.Ended.class)).extracting(ended -> ended.end().reason())
                .containsExactly("the answer refuses every media line");
    }

    @Scenario
    void offersThatMeetAreTriedAgainLater(LaneHarness stage) {
        Scene.inCall(stage).random(0.5);
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteFailed(Scene.UA, Scene.dialog(stage),
                SipFailure.response(491, "Request Pending", List.of())));
        assertThat(stage.commands(Rollback.class)).hasSize(1);
        int offers = stage.commands(CreateOffer.class).size();
        stage.advance(Duration.ofMillis(3049));
        assertThat(stage.commands(CreateOffer.class)).hasSize(offers);
        stage.advance(Duration.ofMillis(1));
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void anOfferThatCannotBeMadeLeavesTheCallAsItIs(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        stage.settle();
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), stage.command(CreateOffer.class).request(),
                "createOffer", "busy"));

        assertThat(stage.failure(done)).hasMessageContaining("busy");
        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(stage.eventNames()).contains("call:peerconnection:createofferfailed");
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Scenario
    void theEndOfTheCallFailsAllThatWait(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<Boolean> first = Scene.call(stage).renegotiate();
        CompletionStage<Boolean> second = Scene.call(stage).renegotiate(RenegotiationOptions.WAITING);
        stage.settle();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.TERMINATED)));

        assertThat(stage.failure(first)).isInstanceOf(CallFailedException.class);
        assertThat(stage.failure(second)).isInstanceOf(CallFailedException.class);
    }

    private static void reinvited(LaneHarness stage, Optional<String> offer) {
        stage.post(new SipEvent.ReinviteReceived(Scene.UA, Scene.dialog(stage), offer, List.of()));
    }

    private static void reanswered(LaneHarness stage) {
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP)));
    }

    private static void refused(LaneHarness stage, int status) {
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteFailed(Scene.UA, Scene.dialog(stage), SipFailure.response(status, "No", List.of())));
    }

    private static void notOurTurn(LaneHarness stage) {
        stage.post(new SipEvent.ReinviteFailed(Scene.UA, Scene.dialog(stage),
                new SipFailure(Originator.LOCAL, SipCause.DIALOG_ERROR, 0, "another offer is pending", List.of())));
    }

    private static void exchanged(LaneHarness stage) {
        Scene.described(stage, SdpType.OFFER);
        reanswered(stage);
        Scene.remoteSet(stage);
    }
}
