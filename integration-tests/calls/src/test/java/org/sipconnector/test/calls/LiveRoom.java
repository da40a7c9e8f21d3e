/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.conferencesimulator.SimulatorSettings;
import org.sipconnector.http.Exchanges;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.testkit.Await;

/** The conference simulator with real media, for connectors to call; whatever a test does, nothing of it may be left. */
abstract class LiveRoom {

    @TempDir
    static Path directory;
    static RealRoom room;
    static Exchanges http;

    @BeforeAll
    static void start() throws Exception {
        room = new RealRoom(directory, SimulatorSettings.Lone.PATTERN);
        http = new Exchanges();
    }

    @AfterAll
    static void stop() {
        if (room != null) {
            room.close();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        room.simulator.heal();
        Await.until("no call is left", () -> room.simulator.snapshot().participants().isEmpty(), () -> room.simulator.snapshot());
        Await.until("no connection is left", () -> room.engine.statistics().peers() == 0
                && room.engine.statistics().sources() == 0 && room.client.statistics().dialogs() == 0,
                () -> List.of(room.engine.statistics(), room.client.statistics()));
        assertThat(http.pending()).isZero();
    }

    static LiveConnector connector(String user) {
        return new LiveConnector(room, http, user).connected();
    }

    static MediaFlow flow(PeerId peer) {
        return room.engine.flow(peer).orElseThrow();
    }

    static ParticipantSnapshot participant() {
        return room.simulator.snapshot().participants().iterator().next();
    }
}
