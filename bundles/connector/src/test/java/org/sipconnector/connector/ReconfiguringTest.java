/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.connector.ConnectorFixtures.asked;
import static org.sipconnector.connector.ConnectorFixtures.call;

import java.util.Optional;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallState;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class ReconfiguringTest {

    private static final ConnectorConfiguration BEFORE = LaneHarness.standardConfiguration().build();
    private static final ConnectorConfiguration RENAMED = LaneHarness.standardConfiguration().displayName("Other").build();

    @Scenario
    void whatTheConnectionNeedsMakesItConnectAnew(LaneHarness stage) {
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(new ConfigurationChanged(BEFORE, RENAMED));

        assertThat(asked(stage)).containsExactly("ConnectionQueueManager.connect");
    }

    @Scenario
    void anAutoConnectorAtWorkDoesIt(LaneHarness stage) {
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(ConnectorFixtures.autoConnector(AutoConnectorState.CONNECTED_MONITORING))
                .post(new ConfigurationChanged(BEFORE, RENAMED));

        assertThat(asked(stage)).containsExactly("AutoConnectorManager.restart");
    }

    @Scenario
    void aCallIsNotDroppedForIt(LaneHarness stage) {
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(call(CallState.IN_CALL))
                .post(new ConfigurationChanged(BEFORE, RENAMED));
        assertThat(asked(stage)).isEmpty();
        stage.post(call(CallState.IDLE));

        assertThat(asked(stage)).containsExactly("ConnectionQueueManager.connect");
    }

    @Scenario
    void whatOnlyCallsNeedWaitsForTheNextCall(LaneHarness stage) {
        ConnectorConfiguration silent = LaneHarness.standardConfiguration()
                .call(new CallDefaults(Optional.of("silence"), Optional.empty(), true)).build();
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(new ConfigurationChanged(BEFORE, silent));

        assertThat(asked(stage)).isEmpty();
    }

    @Scenario
    void aConnectorThatIsNotConnectedIsLeftAlone(LaneHarness stage) {
        ConnectorFixtures.on(stage).post(new ConfigurationChanged(BEFORE, RENAMED));

        assertThat(asked(stage)).isEmpty();
    }

    @Scenario
    void aConnectionMadeWithOtherParametersIsLeftAlone(LaneHarness stage) {
        ConnectorConfiguration elsewhere = LaneHarness.standardConfiguration().server("other.example.org").build();
        ConnectorFixtures.on(stage).post(ConnectorFixtures.connected()).post(new ConfigurationChanged(elsewhere, RENAMED));

        assertThat(asked(stage)).isEmpty();
    }
}
