/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.PING;
import static org.sipconnector.testkit.Operations.QUEUE_CONNECT;
import static org.sipconnector.testkit.Operations.QUEUE_DISCONNECT;

import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallState;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

/** What makes a connected one connect anew: a server that does not answer, and a registration that fails. */
class WatchingTest {

    @Scenario
    void aConnectedServerIsPingedAtOnceAndThenEveryFifteenSeconds(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage);
        cast.auto().start();
        cast.connects();
        assertThat(cast.asked(PING)).isEqualTo(1);
        stage.advance(Pings.INTERVAL.multipliedBy(3));
        assertThat(cast.asked(PING)).isEqualTo(1);
        cast.answersPing();
        stage.advance(Pings.INTERVAL.minusMillis(1));
        assertThat(cast.asked(PING)).isEqualTo(1);
        stage.advance(Pings.INTERVAL);

        assertThat(cast.asked(PING)).isEqualTo(2);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void twoPingsInARowWithoutAnAnswerConnectAnew(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring().ignoresPing();
        stage.advance(Pings.INTERVAL);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        cast.ignoresPing();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
        cast.disconnects().connects();

        assertThat(cast.told()).containsExactly("changed-attempt-status", "before-attempt", "changed-attempt-status",
                "success");
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(1);
    }

    @Scenario
    void anAnswerInBetweenForgivesALostPing(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        for (boolean answered : new boolean[] {false, true, false, true}) {
            if (answered) {
                cast.answersPing();
            } else {
                cast.ignoresPing();
            }
            stage.advance(Pings.INTERVAL);
        }

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aPingThatComesRoundToOurselvesShowsAWorkingConnection(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        for (int status : new int[] {482, 405, 501, 482}) {
            cast.refusesPing(status);
            stage.advance(Pings.INTERVAL);
        }
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        cast.refusesPing(404);
        stage.advance(Pings.INTERVAL);
        cast.refusesPing(404);

        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
    }

    @Scenario
    void theServerIsPingedDuringCallsToo(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring().isCall(CallState.IN_CALL).ignoresPing();
        stage.advance(Pings.INTERVAL);
        cast.ignoresPing();

        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
    }

    @Scenario
    void anAnswerThatComesAfterTheEndOfTheConnectionDoesNotCount(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        cast.auto().restart();
        cast.disconnects().connects().ignoresPing();
        stage.advance(Pings.INTERVAL);
        assertThat(cast.asked(PING)).isEqualTo(1);
        cast.ignoresPing();

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aRegistrationThatFailsOutOfCallConnectsAnewAtOnceAndOnce(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring().losesTheRegistration();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
        cast.isCall(CallState.IDLE).disconnects().connects();

        assertThat(cast.asked(QUEUE_DISCONNECT)).isEqualTo(1);
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void aRegistrationThatFailsDuringACallWaitsForItsEnd(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).isCall(CallState.IN_CALL).monitoring().losesTheRegistration();
        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        cast.isCall(CallState.DISCONNECTING);

        assertThat(cast.state()).isEqualTo(AutoConnectorState.DISCONNECTING);
        cast.isCall(CallState.IDLE);
        assertThat(cast.asked(QUEUE_DISCONNECT)).isEqualTo(1);
    }

    @Scenario
    void aRegistrationThatFailedBeforeTheConnectionWasMadeAnewIsForgotten(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).isCall(CallState.IN_CALL).monitoring().losesTheRegistration();
        cast.auto().restart();
        cast.disconnects().connects().isCall(CallState.IDLE);

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
        assertThat(cast.asked(QUEUE_DISCONNECT)).isEqualTo(1);
    }

    @Scenario
    void aCallThatEndsWhileRegisteredChangesNothing(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).isCall(CallState.IN_CALL).monitoring().isCall(CallState.IDLE);

        assertThat(cast.state()).isEqualTo(AutoConnectorState.CONNECTED_MONITORING);
    }

    @Scenario
    void wishesWithinAMomentLeadToOneNewConnection(LaneHarness stage) {
        AutoConnectorFixtures cast = AutoConnectorFixtures.on(stage).monitoring();
        cast.auto().restart();
        cast.auto().restart();
        cast.losesTheRegistration().disconnects().connects();

        assertThat(cast.asked(QUEUE_DISCONNECT)).isEqualTo(1);
        assertThat(cast.asked(QUEUE_CONNECT)).isEqualTo(1);
    }
}
