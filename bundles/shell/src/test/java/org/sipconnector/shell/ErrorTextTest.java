/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.connection.DisconnectedException;

/** What fails while a command waits is told as the API explains it. */
class ErrorTextTest {

    @Test
    void aCommandSaysTheCauseAndTheNextStep() {
        CompletableFuture<Void> failed = CompletableFuture.failedFuture(
                new DisconnectedException(1006, "java.net.ConnectException: Connection refused"));

        assertThatThrownBy(() -> OperationWait.outcome(failed, Duration.ofSeconds(1), "connect office", "see sip:status office", Optional::empty))
                .isInstanceOf(CommandFailedException.class).hasMessage("could not connect office: Connection refused:"
                        + " check server, transport and tls.trust in the connector's file, and that the server runs");
    }

    @Test
    void whatNamesTheKeyToCorrectIsFollowedByNoOtherAdvice() {
        CompletableFuture<Void> failed = CompletableFuture.failedFuture(new DisconnectedException(1006, "no TLS: set `transport` to WS"));

        assertThatThrownBy(() -> OperationWait.outcome(failed, Duration.ofSeconds(1), "connect office", "see sip:status office", Optional::empty))
                .hasMessage("could not connect office: no TLS: set `transport` to WS");
    }
}
