/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.simulator.ConferenceSimulator;

/** One simulator after another on the same foundations. */
@Timeout(300)
class RunningTest {

    @TempDir
    Path directory;

    @Test
    void aSimulatorListensThoughAFormerOneCouldNotCloseItsListeners() throws Exception {
        try (RealRoom room = new RealRoom(directory); Running next = room.another()) {
            ConferenceSimulator simulator = next.listen().toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(simulator.addresses().wssPort()).isPresent();
            assertThat(simulator.addresses().wsPort()).isPresent();
        }
    }

    @Test
    void aPortThatIsTakenIsNamedAndListenedOnOnceItIsFree() throws Exception {
        try (RealRoom room = new RealRoom(directory);
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Running next = room.another(other.getLocalPort())) {
            assertThatThrownBy(() -> next.listen().toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .hasMessageContaining("WSS on port " + other.getLocalPort() + " of 127.0.0.1: Address already in use");

            other.close();
            CompletableFuture<ConferenceSimulator> again = new CompletableFuture<>();
            next.later(() -> next.listen().thenAccept(again::complete));
            assertThat(again.get(60, TimeUnit.SECONDS).addresses().wssPort()).hasValue(other.getLocalPort());
        }
    }
}
