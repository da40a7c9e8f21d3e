/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.Jitter;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.callreconnect.CallReconnectManagerFactory;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;

/** What is under way goes on when the state comes from a version that knew less. */
class FormerStatesTest {

    private final LaneHarness stage = new LaneHarness();
    private final WholeConnector all = new WholeConnector(stage);

    @Test
    void tonesOfAFormerVersionAreSentAndToldWhenTheLastOneIsAnswered() {
        all.inCall();
        CompletionStage<Void> sent = all.manager(ServerApiManager.class).sendDtmf("12,");
        stage.advance(World.ROUND_TRIP.plus(World.ROUND_TRIP));
        stage.adoptFromFormer(ServerApiManager.class, FormerStates.Conversation.class);
        assertThat(stage.pending(sent)).isTrue();
        stage.advance(Duration.ofSeconds(1));

        stage.result(sent);
        stage.advance(Duration.ofSeconds(5));
        assertThat(stage.commands(RequestInDialog.class).stream().map(RequestInDialog::request)
                .filter(request -> request.body().filter(body -> body.contentType().contains("dtmf")).isPresent())).hasSize(2);
    }

    @Test
    void aRequestOfAFormerVersionThatMetAnotherIsRefusedAndNotSentAgainWithoutABody() {
        all.inCall();
        all.manners.requests = 491;
        CompletionStage<Void> asked = all.facade().askPermissionToEnableCam();
        stage.settle();
        stage.adoptFromFormer(ServerApiManager.class, FormerStates.Conversation.class);
        stage.advance(Duration.ofSeconds(10));

        stage.result(asked);
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Test
    void aRenegotiationOfAFormerVersionIsFinishedAndAnotherStreamCanFollow() {
        all.inCall();
        CompletionStage<Boolean> renegotiated = all.call().renegotiate(RenegotiationOptions.WAITING);
        stage.advance(Duration.ofMillis(3));
        stage.adoptFromFormer(CallManager.class, FormerStates.Call.class);

        assertThat(all.soon(renegotiated)).isTrue();
        all.soon(all.manager(CallManager.class).replaceMediaStream(Situations.STREAM, ReplaceOptions.STANDARD));
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Test
    void aPresentationThatAFormerVersionBeganIsStartedAndStopped() {
        all.inCall();
        all.enters("600");
        CompletionStage<LocalTrack> started =
                all.manager(PresentationManager.class).startPresentation(PlayStep.screen("a"), PresentationOptions.STANDARD);
        stage.advance(World.ROUND_TRIP.plusMillis(5));
        stage.adoptFromFormer(PresentationManager.class, FormerStates.Presenting.class);

        assertThat(all.soon(started)).isEqualTo(PlayStep.screen("a"));
        assertThat(all.soon(all.manager(PresentationManager.class).stopPresentation())).isEqualTo(Optional.of(PlayStep.screen("a")));
    }

    @Test
    void aCameraThatAFormerVersionBalancedIsBalancedOn() {
        all.inCall();
        all.soon(stage.manager(VideoSendingBalancerManager.class).startBalancing());
        stage.adoptFromFormer(VideoSendingBalancerManager.class, FormerStates.Balancing.class);
        stage.forget();
        PlayStep.PAUSES_THE_CAMERA.act(new Play(all));
        stage.advance(WholeConnector.MOMENT);

        assertThat(stage.commands(SetEncodings.class)).isNotEmpty();
    }

    @Test
    void aConnectionOfAFormerVersionTrustsAsThePlatformDoes() {
        all.connected();
        stage.adoptFromFormer(ConnectionManager.class, FormerStates.Connection.class);

        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().map(used -> used.parameters().target().trust()))
                .contains(TlsTrust.PLATFORM);
        all.soon(all.connector().call(CallParameters.to("600"), false));
    }

    /** As the former version did, it looks once more for a call that was asked for in the same moment. */
    @Test
    void anAttemptThatAFormerVersionBeganToGiveUpIsEnded() {
        Situations.attempting(all);
        CompletableFuture<Void> looks = new CompletableFuture<>();
        stage.install(new FormerRedial(looks));
        stage.post(new FormerRedial.GivesUp());
        stage.install(new CallReconnectManagerFactory(CallReconnectOptions.STANDARD.withJitter(Jitter.NONE)));
        all.manners.obliging();
        CompletionStage<Void> disarmed = all.manager(CallReconnectManager.class).disarm();
        looks.complete(null);
        stage.advance(WholeConnector.MOMENT);

        stage.result(disarmed);
        assertThat(all.sip.dialogs()).as("sessions of the attempt").isEmpty();
        all.soon(all.connector().call(CallParameters.to("601"), true));
    }

    @Test
    void aConnectorOfAFormerVersionGoesOn() {
        all.inCall();
        stage.adoptFromFormer(SipConnector.class, FormerStates.Coordinator.class);
        all.soon(all.connector().hangUp());
        all.soon(all.connector().disconnect());

        assertThat(all.leftovers()).isEmpty();
    }
}
