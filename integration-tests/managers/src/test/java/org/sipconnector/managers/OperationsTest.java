/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.NoUserAgentException;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** Operations of connector and facade where all goes well, where they are refused, and where they are given up. */
class OperationsTest {

    private static final RedialPolicy ALWAYS = new RedialPolicy() {
        @Override
        public boolean networkFailure(SipFailure end) {
            return true;
        }
    };

    @Scenario
    void aRegistrationIsGivenUpAndMadeAgain(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.manager(ConnectionManager.class).unregister());
        assertThat(all.facade().isRegistered()).isFalse();
        all.soon(all.manager(ConnectionManager.class).register());
        all.soon(all.manager(ConnectionManager.class).tryRegister());
        assertThat(all.facade().isRegistered()).isTrue();
        all.soon(all.facade().ping());
        all.soon(all.manager(ConnectionManager.class).sendOptions("sip:600@sip.example.org", Optional.empty(), List.of()));
    }

    @Scenario
    void withoutAConnectionRequestsAreRefused(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);

        assertThat(all.refused(all.manager(ConnectionManager.class).register())).isInstanceOf(NoUserAgentException.class);
        assertThat(all.refused(all.facade().ping())).isInstanceOf(NoUserAgentException.class);
        assertThat(all.refused(all.facade().declineToIncomingCall(480))).isInstanceOf(NoIncomingCallException.class);
        assertThat(all.refused(all.manager(ServerApiManager.class).sendDtmf("1"))).isInstanceOf(NoEstablishedCallException.class);
    }

    @Scenario
    void whatIsPresentedIsChangedAndStoppedThroughTheConnector(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        all.enters("600");
        all.soon(all.manager(PresentationManager.class).startPresentation(PlayStep.screen("a"), PresentationOptions.STANDARD));
        all.soon(all.manager(PresentationManager.class).updatePresentation(PlayStep.screen("b"), PresentationOptions.STANDARD));

        assertThat(all.soon(all.manager(PresentationManager.class).stopPresentation())).contains(PlayStep.screen("b"));
        assertThat(all.manager(PresentationManager.class).snapshot().state()).isEqualTo(PresentationState.IDLE);
        assertThat(all.soon(all.facade().stopPresentation())).isEmpty();
    }

    @Scenario
    void aCallsMediaIsReplacedAndToldOf(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        all.soon(all.facade().replaceMediaStream(LocalStream.of("other", Optional.of("silence"), Optional.of("black")),
                ReplaceOptions.STANDARD));
        all.soon(all.facade().sendMediaState(new MediaState(true, true)));
        all.soon(all.manager(ServerApiManager.class).sendDtmf("1"));
        all.soon(all.manager(StreamHealthManager.class).setMinConsecutiveProblemSamplesCount(5));
        all.soon(all.manager(StreamHealthManager.class).setThrottleRecoveryTimeout(Duration.ofSeconds(9)));
        assertThat(all.soon(all.manager(CallManager.class).localPorts())).containsExactly(40_000);
        all.soon(all.connector().hangUp());
        all.soon(all.connector().disconnect());

        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aPolicyOfTheClientDecidesWhatIsRedialled(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.facade().callToServer(CallToServerParameters.to("600").redialling(ALWAYS), "c"));
        all.dialog().bye();
        stage.settle();

        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.BACKOFF);
        stage.advance(Duration.ofSeconds(2));
        assertThat(all.manager(CallManager.class).isCallActive()).isTrue();
        all.soon(all.connector().hangUp());
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.IDLE);
    }

    @Scenario
    void aPolicyGivenWithASessionDecidesWhatItsCallIsRedialledAfter(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.soon(all.connector().connectAndCallToServer(new ConnectAndCallParameters(Optional.empty(), CallParameters.to("600"), ALWAYS)));
        stage.advance(WholeConnector.MOMENT);
        all.dialog().bye();
        stage.settle();

        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.RECONNECTING);
        stage.advance(Duration.ofSeconds(2));
        assertThat(all.connector().snapshot().phase()).isEqualTo(ConnectAndCallPhase.ACTIVE);
        assertThat(all.manager(CallManager.class).isCallActive()).isTrue();
    }

    @Scenario
    void withoutAPolicyOfTheClientAByeEndsTheCall(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.connector().call(CallParameters.to("600"), true));
        all.dialog().bye();
        stage.advance(Duration.ofSeconds(10));

        assertThat(all.manager(CallManager.class).isCallActive()).isFalse();
    }

    @Scenario
    void aCallIsGivenUpWhileItRings(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.manners.invitations = Manners.RINGING;
        var called = all.connector().call(CallParameters.to("600"), ALWAYS);
        stage.advance(WholeConnector.MOMENT);
        all.soon(all.connector().hangUp());

        assertThat(stage.failure(called)).hasMessageContaining("600");
        assertThat(all.sip.dialogs()).isEmpty();
        assertThat(all.media.peers()).isEmpty();
    }

    @Scenario
    void twoCallsOfOneNameEachHearTheirOwnOutcome(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.manners.invitations = Manners.RINGING;
        CompletionStage<PeerId> first = all.facade().callToServer(CallToServerParameters.to("600"), "c");
        stage.advance(WholeConnector.MOMENT);
        CompletionStage<PeerId> second = all.facade().callToServer(CallToServerParameters.to("601"), "c");

        assertThat(all.refused(second)).isInstanceOf(CallInProgressException.class);
        assertThat(stage.pending(first)).as("whether the first still rings").isTrue();
        all.dialog().answered();
        assertThat(all.soon(first)).isEqualTo(all.call().snapshot().peer().orElseThrow());
    }
}
