package org.sipconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.connector.Cast.asked;
import static org.sipconnector.connector.Cast.call;

import java.util.Optional;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallState;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.Stage;

class ReconfiguringTest {

    private static final ConnectorConfiguration BEFORE = Stage.standardConfiguration().build();
    private static final ConnectorConfiguration RENAMED = Stage.standardConfiguration().displayName("Other").build();

    @Scenario
    void whatTheConnectionNeedsMakesItConnectAnew(Stage stage) {
        Cast.on(stage).post(Cast.connected()).post(new ConfigurationChanged(BEFORE, RENAMED));

        assertThat(asked(stage)).containsExactly("ConnectionQueueManager.connect");
    }

    @Scenario
    void anAutoConnectorAtWorkDoesIt(Stage stage) {
        Cast.on(stage).post(Cast.connected()).post(Cast.autoConnector(AutoConnectorState.CONNECTED_MONITORING))
                .post(new ConfigurationChanged(BEFORE, RENAMED));

        assertThat(asked(stage)).containsExactly("AutoConnectorManager.restart");
    }

    @Scenario
    void aCallIsNotDroppedForIt(Stage stage) {
        Cast.on(stage).post(Cast.connected()).post(call(CallState.IN_CALL))
                .post(new ConfigurationChanged(BEFORE, RENAMED));
        assertThat(asked(stage)).isEmpty();
        stage.post(call(CallState.IDLE));

        assertThat(asked(stage)).containsExactly("ConnectionQueueManager.connect");
    }

    @Scenario
    void whatOnlyCallsNeedWaitsForTheNextCall(Stage stage) {
        ConnectorConfiguration silent = Stage.standardConfiguration()
                .call(new CallDefaults(Optional.of("silence"), Optional.empty(), true)).build();
        Cast.on(stage).post(Cast.connected()).post(new ConfigurationChanged(BEFORE, silent));

        assertThat(asked(stage)).isEmpty();
    }

    @Scenario
    void aConnectorThatIsNotConnectedIsLeftAlone(Stage stage) {
        Cast.on(stage).post(new ConfigurationChanged(BEFORE, RENAMED));

        assertThat(asked(stage)).isEmpty();
    }

    @Scenario
    void aConnectionMadeWithOtherParametersIsLeftAlone(Stage stage) {
        ConnectorConfiguration elsewhere = Stage.standardConfiguration().server("other.example.org").build();
        Cast.on(stage).post(Cast.connected()).post(new ConfigurationChanged(elsewhere, RENAMED));

        assertThat(asked(stage)).isEmpty();
    }
}
