/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.CallProgressEvent;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.ConnectToServerResult;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.CollectStatistics;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;
import org.sipconnector.testkit.Scenario;

/** What holds in one order holds in another one, of another operation and with other values. */
class OtherOrdersTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final NetworkEvent ONLINE = new NetworkEvent.Online(Set.of("192.0.2.7"));
    private static final NetworkEvent OTHER_ADDRESSES = new NetworkEvent.AddressesChanged(Set.of("192.0.2.8"));

    @Scenario
    void anOfferOfTheServerThatMeetsARestartOfIceEndsNoCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.inRoom(all);
        CompletionStage<Boolean> restarted = all.call().restartIce();
        all.dialog().offered(true);
        stage.advance(LONG);

        assertThat(restarted.toCompletableFuture()).isDone();
        assertThat(all.call().isCallActive()).isTrue();
        assertThat(all.soon(all.call().renegotiate(RenegotiationOptions.WAITING))).isTrue();
    }

    @Scenario
    void anotherScreenThatCannotBeHadLeavesThePresentationToBeEndedAndBegunAgain(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.presenting(all);
        LocalTrack missing = PlayStep.screen("b");
        all.manners.missingSources.add(missing.source());
        CompletionStage<LocalTrack> updated = all.manager(PresentationManager.class).updatePresentation(missing, PresentationOptions.STANDARD);
        stage.advance(LONG);
        all.manners.obliging();
        stage.failure(updated);
        all.soon(all.manager(PresentationManager.class).stopPresentation());

        assertThat(all.soon(all.manager(PresentationManager.class).startPresentation(PlayStep.screen("c"), PresentationOptions.STANDARD)))
                .isEqualTo(PlayStep.screen("c"));
    }

    @Scenario
    void aCallThatCannotBeAnsweredWithoutItsCameraCanBeAnsweredWithIt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.ringing(all);
        all.manners.missingSources.add("pattern:640x360@15");
        CompletionStage<PeerId> first = all.connector().answerToIncomingCall(Situations.FIRST, CallParameters.answering());
        stage.advance(LONG.dividedBy(10));
        all.manners.obliging();
        stage.failure(first);

        all.soon(all.connector().answerToIncomingCall(Situations.FIRST, CallParameters.answering()));
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void aConnectWhoseSupplierIsSilentIsNotSuccessfulWhenItIsGivenUp(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        CompletionStage<ConnectToServerResult> connected = all.facade().connectToServer(CompletableFuture::new, ConnectOptions.STANDARD);
        stage.advance(WholeConnector.MOMENT);
        CompletionStage<Boolean> disconnected = all.facade().disconnectFromServer();
        stage.advance(LONG);

        assertThat(stage.result(connected).successful()).isFalse();
        assertThat(stage.result(disconnected)).isTrue();
        assertThat(all.soon(all.facade().connectToServer(Situations.ANOTHER)).successful()).isTrue();
    }

    @Scenario
    void aSecondCallRingsOnWhileTheFirstIsUpAndCanBeDeclined(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.twoRing(all);
        DialogId second = new DialogId("incoming-2");
        all.soon(all.connector().answerToIncomingCall(Situations.FIRST, CallParameters.answering()));

        assertThat(all.refused(all.facade().answerToIncomingCall(second, CallParameters.answering(), "second")))
                .isInstanceOf(CallInProgressException.class);
        all.soon(all.manager(IncomingCallManager.class).decline(second, 603));
        assertThat(all.sip.dialogs()).extracting(ActingDialog::id).containsExactly(Situations.FIRST);
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void theEndOfAnAnsweredCallDoesNotCloseASession(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.ringing(all);
        all.soon(all.connector().answerToIncomingCall(CallParameters.answering()));
        all.connector().hangUp();
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(Situations.SESSION);
        stage.advance(LONG);

        assertThat(stage.result(session)).isInstanceOf(ConnectAndCallResult.InCall.class);
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
    }

    @Scenario
    void theEndOfACallMadeInPlaceOfAnAttemptIsToldOnce(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.attempting(all);
        all.manners.obliging();
        CompletionStage<PeerId> called = all.facade().callToServer(CallToServerParameters.to("601"), "called");
        stage.advance(LONG);
        stage.result(called);
        Situations.theyHangUp(all);
        stage.advance(LONG);

        assertThat(stage.events(CallProgressEvent.class)).containsExactly(new CallProgressEvent.Before("called", "601"),
                new CallProgressEvent.Succeeded("called", false), new CallProgressEvent.Finished("called"),
                new CallProgressEvent.Ended("called"));
    }

    @Scenario
    void aHostThatIsOfflineWhileASessionCallsCancelsNothingByItself(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.invitations = Manners.RINGING;
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(Situations.SESSION);
        while (all.sip.dialogs().isEmpty()) {
            stage.advance(World.LOOP);
        }
        stage.post(new NetworkEvent.Offline()).advance(LONG);
        all.manners.obliging();
        stage.post(ONLINE).advance(WholeConnector.PATIENCE);

        assertThat(stage.failure(session)).as("that the call was not made, not that it was cancelled").isNotNull();
        all.soon(all.connector().disconnect());
        assertThat(all.leftovers()).isEmpty();
    }

    /** What it is asked for while addresses change twice. */
    @Scenario
    void anotherNetworkIsLookedAtAfterASupplierHasFailedForTheOneBefore(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        List<CompletableFuture<ConnectionParameters>> asked = new ArrayList<>();
        all.manager(AutoConnectorManager.class).start(AutoConnectorParameters.of(() -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }));
        stage.settle();
        asked.get(0).complete(Situations.PARAMETERS);
        stage.advance(WholeConnector.MOMENT);
        all.manners.requests = Manners.SILENT;
        stage.post(OTHER_ADDRESSES).advance(LONG);
        asked.forEach(each -> each.completeExceptionally(new IllegalStateException("no parameters now")));
        stage.settle();
        int before = asked.size();
        all.manners.obliging();
        stage.post(new NetworkEvent.AddressesChanged(Set.of("192.0.2.9"))).advance(LONG);
        asked.forEach(each -> each.complete(Situations.PARAMETERS));
        stage.advance(LONG);
        asked.forEach(each -> each.complete(Situations.PARAMETERS));
        stage.advance(LONG);

        assertThat(asked.size()).as("how often it was asked").isGreaterThan(before);
        assertThat(all.manager(ConnectionManager.class).isRegistered()).isTrue();
    }

    @Scenario
    void whoDisconnectsAnAnsweredCallWhileTheAutoConnectorWaitsForTheNetworkStaysDisconnected(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.manager(AutoConnectorManager.class).start());
        stage.post(new NetworkEvent.Offline()).advance(LONG);
        all.connected();
        all.rings();
        all.soon(all.connector().answerToIncomingCall(CallParameters.answering()));
        CompletionStage<Void> disconnected = all.connector().disconnect();
        stage.post(ONLINE).advance(LONG);

        stage.result(disconnected);
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void tonesThatTheServersEndOfTheCallLeavesUnsentAreNotSentInTheNextCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        CompletionStage<Void> sent = all.manager(ServerApiManager.class).sendDtmf("1,,,,2");
        stage.advance(WholeConnector.MOMENT);
        all.dialog().bye();
        stage.advance(WholeConnector.MOMENT);
        stage.failure(sent);
        all.soon(all.connector().call(Situations.TO_600, false));
        stage.forget();
        stage.advance(LONG);
        assertThat(stage.commands(RequestInDialog.class)).isEmpty();

        CompletionStage<Void> next = all.manager(ServerApiManager.class).sendDtmf("3");
        stage.advance(LONG);
        stage.result(next);
    }

    @Scenario
    void aCameraThatIsPausedInTheNextCallIsPausedThereThoughItWasWhenBalancingEnded(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.inRoom(all);
        VideoSendingBalancerManager balancer = stage.manager(VideoSendingBalancerManager.class);
        all.soon(balancer.startBalancing());
        pauses(all);
        all.soon(balancer.stopBalancing());
        all.soon(all.connector().hangUp());
        all.soon(all.connector().call(Situations.TO_600, false));
        all.enters("600");
        all.soon(balancer.startBalancing());
        stage.forget();
        pauses(all);

        assertThat(stage.commands(SetEncodings.class)).isNotEmpty();
    }

    private static void pauses(WholeConnector all) {
        PlayStep.PAUSES_THE_CAMERA.act(new Play(all));
        all.stage.advance(WholeConnector.MOMENT);
    }

    @Scenario
    void statisticsGoOnThroughRolesThatChangeBeforeTheirTokens(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        for (CallRole role : List.of(CallRole.PARTICIPANT, CallRole.spectator("1", false), CallRole.PARTICIPANT,
                CallRole.spectator("2", false), CallRole.PARTICIPANT)) {
            all.call().setRole(role);
            stage.advance(World.LOOP);
        }
        all.enters("600");
        stage.advance(LONG);
        stage.forget().advance(LONG);

        assertThat(stage.commands(CollectStatistics.class)).isNotEmpty();
    }

    /** The session's first call rings. */
    @Scenario
    void whoConnectsAnotherAccountWhileASessionCallsKeepsIt(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.invitations = Manners.RINGING;
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(Situations.SESSION);
        while (all.sip.dialogs().isEmpty()) {
            stage.advance(World.LOOP);
        }
        CompletionStage<ConnectionConfiguration> connected =
                all.manager(ConnectionQueueManager.class).connect(Situations.ANOTHER, ConnectOptions.STANDARD);
        stage.advance(LONG);

        assertThat(stage.result(connected).user()).isEqualTo(Optional.of("1002"));
        stage.failure(session);
        assertThat(all.manager(ConnectionManager.class).isRegistered()).isTrue();
        assertThat(all.manager(ConnectionManager.class).snapshot().configuration().orElseThrow().user()).hasValue("1002");
        assertThat(all.manager(AutoConnectorManager.class).isActive()).isFalse();
    }
}
