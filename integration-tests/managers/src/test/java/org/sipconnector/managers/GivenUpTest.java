/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;
import org.sipconnector.testkit.Scenario;

/** What has given up, or rests, leaves alone what others do, and can be begun again. */
class GivenUpTest {

    private static final NetworkEvent OFFLINE = new NetworkEvent.Offline();

    @Scenario
    void aCallThatIsSetUpAgainAfterAnotherStaysMutedThoughThatOneWasUnmuted(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage).connected();
        all.soon(all.connector().call(CallParameters.to("600"), true));
        all.soon(all.call().mute(Set.of(MediaKind.AUDIO)));
        all.manners.remembers = false;
        all.manners.invitations = 486;
        all.sip.connected().get(0).lose("reset");
        stage.advance(Duration.ofMinutes(2));
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.LIMIT_REACHED);
        all.manners.obliging();
        all.rings();
        all.soon(all.connector().answerToIncomingCall(CallParameters.answering()));
        all.soon(all.call().mute(Set.of(MediaKind.AUDIO)));
        all.soon(all.call().unmute(Set.of(MediaKind.AUDIO)));
        all.dialog().bye();
        stage.advance(WholeConnector.MOMENT);
        all.soon(all.manager(CallReconnectManager.class).forceReconnect());
        stage.advance(Duration.ofSeconds(30));

        assertThat(all.call().snapshot().number()).as("whom the call is with").isEqualTo(Optional.of("600"));
        assertThat(all.call().snapshot().muted()).isEqualTo(MutedMedia.here(MediaKind.AUDIO));
    }

    @Scenario
    void anAutoConnectorThatWasRefusedIsStartedAgain(LaneHarness stage) {
        WholeConnector all = refused(stage);

        assertThat(all.soon(all.manager(AutoConnectorManager.class).start()).reason()).isEqualTo(AutoConnectResult.Reason.STARTED);
        assertThat(all.sip.connected()).hasSize(1);
    }

    @Scenario
    void anAutoConnectorThatIsBeingStoppedIsStartedAgain(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.connectedByItself(all);
        CompletionStage<Void> stopped = all.manager(AutoConnectorManager.class).stop();
        CompletionStage<AutoConnectResult> started = all.manager(AutoConnectorManager.class).start();

        assertThat(all.soon(started).reason()).isEqualTo(AutoConnectResult.Reason.STARTED);
        stage.result(stopped);
        assertThat(all.sip.connected()).hasSize(1);
    }

    @Scenario
    void aSessionIsBegunThoughTheAutoConnectorWasRefusedBefore(LaneHarness stage) {
        WholeConnector all = refused(stage);
        CompletionStage<ConnectAndCallResult> session = all.connector().connectAndCallToServer(Situations.SESSION);
        stage.advance(Duration.ofSeconds(1));

        assertThat(stage.result(session)).isInstanceOf(ConnectAndCallResult.InCall.class);
    }

    @Scenario
    void aCallOverAConnectionMadeByHandOutlivesThatTheHostIsOffline(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.connectedByItself(all);
        stage.post(OFFLINE).advance(Duration.ofSeconds(4));
        callsByHand(all);
    }

    @Scenario
    void aCallOverAConnectionMadeByHandAfterARefusalOutlivesThatToo(LaneHarness stage) {
        callsByHand(refused(stage));
    }

    @Scenario
    void aPresentationWhoseSourceIsMissingIsTakenBack(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.inRoom(all);
        all.manners.missingSources.add(PlayStep.screen("a").source());
        stage.forget();
        CompletionStage<LocalTrack> started =
                all.manager(PresentationManager.class).startPresentation(PlayStep.screen("a"), PresentationOptions.STANDARD);
        stage.advance(Duration.ofSeconds(1));

        assertThat(stage.failure(started)).isInstanceOf(PresentationException.class);
        assertThat(told(stage, "STOPPRESENTATION")).isEqualTo(1);
        assertThat(all.manager(PresentationManager.class).snapshot().pending()).isFalse();
    }

    @Scenario
    void aPresentationThatCouldNotBeChangedGoesOnAndIsStopped(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        Situations.presenting(all);
        LocalTrack missing = new LocalTrack("b", MediaKind.VIDEO, "file:/missing.y4m");
        all.manners.missingSources.add(missing.source());
        stage.forget();
        assertThat(all.refused(all.manager(PresentationManager.class).updatePresentation(missing, PresentationOptions.STANDARD)))
                .isInstanceOf(PresentationException.class);
        assertThat(all.manager(PresentationManager.class).snapshot().state()).isEqualTo(PresentationState.ACTIVE);

        assertThat(all.soon(all.manager(PresentationManager.class).stopPresentation())).contains(PlayStep.screen("a"));
        assertThat(told(stage, "STOPPRESENTATION")).isEqualTo(1);
    }

    /** An auto connector that gave up, and a server that takes everything from now on. */
    private static WholeConnector refused(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.manners.registrations = 403;
        all.soon(all.manager(AutoConnectorManager.class).start());
        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.ERROR_TERMINAL);
        all.manners.obliging();
        return all;
    }

    private static void callsByHand(WholeConnector all) {
        all.soon(all.manager(ConnectionQueueManager.class).connect());
        all.soon(all.connector().call(CallParameters.to("600"), false));
        all.stage.post(OFFLINE).advance(Duration.ofSeconds(4));

        assertThat(all.call().isCallActive()).as("whether the call goes on").isTrue();
        assertThat(all.sip.connected()).hasSize(1);
    }

    private static long told(LaneHarness stage, String state) {
        return stage.commands(RequestInDialog.class).stream().map(RequestInDialog::request)
                .flatMap(request -> request.headers().stream()).filter(header -> header.value().equals(state)).count();
    }
}
