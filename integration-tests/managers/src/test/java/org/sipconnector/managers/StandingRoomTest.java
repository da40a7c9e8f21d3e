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
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** A connector that its configuration keeps in a room. */
class StandingRoomTest {

    private static final CallParameters TO_601 = CallParameters.to("601");

    private static WholeConnector keptInRoom(LaneHarness stage) {
        return new WholeConnector(stage.configure(LaneHarness.standardConfiguration()
                .call(new CallDefaults(Optional.of("silence"), Optional.of("black"), true, Optional.of("600"))).build()));
    }

    private static WholeConnector inRoom() {
        LaneHarness stage = new LaneHarness();
        WholeConnector all = keptInRoom(stage).connected();
        stage.advance(WholeConnector.MOMENT);
        assertThat(all.call().isCallActive()).as("whether the room was called").isTrue();
        return all;
    }

    private static void isCalledAgain(WholeConnector all) {
        Duration waited = Duration.ZERO;
        while (!all.call().isCallActive() && waited.toMinutes() < 2) {
            all.stage.advance(Duration.ofSeconds(1));
            waited = waited.plusSeconds(1);
        }
        assertThat(all.call().isCallActive()).as("whether the room was called again").isTrue();
    }

    @Test
    void whatWasMutedThereStaysSoAfterRedialGaveUp() {
        WholeConnector all = inRoom();
        all.soon(all.call().mute(Set.of(MediaKind.AUDIO)));
        all.manners.remembers = false;
        all.manners.invitations = 486;
        all.sip.connected().get(0).lose("reset");
        all.stage.advance(Duration.ofMinutes(1));
        assertThat(all.stage.eventNames()).as("what redial told").contains("call-reconnect:limit-reached");
        all.manners.obliging();
        isCalledAgain(all);

        assertThat(all.call().snapshot().muted()).isEqualTo(MutedMedia.here(MediaKind.AUDIO));
    }

    @Test
    void whatTheConferenceMutedIsAskedForInTheNextCall() {
        WholeConnector all = inRoom();
        all.stage.post(new ServerApiEvent.AdminStopMic(true));
        all.dialog().bye();
        all.stage.replaceAll();
        isCalledAgain(all);

        assertThat(all.call().snapshot().muted()).as("an order to the former participant is a request to this one")
                .isEqualTo(new MutedMedia(List.of(), List.of(MediaKind.AUDIO), List.of()));
    }

    @Test
    void whoCancelsAnAttemptToSetTheCallUpAgainIsBroughtBackAllTheSame() {
        WholeConnector all = inRoom();
        all.manners.remembers = false;
        all.manners.invitations = Manners.RINGING;
        all.sip.connected().get(0).lose("reset");
        while (!all.manager(CallReconnectManager.class).snapshot().attempting()) {
            all.stage.advance(Duration.ofMillis(100));
        }
        all.manners.obliging();
        all.soon(all.manager(CallReconnectManager.class).cancelCurrentAttempt());

        isCalledAgain(all);
    }

    @Test
    void whatIsUnmutedThereIsNotMutedAgain() {
        WholeConnector all = inRoom();
        all.soon(all.call().mute(Set.of(MediaKind.AUDIO)));
        all.soon(all.call().unmute(Set.of(MediaKind.AUDIO)));
        all.dialog().bye();
        all.stage.replaceAll();
        isCalledAgain(all);

        assertThat(all.call().snapshot().muted()).isEqualTo(MutedMedia.NONE);
    }

    private static final ConfigurationChanged ANOTHER_ROOM = new ConfigurationChanged(inRoom("600"), inRoom("700"));

    private static ConnectorConfiguration inRoom(String room) {
        return LaneHarness.standardConfiguration()
                .call(new CallDefaults(Optional.of("silence"), Optional.of("black"), true, Optional.of(room))).build();
    }

    @Test
    void aClientsOwnCallToTheRoomGoesOnWhenTheRoomChanges() {
        WholeConnector all = inRoom();
        all.soon(all.connector().hangUp());
        PeerId own = all.soon(all.connector().call(CallParameters.to("600"), true));
        all.stage.post(ANOTHER_ROOM).advance(WholeConnector.MOMENT);

        assertThat(all.call().snapshot().peer()).as("the client's own call").hasValue(own);
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).as("whether it is watched").isEqualTo(CallReconnectState.ARMED);
    }

    @Test
    void theCallToTheFormerRoomEndsAlsoAfterItWasSetUpAgain() {
        WholeConnector all = inRoom();
        PeerId first = all.call().snapshot().peer().orElseThrow();
        all.manners.remembers = false;
        all.sip.connected().get(0).lose("reset");
        all.stage.advance(Duration.ofSeconds(10));
        PeerId again = all.call().snapshot().peer().orElseThrow();
        assertThat(again).isNotEqualTo(first);
        all.stage.replaceAll();
        all.stage.post(ANOTHER_ROOM).settle();

        assertThat(all.call().snapshot().state()).isEqualTo(CallState.DISCONNECTING);
        all.stage.advance(WholeConnector.MOMENT);
        assertThat(all.media.peers().stream().map(ActingPeer::id)).doesNotContain(again);
    }

    @Test
    void theCallToTheFormerRoomIsGivenUpBeforeAnybodyAnswers() {
        WholeConnector all = callingTheRoom(new LaneHarness());
        PeerId ringing = all.call().snapshot().peer().orElseThrow();
        all.stage.post(ANOTHER_ROOM).advance(WholeConnector.MOMENT);

        assertThat(all.media.peers().stream().map(ActingPeer::id)).doesNotContain(ringing);
    }

    @Test
    void theCallThatAFormerVersionMadeEndsWhenTheRoomChangesAfterItWasAnswered() {
        WholeConnector all = calledByAFormerVersion();
        answers(all);
        all.stage.reconfigure(inRoom("700"));

        isInTheOtherRoomAlone(all);
    }

    @Test
    void theCallThatAFormerVersionMadeEndsWhenTheRoomChangesBeforeItIsAnswered() {
        WholeConnector all = calledByAFormerVersion();
        all.stage.reconfigure(inRoom("700"));
        answers(all);

        isInTheOtherRoomAlone(all);
    }

    private static WholeConnector calledByAFormerVersion() {
        WholeConnector all = callingTheRoom(new LaneHarness());
        all.stage.adoptFromFormer(SipConnector.class, FormerStates.InRoom.class);
        return all;
    }

    private static void answers(WholeConnector all) {
        all.dialog().answered();
        all.stage.advance(WholeConnector.MOMENT);
    }

    private static void isInTheOtherRoomAlone(WholeConnector all) {
        all.stage.advance(Duration.ofSeconds(30));
        assertThat(all.call().snapshot().number()).as("the room it is in").hasValue("700");
        assertThat(all.call().isCallActive()).as("whether the call to the other room is up").isTrue();
        assertThat(all.sip.dialogs()).hasSize(1);
    }

    /** The room is called and does not answer. */
    private static WholeConnector callingTheRoom(LaneHarness stage) {
        WholeConnector all = keptInRoom(stage);
        all.manners.invitations = Manners.RINGING;
        all.connected();
        stage.advance(WholeConnector.MOMENT);
        all.manners.obliging();
        return all;
    }

    @Scenario
    void aClientsCallIsWatchedThatIsMadeJustWhenTheRoomRefuses(LaneHarness stage) {
        WholeConnector all = callingTheRoom(stage);
        all.dialog().end(SipFailure.response(486, "Busy", List.of()));
        CompletionStage<PeerId> called = all.connector().call(TO_601, true);

        all.soon(called);
        assertThat(all.call().snapshot().number()).hasValue("601");
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.ARMED);
    }

    @Scenario
    void aClientsCallIsWatchedThatIsMadeJustWhenTheRoomIsDue(LaneHarness stage) {
        WholeConnector all = callingTheRoom(stage);
        all.dialog().end(SipFailure.response(486, "Busy", List.of()));
        stage.advance(WholeConnector.MOMENT);
        CompletionStage<PeerId> called = all.connector().call(TO_601, true);
        stage.enqueue(new TimerFired("standing-call"));

        all.soon(called);
        assertThat(all.call().snapshot().number()).hasValue("601");
        assertThat(all.manager(CallReconnectManager.class).snapshot().state()).isEqualTo(CallReconnectState.ARMED);
    }

    @Scenario
    void theRoomIsCalledAfterACallThatCannotBeMadeHeldItUp(LaneHarness stage) {
        WholeConnector all = callingTheRoom(stage);
        all.dialog().end(SipFailure.response(486, "Busy", List.of()));
        List<CompletionStage<PeerId>> called = new ArrayList<>();
        stage.afterwards(Duration.ofSeconds(5), () -> called.add(all.connector().call(CallParameters.to(" "), true)));
        stage.advance(Duration.ofSeconds(6));
        assertThat(stage.failure(called.get(0))).isInstanceOf(IllegalArgumentException.class);

        isCalledAgain(all);
    }
}
