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
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connector.FailureKind;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.session.SystemStatus;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;

/** What the READMEs of managers show does what they say. */
class RecipesTest {

    private final LaneHarness stage = new LaneHarness();
    private final WholeConnector all = new WholeConnector(stage);
    private final SipConnectorFacade sip = all.heard();

    @Test
    void aRoomIsJoinedWithACamera() {
        CompletionStage<PeerId> joined = Recipes.joinWithCamera(sip, "600");
        stage.advance(WholeConnector.MOMENT);
        assertThat(all.soon(joined)).isNotNull();
        assertThat(stage.commands(AddTransceiver.class)).hasSize(2);
    }

    @Test
    void aUserHearsWhyACallFailed() {
        List<FailureKind> told = new ArrayList<>();
        all.connected();
        all.manners.invitations = 404;
        CompletionStage<PeerId> called = Recipes.tellWhyItFailed(sip, told::add);
        all.refused(called);
        assertThat(told).containsExactly(FailureKind.NOT_FOUND_ERROR);
    }

    @Test
    void everybodyIsAnswered() {
        all.connected();
        Recipes.answerEverybody(sip);
        all.rings();
        stage.advance(WholeConnector.MOMENT);
        assertThat(all.call().isCallActive()).isTrue();
    }

    @Test
    void theConnectorLeavesAfterItsCall() {
        all.inCall();
        CompletionStage<Void> left = Recipes.leaveAfterTheCall(sip);
        assertThat(stage.pending(left)).isTrue();
        all.dialog().bye();
        all.soon(left);
        assertThat(all.sip.agents()).isEmpty();
    }

    @Test
    void aLampShowsTheStatus() {
        List<SystemStatus> lamp = new ArrayList<>();
        Recipes.showStatus(sip, lamp::add);
        all.inCall();
        all.enters("lobby");
        assertThat(lamp).contains(SystemStatus.READY_TO_CALL).endsWith(SystemStatus.CALL_ACTIVE);
    }

    @Test
    void aSignOfLifeConnectsFirst() {
        assertThat(all.soon(Recipes.askForASignOfLife(sip)).status()).isEqualTo(200);
    }

    @Test
    void aConnectorStaysConnected() {
        all.soon(Recipes.stayConnected(sip, error -> {}));
        assertThat(all.manager(AutoConnectorManager.class).snapshot().state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Test
    void strangersAreRefused() {
        all.connected();
        Recipes.refuseStrangers(sip, Set.of("somebody else"));
        all.rings();
        stage.advance(WholeConnector.MOMENT);
        assertThat(all.sip.dialogs()).isEmpty();
    }

    @Test
    void aCallOnlyListens() {
        all.inCall();
        assertThat(all.soon(Recipes.onlyListen(sip)).kinds()).containsExactlyInAnyOrder(MediaKind.AUDIO, MediaKind.VIDEO);
    }

    @Test
    void aCallSendsAnotherPicture() {
        all.inCall();
        assertThat(all.soon(Recipes.sendAnotherPicture(sip))).isNotNull();
    }

    @Test
    void aCallIsRedialled() {
        List<Duration> waiting = new ArrayList<>();
        all.connected();
        all.soon(Recipes.redialUnlessTheRoomIsClosed(sip, waiting::add));
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        stage.advance(WholeConnector.PATIENCE);
        assertThat(waiting).isNotEmpty();
        assertThat(all.call().snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Test
    void aCallIsFollowedThroughItsRoom() {
        List<Optional<String>> title = new ArrayList<>();
        Recipes.followRoom(sip, title::add);
        all.inCall();
        all.enters("lobby");
        assertThat(title).last().isEqualTo(Optional.of("lobby"));
    }

    @Test
    void aPinIsEntered() {
        all.inCall();
        CompletionStage<Void> entered = Recipes.enterPin(sip, "12");
        stage.advance(WholeConnector.PATIENCE);
        all.soon(entered);
        assertThat(stage.events(CallEvent.NewDtmf.class)).hasSize(3);
    }

    @Test
    void slidesAreShown() {
        all.inCall();
        assertThat(all.soon(Recipes.showSlides(sip)).id()).isEqualTo("slides");
    }

    @Test
    void videoIsBalancedAtOnce() {
        all.inCall();
        assertThat(all.soon(Recipes.balanceNow(sip))).isNotNull();
    }

    @Test
    void whatIsOnlyListenedToIsSubscribed() {
        int before = stage.listeners();
        Recipes.bill(sip, duration -> {});
        Recipes.watchBitrate(sip, bits -> {});
        Recipes.warnOfBrokenVideo(sip, warning -> {});
        assertThat(stage.listeners()).isEqualTo(before + 3);
    }
}
