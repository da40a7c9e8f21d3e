/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.connector.ConnectorFixtures.call;
import static org.sipconnector.testkit.Operations.AUTO_CONNECT_RESTART;
import static org.sipconnector.testkit.Operations.QUEUE_CONNECT;

import java.util.Optional;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class ReconfiguringTest {

    private static final ConnectorConfiguration BEFORE = LaneHarness.standardConfiguration().build();
    private static final ConnectorConfiguration RENAMED = LaneHarness.standardConfiguration().displayName("Other").build();

    @Scenario
    void whatTheConnectionNeedsMakesItConnectAnew(LaneHarness stage) {
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(new ConfigurationChanged(BEFORE, RENAMED));

        assertThat(stage.operations()).containsExactly(QUEUE_CONNECT);
    }

    @Scenario
    void anAutoConnectorAtWorkDoesIt(LaneHarness stage) {
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(ConnectorFixtures.autoConnector(AutoConnectorState.CONNECTED_MONITORING))
                .post(new ConfigurationChanged(BEFORE, RENAMED));

        assertThat(stage.operations()).containsExactly(AUTO_CONNECT_RESTART);
    }

    @Scenario
    void aCallIsNotDroppedForIt(LaneHarness stage) {
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(call(CallState.IN_CALL))
                .post(new ConfigurationChanged(BEFORE, RENAMED));
        assertThat(stage.operations()).isEmpty();
        assertThat(stage.manager(SipConnector.class).snapshot().outdated()).isTrue();
        stage.post(call(CallState.IDLE));

        assertThat(stage.operations()).containsExactly(QUEUE_CONNECT);
        assertThat(stage.manager(SipConnector.class).snapshot().outdated()).isFalse();
    }

    @Scenario
    void whatOnlyCallsNeedWaitsForTheNextCall(LaneHarness stage) {
        ConnectorConfiguration silent = LaneHarness.standardConfiguration()
                .call(new CallDefaults(Optional.of("silence"), Optional.empty(), true)).build();
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(new ConfigurationChanged(BEFORE, silent));

        assertThat(stage.operations()).isEmpty();
    }

    @Scenario
    void aConnectorThatIsNotConnectedIsLeftAlone(LaneHarness stage) {
        ConnectorFixtures.on(stage).post(new ConfigurationChanged(BEFORE, RENAMED));

        assertThat(stage.operations()).isEmpty();
    }

    @Scenario
    void aConnectionMadeWithOtherParametersIsLeftAlone(LaneHarness stage) {
        ConnectorConfiguration elsewhere = LaneHarness.standardConfiguration().server("other.example.org").build();
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(new ConfigurationChanged(elsewhere, RENAMED));

        assertThat(stage.operations()).isEmpty();
    }
}
