/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Start;
import org.sipconnector.testkit.Scenario;

/** The example in the testkit's README. */
class ExampleTest {

    @Scenario
    void anAccountRegisters(LaneHarness stage) {
        stage.install(new ConnectionManagerFactory(stage.sip()));
        CompletionStage<?> connected = stage.manager(ConnectionManager.class).connect();
        UserAgentId account = stage.command(Start.class).userAgent();
        stage.post(new SipEvent.TransportConnected(account, "192.0.2.1:443"));
        assertThat(stage.pending(connected)).isTrue();
        stage.post(new SipEvent.Registered(account, 200, 300));
        assertThat(stage.result(connected)).isNotNull();
    }
}
