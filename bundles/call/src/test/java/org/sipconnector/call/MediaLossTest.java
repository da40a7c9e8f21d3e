/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.LineBlueprint;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedHttp.Cancel;
import org.sipconnector.testkit.RecordedHttp.Send;
import org.sipconnector.testkit.RecordedMedia.CollectStatistics;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.Reopen;
import org.sipconnector.testkit.RecordedMedia.Rollback;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Acknowledge;
import org.sipconnector.testkit.RecordedSip.Invite;
import org.sipconnector.testkit.RecordedSip.RefuseReinvite;
import org.sipconnector.testkit.RecordedSip.Reinvite;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.Scenario;

/** The media engine dies or is replaced while a call goes on. */
class MediaLossTest {

    private static final LocalTrack CAMERA = new LocalTrack("camera", MediaKind.VIDEO, "pattern");
    private static final PeerConnectionState BLUEPRINT = new PeerConnectionState(List.of(line("video", CAMERA),
            line("presentation", new LocalTrack("slides", MediaKind.VIDEO, "pattern"))), "v=0\r\n");

    @Scenario
    void thePeerConnectionIsMadeAgainAndOffered(LaneHarness stage) {
        Scene.inCall(stage).forget();
        lost(stage);
        assertThat(stage.commandTypes()).containsExactly(Reopen.class, CreateOffer.class);
        PeerConnectionState blueprint = stage.command(Reopen.class).blueprint();
        assertThat(blueprint.agreed()).isEqualTo(BLUEPRINT.agreed());
        assertThat(blueprint.lines()).hasSize(2);
        assertThat(blueprint.lines().get(1)).as("the presentation's line").isEqualTo(BLUEPRINT.lines().get(1));
        assertThat(stage.command(Reopen.class).peer()).isEqualTo(Scene.peer(stage));
        assertThat(stage.command(Reopen.class).settings().gatheringWanted()).isTrue();
        exchanged(stage);
        connected(stage);

        assertThat(stage.eventNames()).containsSubsequence("call:media-lost", "call:media-restored");
        assertThat(stage.commands(Acknowledge.class)).hasSize(1);
        assertThat(stage.timers()).isZero();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Scenario
    void whatWasAskedOfTheDyingEngineIsAskedOfTheNext(LaneHarness stage) {
        LocalTrack other = new LocalTrack("other", MediaKind.VIDEO, "black");
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withStream(new LocalStream("s", List.of(CAMERA))));
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);
        Scene.call(stage).replaceMediaStream(new LocalStream("s", List.of(other)), ReplaceOptions.STANDARD);
        stage.settle();
        lost(stage);

        assertThat(stage.command(Reopen.class).blueprint().lines())
                .extracting(line -> line.settings().track().orElseThrow().id()).containsExactly("other", "slides");
    }

    @Scenario
    void mediaThatDoesNotComeBackInTimeEndsTheCallAsNobodysWish(LaneHarness stage) {
        Scene.inCall(stage);
        lost(stage);
        exchanged(stage);
        stage.advance(Restoring.WITHIN.minusMillis(1));
        assertThat(stage.commands(Terminate.class)).isEmpty();
        stage.advance(Duration.ofMillis(1));
        assertThat(stage.command(Terminate.class).cause()).isEqualTo(SipCause.INTERNAL_ERROR);
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.INTERNAL_ERROR)));

        SipFailure end = stage.events(CallEvent.Ended.class).get(0).end();
        assertThat(end.originator()).isEqualTo(Originator.SYSTEM);
        assertThat(end.reason()).contains("20 s");
    }

    @Scenario
    void aCallWithoutAnyMediaAgreedNeedNotConnect(LaneHarness stage) {
        Scene.inCall(stage);
        lost(stage);
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage),
                Optional.of("v=0\r\na=inactive\r\nm=audio 9 RTP/AVP 0\r\nm=video 0 RTP/AVP 96\r\na=sendrecv\r\n")));
        Scene.remoteSet(stage);
        stage.advance(Restoring.WITHIN);

        assertThat(stage.eventNames()).containsOnlyOnce("call:media-restored");
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void whatCannotBeMadeAgainEndsTheCall(LaneHarness stage) {
        Scene.inCall(stage);
        lost(stage);
        stage.post(new MediaEvent.MediaEngineLost(Scene.peer(stage), "crashed"));
        assertThat(stage.commands(Terminate.class)).hasSize(1);
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.INTERNAL_ERROR)));

        assertThat(stage.events(CallEvent.Ended.class).get(0).end().reason()).contains("crashed");
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aCallNobodyHasHeardOfYetIsMadeWithTheNextEngine(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> call = Scene.call(stage).startCall(CallParameters.to("1000"));
        stage.settle();
        lost(stage);
        assertThat(stage.commands(Reopen.class)).hasSize(1);
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);

        assertThat(stage.result(call)).isEqualTo(Scene.peer(stage));
        assertThat(stage.commands(Invite.class)).hasSize(1);
        assertThat(stage.events(CallEvent.MediaLost.class)).isEmpty();
    }

    @Scenario
    void theAnswerToAnInviteOfTheLostEngineIsVoidAndAnOfferIsMadeByTheNext(LaneHarness stage) {
        CompletionStage<PeerId> call = ringing(stage);
        lost(stage);
        assertThat(stage.commandTypes()).containsExactly(Reopen.class);
        stage.post(new SipEvent.DialogProgress(Scene.UA, Scene.dialog(stage), 183, "Session Progress", Optional.of(Scene.SDP), List.of()));
        answeredInvite(stage);
        assertThat(stage.commands(SetRemote.class)).isEmpty();
        assertThat(stage.commands(Acknowledge.class)).hasSize(1);
        Scene.confirmed(stage);
        assertThat(stage.result(call)).isEqualTo(Scene.peer(stage));
        exchanged(stage);
        connected(stage);

        assertThat(stage.commands(Reinvite.class)).hasSize(1);
        assertThat(stage.eventNames()).containsSubsequence("call:media-lost", "call:accepted", "call:confirmed", "call:media-restored");
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void theAnswerThatWasBeingSetWhenTheEngineWasLostIsAcknowledgedAndAnOfferIsMadeByTheNext(LaneHarness stage) {
        CompletionStage<PeerId> call = ringing(stage);
        answeredInvite(stage);
        lost(stage);
        assertThat(stage.commandTypes()).containsSubsequence(SetRemote.class, Reopen.class, Acknowledge.class, CreateOffer.class);
        Scene.confirmed(stage);
        assertThat(stage.result(call)).isEqualTo(Scene.peer(stage));
        exchanged(stage);
        connected(stage);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void anInviteOfTheLostEngineThatIsRefusedEndsTheCallAsEver(LaneHarness stage) {
        CompletionStage<PeerId> call = ringing(stage);
        lost(stage);
        stage.post(new SipEvent.DialogFailed(Scene.UA, Scene.dialog(stage), SipFailure.response(486, "Busy Here", List.of())));

        assertThat(stage.failure(call)).hasMessageContaining("486");
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IDLE);
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void anInviteWhoseEngineIsLostTwiceIsTakenBack(LaneHarness stage) {
        CompletionStage<PeerId> call = ringing(stage);
        lost(stage);
        stage.post(new MediaEvent.MediaEngineLost(Scene.peer(stage), "crashed again"));
        stage.post(new SipEvent.DialogFailed(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.CANCELED)));

        assertThat(stage.commands(Reopen.class)).hasSize(1);
        assertThat(stage.failure(call)).hasMessageContaining("the media engine was lost");
    }

    private static CompletionStage<PeerId> ringing(LaneHarness stage) {
        Scene.connected(stage);
        CompletionStage<PeerId> call = Scene.call(stage).startCall(CallParameters.to("1000"));
        Scene.invited(stage);
        stage.forget();
        return call;
    }

    private static void answeredInvite(LaneHarness stage) {
        stage.post(new SipEvent.DialogAnswered(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP), List.of()));
    }

    @Scenario
    void anOfferThatWasBeingMadeIsMadeByTheNextEngine(LaneHarness stage) {
        Scene.inCall(stage).forget();
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        stage.settle();
        lost(stage);
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.commands(Reinvite.class)).hasSize(1);
    }

    @Scenario
    void theAnswerToAnOfferOfTheLostEngineIsVoidAndTheOfferIsMadeAgain(LaneHarness stage) {
        Scene.inCall(stage).forget();
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        lost(stage);
        assertThat(stage.commands(CreateOffer.class)).hasSize(1);
        reanswered(stage);
        assertThat(stage.commands(SetRemote.class)).isEmpty();
        assertThat(stage.pending(done)).isTrue();
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.commands(Reinvite.class)).hasSize(2);
        assertThat(stage.commands(Acknowledge.class)).hasSize(2);
    }

    @Scenario
    void aVoidOfferThatMetAnotherIsMadeAgainLaterAndNotRolledBack(LaneHarness stage) {
        Scene.inCall(stage).forget().random(0);
        Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        lost(stage);
        stage.post(new SipEvent.ReinviteFailed(Scene.UA, Scene.dialog(stage),
                SipFailure.response(491, "Request Pending", List.of())));
        assertThat(stage.commands(Rollback.class)).isEmpty();
        assertThat(stage.commands(CreateOffer.class)).hasSize(1);
        stage.advance(Duration.ofMillis(2100));
        exchanged(stage);
        connected(stage);

        assertThat(stage.commands(Reinvite.class)).hasSize(2);
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void aVoidOfferThatIsRefusedIsMadeAgainAtOnce(LaneHarness stage) {
        Scene.inCall(stage).forget();
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        lost(stage);
        refused(stage, 488);
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.commands(Rollback.class)).isEmpty();
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void aVoidOfferToASessionThatIsNoMoreEndsTheCall(LaneHarness stage) {
        Scene.inCall(stage).forget();
        Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        lost(stage);
        refused(stage, 481);

        assertThat(stage.commands(Terminate.class)).hasSize(1);
    }

    @Scenario
    void anAnswerThatWasBeingSetIsAcknowledgedAndTheOfferMadeAgain(LaneHarness stage) {
        Scene.inCall(stage).forget();
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        Scene.described(stage, SdpType.OFFER);
        reanswered(stage);
        lost(stage);
        assertThat(stage.commands(Acknowledge.class)).hasSize(1);
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.commands(Acknowledge.class)).hasSize(2);
    }

    @Scenario
    void theServersOfferThatWasBeingAnsweredIsPutOff(LaneHarness stage) {
        Scene.inCall(stage).forget();
        stage.post(new SipEvent.ReinviteReceived(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP), List.of()));
        lost(stage);

        assertThat(stage.command(RefuseReinvite.class).status()).isEqualTo(491);
        exchanged(stage);
        connected(stage);
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void anExchangeThatWaitsDoesForTheLoss(LaneHarness stage) {
        Scene.inCall(stage).forget();
        stage.post(new SipEvent.ReinviteReceived(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP), List.of()));
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate(RenegotiationOptions.WAITING);
        stage.settle();
        lost(stage);
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.commands(CreateOffer.class)).hasSize(1);
    }

    @Scenario
    void mediaThatIsRefusedWhileItComesBackEndsTheCallAtOnce(LaneHarness stage) {
        Scene.inCall(stage);
        lost(stage);
        exchanged(stage);
        stage.post(new MediaEvent.PeerStateChanged(Scene.peer(stage), PeerState.FAILED));

        assertThat(stage.command(Terminate.class).cause()).isEqualTo(SipCause.RTP_TIMEOUT);
    }

    @Scenario
    void portsThatWereAskedOfTheLostEngineAreNotWaitedForForEver(LaneHarness stage) {
        Scene.inCall(stage);
        CompletionStage<List<Integer>> lost = Scene.call(stage).localPorts();
        stage.settle();
        stage.advance(Duration.ofSeconds(5));
        assertThat(stage.result(lost)).isEmpty();
        CompletionStage<List<Integer>> refused = Scene.call(stage).localPorts();
        stage.settle();
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), stage.command(CollectStatistics.class).request(),
                "collectStatistics", "closed"));

        assertThat(stage.result(refused)).isEmpty();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aSpectatorsPeerConnectionIsMadeAgainAndOfferedOverHttps(LaneHarness stage) {
        RecvScene.watching(stage);
        PeerId peer = RecvScene.peer(stage);
        stage.post(new MediaEvent.MediaEngineLost(peer, "crashed", Optional.of(BLUEPRINT)));
        assertThat(stage.command(Reopen.class).peer()).isEqualTo(peer);
        assertThat(stage.command(Reopen.class).settings().gatheringWanted()).isFalse();
        RecvScene.negotiated(stage);

        assertThat(stage.commands(Send.class)).hasSize(1);
        assertThat(RecvScene.peer(stage)).isEqualTo(peer);
        assertThat(RecvScene.session(stage).started()).isTrue();
        assertThat(RecvScene.recvEvents(stage)).isEmpty();
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aSpectatorsStartGoesOnWithTheNextEngine(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);
        stage.post(new MediaEvent.MediaEngineLost(RecvScene.peer(stage), "crashed", Optional.of(BLUEPRINT)));
        assertThat(stage.commands(Cancel.class)).as("the former offer").hasSize(1);
        RecvScene.negotiated(stage);
        RecvScene.tracks(stage);

        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-session-started");
    }

    private static LineBlueprint line(String name, LocalTrack track) {
        return new LineBlueprint(TransceiverSettings.sending(name, track, "s", Direction.SENDRECV), Optional.of("0"),
                Optional.of(track.id()), List.of());
    }

    private static void lost(LaneHarness stage) {
        stage.post(new MediaEvent.MediaEngineLost(Scene.peer(stage), "crashed", Optional.of(BLUEPRINT)));
    }

    private static void connected(LaneHarness stage) {
        stage.post(new MediaEvent.PeerStateChanged(Scene.peer(stage), PeerState.CONNECTED));
    }

    private static void refused(LaneHarness stage, int status) {
        stage.post(new SipEvent.ReinviteFailed(Scene.UA, Scene.dialog(stage), SipFailure.response(status, "No", List.of())));
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
