/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One simulator after another on the same foundations. */
@Timeout(300)
class RunningTest {

    @TempDir
    Path directory;

    @Test
    void aSimulatorListensThoughAFormerOneCouldNotCloseItsListeners() throws Exception {
        try (RealRoom room = new RealRoom(directory); Running next = room.another()) {
            Simulator simulator = next.listen().toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(simulator.addresses().wssPort()).isPresent();
            assertThat(simulator.addresses().wsPort()).isPresent();
        }
    }
}
