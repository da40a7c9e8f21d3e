/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.sip.Header;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.Scenario;

/** What a server does wrong ends no call. */
class ServersFaultsTest {

    private static void entersWithoutAToken(WholeConnector all) {
        all.inCall();
        all.dialog().told("application/vinteo.webrtc.roomname", List.of(new Header("x-webrtc-enter-room", "600"),
                new Header("x-webrtc-participant-name", "Test User")));
        all.stage.settle();
    }

    @Scenario
    void aTokenThatComesLateLetsASpectatorSee(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        entersWithoutAToken(all);
        CompletionStage<?> watching = all.call().setRole(CallRole.spectator("1", false));
        stage.advance(Duration.ofSeconds(2));
        assertThat(stage.commands(SetRemote.class)).as("answers to a spectator's offers").hasSize(1);

        all.enters("600");
        stage.advance(Duration.ofSeconds(5));
        stage.result(watching);
        assertThat(all.media.peers()).as("connections to send and to receive").hasSize(2);
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Scenario
    void aTokenThatNeverComesLeavesTheCallAsItIs(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        entersWithoutAToken(all);
        CompletionStage<?> watching = all.call().setRole(CallRole.spectator("1", false));
        stage.advance(WholeConnector.PATIENCE);

        assertThat(watching.toCompletableFuture()).isDone();
        assertThat(all.call().isCallActive()).isTrue();
        all.soon(all.connector().hangUp());
        all.soon(all.connector().disconnect());
        assertThat(all.leftovers()).isEmpty();
    }

    @Scenario
    void aReinviteTheServerRefusesLeavesTheCallAsItIs(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        all.enters("600");
        all.manners.offers = 488;
        stage.failure(after(all, all.call().renegotiate(RenegotiationOptions.WAITING)));
        assertThat(
                stage.failure(
                        after(all, all.manager(PresentationManager.class).startPresentation(PlayStep.screen("a"), PresentationOptions.STANDARD))))
                .isInstanceOf(PresentationException.class);
        all.manners.offers = Manners.OBLIGING;

        assertThat(all.call().isCallActive()).isTrue();
        assertThat(all.manager(PresentationManager.class).snapshot().state()).isNotEqualTo(PresentationState.ACTIVE);
        assertThat(all.soon(all.call().renegotiate(RenegotiationOptions.WAITING))).isTrue();
    }

    private static <T> CompletionStage<T> after(WholeConnector all, CompletionStage<T> promise) {
        all.stage.advance(Duration.ofSeconds(10));
        return promise;
    }

    @Scenario
    void hangingUpInARoomLeavesItAtOnce(LaneHarness stage) {
        WholeConnector all = new WholeConnector(stage);
        all.inCall();
        all.enters("600");
        ConferenceStateManager conference = stage.manager(ConferenceStateManager.class);
        assertThat(conference.snapshot().state()).isEqualTo(ConferenceState.IN_ROOM);
        all.soon(all.connector().hangUp());

        assertThat(conference.snapshot().state()).isEqualTo(ConferenceState.NONE);
    }
}
