/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.Close;
import org.sipconnector.testkit.RecordedMedia.CreateAnswer;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Accept;
import org.sipconnector.testkit.RecordedSip.Reject;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.Scenario;

class IncomingCallTest {

    private static final DialogId DIALOG = new DialogId("incoming-1");

    @Scenario
    void answersWithTracksAndHeadersOnceTheOfferIsSet(LaneHarness stage) {
        CompletionStage<PeerId> peer = answering(stage, Optional.of(Scene.SDP));
        assertThat(tracks(stage)).containsExactly("audio", "video");
        Scene.remoteSet(stage);
        Scene.described(stage, SdpType.ANSWER);
        assertThat(stage.command(Accept.class)).isEqualTo(new Accept(DIALOG, Scene.SDP, List.of(new Header("X-Mine", "1"))));
        assertThat(stage.pending(peer)).isTrue();
        stage.post(new SipEvent.DialogConfirmed(Scene.UA, DIALOG));

        assertThat(stage.result(peer)).isEqualTo(Scene.peer(stage));
        assertThat(Scene.call(stage).snapshot().number()).contains("2000");
        assertThat(Scene.call(stage).snapshot().parties().answering()).isTrue();
        assertThat(stage.events(CallEvent.StartCall.class).get(0).answering()).isTrue();
        assertThat(stage.eventNames()).containsSubsequence("call:start-call", "call:peerconnection", "call:accepted",
                "call:peerconnection:confirmed", "call:confirmed");
    }

    @Scenario
    void answersALateOfferWithItsOwn(LaneHarness stage) {
        CompletionStage<PeerId> peer = answering(stage, Optional.empty());
        Scene.described(stage, SdpType.OFFER);
        assertThat(stage.commands(Accept.class)).hasSize(1);
        stage.post(new SipEvent.DialogConfirmed(Scene.UA, DIALOG, Optional.of(Scene.SDP)));
        assertThat(stage.pending(peer)).isTrue();
        Scene.remoteSet(stage);

        assertThat(stage.result(peer)).isNotNull();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Scenario
    void aLateOfferWithoutAnAnswerEndsTheCall(LaneHarness stage) {
        CompletionStage<PeerId> peer = answering(stage, Optional.empty());
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.DialogConfirmed(Scene.UA, DIALOG));
        stage.post(new SipEvent.DialogEnded(Scene.UA, DIALOG, SipFailure.local(SipCause.BAD_MEDIA_DESCRIPTION)));

        assertThat(cause(stage.failure(peer))).isEqualTo(SipCause.BAD_MEDIA_DESCRIPTION);
    }

    @Scenario
    void anOfferThatCannotBeSetIsRefusedWith488(LaneHarness stage) {
        CompletionStage<PeerId> peer = answering(stage, Optional.of("nonsense"));
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), stage.command(SetRemote.class).request(),
                "setRemote", "no session description"));
        assertThat(stage.command(Reject.class)).extracting(Reject::dialog, Reject::status).containsExactly(DIALOG, 488);
        stage.post(new SipEvent.DialogFailed(Scene.UA, DIALOG, SipFailure.local(SipCause.REJECTED)));

        assertThat(cause(stage.failure(peer))).isEqualTo(SipCause.BAD_MEDIA_DESCRIPTION);
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IDLE);
    }

    @Scenario
    void aSourceOfThisSidesThatIsMissingIsNoFaultOfTheCallersOffer(LaneHarness stage) {
        CompletionStage<PeerId> peer = answering(stage, Optional.of(Scene.SDP));
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), "video", stage.command(SetRemote.class).request(),
                "setRemote", "file:/missing.y4m: there is no such file"));

        assertThat(stage.failure(peer)).hasMessageContaining("file:/missing.y4m");
        assertThat(stage.commands(Reject.class)).as("refusals").isEmpty();
        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(stage.commands(Close.class)).hasSize(1);
        assertThat(stage.events(CallEvent.SourceFailed.class)).extracting(CallEvent.SourceFailed::transceiver).containsExactly("video");
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IDLE);
    }

    @Scenario
    void aCallerThatGivesUpEndsTheAnswering(LaneHarness stage) {
        CompletionStage<PeerId> peer = answering(stage, Optional.of(Scene.SDP));
        PeerId opened = Scene.peer(stage);
        stage.post(new SipEvent.DialogFailed(Scene.UA, DIALOG, new SipFailure(
                Originator.REMOTE, SipCause.CANCELED, 487, "Request Terminated", List.of())));

        assertThat(cause(stage.failure(peer))).isEqualTo(SipCause.CANCELED);
        assertThat(stage.command(Close.class).peer()).isEqualTo(opened);
        assertThat(stage.eventNames()).contains("call:ended:fromserver");
    }

    @Scenario
    void hangingUpBeforeTheAnswerIsSentEndsTheRingingSession(LaneHarness stage) {
        CompletionStage<PeerId> peer = answering(stage, Optional.of(Scene.SDP));
        CompletionStage<Void> ended = Scene.call(stage).endCall();
        stage.settle();
        Scene.remoteSet(stage);
        assertThat(stage.commands(CreateAnswer.class)).isEmpty();
        assertThat(stage.command(Terminate.class)).extracting(Terminate::dialog, Terminate::cause).containsExactly(DIALOG, SipCause.CANCELED);
        stage.post(new SipEvent.DialogFailed(Scene.UA, DIALOG, SipFailure.local(SipCause.CANCELED)));

        stage.result(ended);
        assertThat(cause(stage.failure(peer))).isEqualTo(SipCause.CANCELED);
    }

    private static CompletionStage<PeerId> answering(LaneHarness stage, Optional<String> offer) {
        Scene.connected(stage);
        CompletionStage<PeerId> peer = Scene.call(stage).answer(new RingingInvite(Scene.UA, DIALOG, "2000", offer),
                CallParameters.answering().withHeaders(List.of(new Header("X-Mine", "1"))));
        stage.settle();
        return peer;
    }

    private static List<String> tracks(LaneHarness stage) {
        return stage.command(SetRemote.class).answering().stream().map(TransceiverSettings::name).toList();
    }

    private static SipCause cause(Throwable error) {
        return ((CallFailedException) error).failure().cause();
    }
}
