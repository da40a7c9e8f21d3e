/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.testkit.ExportedJournal;
import org.sipconnector.testkit.LaneHarness;

/** A journal as a document names clients' functions, which nobody who reads it can call. */
class ReplayedConnectTest {

    private static Optional<String> differenceAfterConnect(ConnectOptions options) throws IOException {
        LaneHarness stage = new LaneHarness();
        stage.install(new ConnectionManagerFactory(stage.sip()));
        stage.manager(ConnectionManager.class).connect(ConnectionParameters.builder("sip.example.org").domain("10.0.0.1").build(), options);
        new Server(stage).opens();
        return ExportedJournal.read(new ByteArrayInputStream(stage.exportJournal()))
                .firstDifference(new ConnectionManagerFactory(stage.sip()));
    }

    @Test
    void aReplaySaysWhereItWouldCallAClientsFunction() throws IOException {
        assertThat(differenceAfterConnect(ConnectOptions.STANDARD.when(() -> true))).get().asString()
                .startsWith("cannot be replayed any further: it calls " + ReplayedConnectTest.class.getName());
    }

    @Test
    void aReplayCallsWhatIsStandardAndGoesOn() throws IOException {
        // a guest's user is random, and the stage's chance is no lane's
        assertThat(differenceAfterConnect(ConnectOptions.attempts(7))).get().asString().contains("this one does SnapshotChanged", "CONNECTING");
    }
}
