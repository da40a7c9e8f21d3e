/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.ConnectAttempts;
import org.sipconnector.testkit.FakeConnectors;

/** {@code sip:connect} of a connector that has given up. */
class ConnectCommandTest {

    private final List<String> asked = new ArrayList<>();

    private ConnectCommand command(AutoConnectorState state) {
        FakeConnectors connectors = new FakeConnectors();
        connectors.add("office").answer(AutoConnectorManager.class, "snapshot",
                new AutoConnectorSnapshot(state, new ConnectAttempts(false, 1, Optional.empty(), Optional.empty())))
                .answer(AutoConnectorManager.class, "stop", (Supplier<?>) () -> {
                    asked.add("stop");
                    return CompletableFuture.completedFuture(null);
                })
                .answer(AutoConnectorManager.class, "start", (Supplier<?>) () -> {
                    asked.add("start");
                    return CompletableFuture.completedFuture(AutoConnectResult.of(AutoConnectResult.Reason.STOP_ATTEMPTS_BY_ERROR));
                });
        ConnectCommand command = new ConnectCommand();
        command.connectors = connectors;
        command.id = "office";
        return command;
    }

    private void run(AutoConnectorState state) throws Exception {
        try {
            command(state).run(new PrintStream(new ByteArrayOutputStream()));
        } catch (CommandFailedException refusedOnceMore) {
            assertThat(refusedOnceMore).hasMessageContaining("office");
        }
    }

    @Test
    void whatHasGivenUpBeginsAnew() throws Exception {
        run(AutoConnectorState.ERROR_TERMINAL);
        assertThat(asked).as("what the auto connector is asked, which begins anew by itself").containsExactly("start");
    }

    @Test
    void whatIsAtWorkIsNotStopped() throws Exception {
        run(AutoConnectorState.IDLE);
        assertThat(asked).containsExactly("start");
    }
}
