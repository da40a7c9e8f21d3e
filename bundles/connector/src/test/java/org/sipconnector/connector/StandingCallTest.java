/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.connector.ConnectorFixtures.call;
import static org.sipconnector.testkit.Operations.END_CALL;
import static org.sipconnector.testkit.Operations.START_CALL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.StandIn;

/** A connector whose configuration keeps it in a room. */
class StandingCallTest {

    private static final ConnectorConfiguration BEFORE = LaneHarness.standardConfiguration().build();
    private static final ConnectorConfiguration STANDING = LaneHarness.standardConfiguration()
            .call(new CallDefaults(Optional.of("silence"), Optional.empty(), true, Optional.of("600"))).build();

    private static LaneHarness standing(LaneHarness stage) {
        return ConnectorFixtures.on(stage.configure(STANDING)).post(ConnectorFixtures.connected()).advance(Duration.ofMillis(1));
    }

    private static int calls(LaneHarness stage) {
        return stage.requests(START_CALL).size();
    }

    @Scenario
    void theRoomIsCalledAsSoonAsTheConnectorIsConnected(LaneHarness stage) {
        standing(stage);

        assertThat(calls(stage)).isEqualTo(1);
    }

    @Scenario
    void withoutTheKeyNobodyIsCalled(LaneHarness stage) {
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).advance(Duration.ofMinutes(5));

        assertThat(stage.operations()).isEmpty();
    }

    @Scenario
    void aCallThatFailsIsMadeAgainAfterAPause(LaneHarness stage) {
        standing(stage).post(START_CALL.refused(new IllegalStateException("486")));
        stage.advance(Duration.ofSeconds(4));
        assertThat(calls(stage)).isEqualTo(1);

        stage.advance(Duration.ofSeconds(2));
        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void aServerThatNamesATimeIsCalledWhenThatIsOver(LaneHarness stage) {
        standing(stage).post(call(CallState.CONNECTING)).post(call(CallState.IDLE)).post(START_CALL.refused(busyFor("30")));
        stage.advance(Duration.ofSeconds(29));
        assertThat(calls(stage)).isEqualTo(1);

        stage.advance(Duration.ofSeconds(2));
        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void aServerThatNamesATimeIsNotCalledSoonerOverAnotherConnection(LaneHarness stage) {
        standing(stage).post(START_CALL.refused(busyFor("30 (full)"))).post(ConnectorFixtures.disconnected());
        stage.advance(Duration.ofSeconds(10)).post(ConnectorFixtures.connected()).advance(Duration.ofSeconds(19));
        assertThat(calls(stage)).isEqualTo(1);

        stage.advance(Duration.ofSeconds(2));
        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void aServerThatWantsToBeLeftAloneForADayIsCalledAfterFiveMinutes(LaneHarness stage) {
        standing(stage).post(START_CALL.refused(busyFor("86400")));
        stage.advance(Duration.ofSeconds(299));
        assertThat(calls(stage)).isEqualTo(1);

        stage.advance(Duration.ofSeconds(2));
        assertThat(calls(stage)).isEqualTo(2);
    }

    private static CallFailedException busyFor(String retryAfter) {
        return new CallFailedException("busy",
                SipFailure.response(503, "Service Unavailable", List.of(new Header("Retry-After", retryAfter))));
    }

    @Scenario
    void aCallThatTheServerEndsIsMadeAgain(LaneHarness stage) {
        standing(stage).post(call(CallState.IN_CALL)).post(START_CALL.answered(new PeerId("p"))).post(call(CallState.IDLE));
        stage.advance(Duration.ofSeconds(6));

        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void aHangUpHoldsUntilTheNextConnect(LaneHarness stage) {
        standing(stage).post(call(CallState.IN_CALL)).post(START_CALL.answered(new PeerId("p")));
        stage.manager(SipConnector.class).hangUp();
        stage.settle().post(call(CallState.IDLE)).advance(Duration.ofMinutes(10));
        stage.post(ConnectorFixtures.disconnected()).post(ConnectorFixtures.connected()).advance(Duration.ofMinutes(10));
        assertThat(calls(stage)).isEqualTo(1);
        assertThat(stage.manager(SipConnector.class).snapshot().roomHeld()).isTrue();

        stage.manager(SipConnector.class).disconnect();
        stage.settle().post(ConnectorFixtures.disconnected()).post(ConnectorFixtures.connected()).advance(Duration.ofMillis(1));
        assertThat(calls(stage)).isEqualTo(2);
        assertThat(stage.manager(SipConnector.class).snapshot().roomHeld()).isFalse();
    }

    @Scenario
    void whereRedialHasReachedItsLimitTheRoomIsCalledAgain(LaneHarness stage) {
        isCalledAgainAfter(CallReconnectState.LIMIT_REACHED, stage);
    }

    @Scenario
    void whereRedialHasGivenUpTheConnectionTheRoomIsCalledAgainOverTheNext(LaneHarness stage) {
        isCalledAgainAfter(CallReconnectState.ERROR_TERMINAL, stage);
    }

    private static void isCalledAgainAfter(CallReconnectState givenUp, LaneHarness stage) {
        standing(stage).post(call(CallState.IN_CALL)).post(START_CALL.answered(new PeerId("p")));
        stage.post(ConnectorFixtures.redial(CallReconnectState.BACKOFF)).post(call(CallState.IDLE)).post(ConnectorFixtures.disconnected())
                .post(ConnectorFixtures.connected()).advance(Duration.ofMinutes(1));
        assertThat(calls(stage)).as("redial has its turn").isEqualTo(1);

        stage.post(ConnectorFixtures.redial(givenUp)).advance(Duration.ofMillis(1));
        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void whatWasMutedInTheRoomStaysSoWhenItIsCalledAgain(LaneHarness stage) {
        MutedMedia byBoth = new MutedMedia(List.of(MediaKind.AUDIO), List.of(), List.of(MediaKind.VIDEO));
        standing(stage).post(call(CallState.IN_CALL)).post(START_CALL.answered(new PeerId("p")))
                .post(call(CallState.IN_CALL, byBoth)).post(ConnectorFixtures.redial(CallReconnectState.BACKOFF)).post(call(CallState.IDLE))
                .post(ConnectorFixtures.disconnected()).post(ConnectorFixtures.connected())
                .post(ConnectorFixtures.redial(CallReconnectState.LIMIT_REACHED))
                .advance(Duration.ofMinutes(1));
        assertThat(muted(stage)).as("an order to the former participant is a request to the next").containsExactly(MutedMedia.NONE,
                new MutedMedia(List.of(MediaKind.AUDIO), List.of(MediaKind.VIDEO), List.of()));

        stage.post(call(CallState.IN_CALL)).post(START_CALL.answered(new PeerId("q"))).post(call(CallState.IDLE))
                .advance(Duration.ofMinutes(1));
        assertThat(muted(stage)).as("what was unmuted there stays unmuted").endsWith(MutedMedia.NONE).hasSize(3);
    }

    @Scenario
    void aNewConnectionByHandMutesNothing(LaneHarness stage) {
        standing(stage).post(call(CallState.IN_CALL, MutedMedia.here(MediaKind.AUDIO))).post(START_CALL.answered(new PeerId("p")));
        stage.manager(SipConnector.class).disconnect();
        stage.settle().post(call(CallState.IDLE)).post(ConnectorFixtures.disconnected()).post(ConnectorFixtures.connected())
                .advance(Duration.ofMillis(1));

        assertThat(muted(stage)).containsExactly(MutedMedia.NONE, MutedMedia.NONE);
    }

    private static List<MutedMedia> muted(LaneHarness stage) {
        return stage.requests(START_CALL).stream().map(asked -> asked.argument(0, CallParameters.class).muted()).toList();
    }

    @Scenario
    void onTheWayOutTheRoomIsNotCalledAgain(LaneHarness stage) {
        standing(stage).post(call(CallState.IN_CALL)).post(START_CALL.answered(new PeerId("p")));
        stage.manager(SipConnector.class).disconnect();
        stage.settle().post(call(CallState.IDLE)).advance(Duration.ofMinutes(1));
        assertThat(calls(stage)).isEqualTo(1);

        stage.post(ConnectorFixtures.disconnected()).post(ConnectorFixtures.connected()).advance(Duration.ofMillis(1));
        assertThat(calls(stage)).isEqualTo(2);
    }

    @Scenario
    void whereTheKeyIsRemovedItsCallIsEndedByItsName(LaneHarness stage) {
        PeerId named = standing(stage).requests(START_CALL).get(0).argument(1, PeerId.class);
        stage.post(call(CallState.IN_CALL, MutedMedia.NONE, named)).post(START_CALL.answered(named));
        stage.post(new ConfigurationChanged(STANDING, BEFORE));

        assertThat(stage.requests(END_CALL)).extracting(StandIn.Asked::arguments).containsExactly(List.of(List.of(named)));
    }

    @Scenario
    void whereTheKeyIsRemovedAClientsCallGoesOnAndNoOtherIsMade(LaneHarness stage) {
        ConnectorFixtures.on(stage.configure(BEFORE)).post(ConnectorFixtures.connected()).post(call(CallState.IN_CALL))
                .post(new ConfigurationChanged(STANDING, BEFORE)).post(call(CallState.IDLE)).advance(Duration.ofMinutes(10));

        assertThat(stage.operations()).doesNotContain(END_CALL);
        assertThat(calls(stage)).isZero();
    }
}
