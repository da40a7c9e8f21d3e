/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.conferencesimulator.TestClient;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.testkit.Await;

/** baresip calls the simulator over TCP, with sound. */
@Timeout(600)
class BaresipInRoomTest {

    @TempDir
    static Path directory;
    private static RealRoom room;

    @BeforeAll
    static void start() throws Exception {
        Tools.need("baresip", "apt-get install baresip-core");
        room = new RealRoom(directory.resolve("simulator"));
    }

    @AfterAll
    static void stop() {
        if (room != null) {
            room.close();
        }
    }

    @Test
    void itRegistersCallsARoomIsHeardAndHangsUp() throws Exception {
        try (IceBaresip baresip = new IceBaresip(directory.resolve("baresip"), "phone", RealRoom.PASSWORD, "sip.test",
                room.simulator.addresses().tcpPort().orElseThrow());
                TestClient alice = room.client("alice").connect().call("room")) {
            Await.until("baresip is registered", () -> room.simulator.snapshot().registered().contains("phone"), () -> baresip.said());
            baresip.run("dial", "sip:room@sip.test");
            Await.until("baresip is in the room with sound", () -> room.simulator.snapshot().participant("phone")
                    .flatMap(phone -> phone.connections().media()).filter(PeerState.CONNECTED::equals).isPresent(),
                    () -> room.simulator.snapshot() + baresip.said());
            Await.until("the simulator hears baresip", () -> room.simulator.flow("phone")
                    .filter(flow -> flow.audioReceived() > 50).isPresent(), () -> baresip.said());
            alice.awaitSound();
            assertThat(room.simulator.snapshot().participant("phone").orElseThrow().confirmed()).isTrue();
            baresip.run("hangup", "");
            Await.until("baresip has left", () -> room.simulator.snapshot().participant("phone").isEmpty());
            Await.until("baresip tells what it received", baresip::received, () -> baresip.said());
            alice.hangUp();
        }
    }
}
