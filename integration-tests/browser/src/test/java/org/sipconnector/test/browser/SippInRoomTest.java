/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.conferencesimulator.TestClient;
import org.sipconnector.simulator.Fault;
import org.sipconnector.testkit.Await;

/** sipp checks the simulator's signalling message by message. */
@Timeout(600)
class SippInRoomTest {

    @TempDir
    static Path directory;
    private static RealRoom room;

    @BeforeAll
    static void start() throws Exception {
        Tools.need("sipp", "apt-get install sip-tester");
        room = new RealRoom(directory.resolve("simulator"));
    }

    @AfterAll
    static void stop() {
        if (room != null) {
            room.close();
        }
    }

    /** @param holdMillis how long a call lasts once it is greeted */
    private static Process sipp(String scenario, int calls, int holdMillis) throws Exception {
        Path work = Files.createDirectories(directory.resolve(scenario));
        return new ProcessBuilder(List.of("sipp",
                "127.0.0.1:" + room.simulator.addresses().tcpPort().orElseThrow(), "-t", "t1", "-i", "127.0.0.1",
                "-sf", Path.of("src", "sipp", scenario + ".xml").toAbsolutePath().toString(), "-s", "Hall", "-m",
                String.valueOf(calls), "-l", String.valueOf(calls), "-r", "100", "-d",
                String.valueOf(holdMillis), "-nostdin", "-timeout", "240",
                "-timeout_error", "-trace_err"))
                .directory(work.toFile()).redirectErrorStream(true)
                .redirectOutput(work.resolve("sipp.log").toFile()).start();
    }

    private static void demandSuccess(Process sipp, String scenario) throws Exception {
        assertThat(sipp.waitFor(300, TimeUnit.SECONDS)).isTrue();
        StringBuilder said = new StringBuilder();
        try (var files = Files.list(directory.resolve(scenario))) {
            for (Path file : files.toList()) {
                said.append(Files.readString(file));
            }
        }
        assertThat(sipp.exitValue()).as(said.toString()).isZero();
    }

    @Test
    void twoHundredGuestsAreGreetedInOrderAndLeave() throws Exception {
        Process sipp = sipp("calls", 200, 1000);
        demandSuccess(sipp, "calls");
        Await.until("nobody is left", () -> room.simulator.snapshot().participants().isEmpty());
        Await.until("no dialog is left", () -> room.server.statistics().dialogs() == 0);
    }

    @Test
    void twoHundredGuestsAndTenWhoSpeakAreInTheConferenceAtOnce() throws Exception {
        List<TestClient> speakers = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                speakers.add(room.registered("speaker" + i).callWithSound("Stage"));
            }
            Process sipp = sipp("calls", 200, 40_000);
            Await.until("all are in", () -> room.simulator.snapshot().participants().size() == 210,
                    () -> room.simulator.snapshot().participants().size());
            speakers.forEach(TestClient::awaitSound);
            for (TestClient speaker : speakers) {
                Await.until("the simulator hears " + speaker.user, () -> room.simulator.flow(speaker.user)
                        .filter(flow -> flow.audioReceived() > 50).isPresent());
            }
            demandSuccess(sipp, "calls");
            speakers.forEach(TestClient::hangUp);
            Await.until("nobody is left", () -> room.simulator.snapshot().participants().isEmpty());
        } finally {
            speakers.forEach(TestClient::close);
        }
    }

    @Test
    void refusedGuestsAreRefusedAsOftenAsPlanned() throws Exception {
        room.simulator.fail(new Fault.RefuseInvite(486), 20);
        demandSuccess(sipp("refused", 20, 0), "refused");
        assertThat(room.simulator.snapshot().faults()).isEmpty();
        assertThat(room.simulator.snapshot().participants()).isEmpty();
    }
}
