/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.conferencesimulator.TestClient;
import org.sipconnector.test.peers.BrowserPage;
import org.sipconnector.testkit.Await;

/** Chromium with JsSIP as its authors publish it, at the simulator over WSS. */
@Timeout(180)
class JsSipTest {

    @TempDir
    static Path directory;
    private static Path page;
    private static RealRoom room;

    @BeforeAll
    static void start() throws Exception {
        Tools.need("chromium", "apt-get install chromium");
        Tools.need("npm", "apt-get install npm");
        page = Tools.buildPage(directory, "jssip");
        room = new RealRoom(directory.resolve("simulator"));
    }

    @AfterAll
    static void stop() {
        if (room != null) {
            room.close();
        }
    }

    private static BrowserPage registered(String name) throws Exception {
        BrowserPage browser = new BrowserPage(page, Files.createDirectories(directory.resolve(name)),
                Tools.publicKeyOf(directory.resolve("simulator").resolve("server.pem")));
        BrowserSteps.register(browser, room, "browser");
        return browser;
    }

    @Test
    void itRegistersCallsARoomIsToldItAndSeesAndHearsItself() throws Exception {
        try (BrowserPage browser = registered("alone")) {
            BrowserSteps.call(browser, "Room1");
            Await.until("it is told its room", () -> BrowserSteps.told(browser, "x-webrtc-enter-room", "room1"));
            Await.until("it sees itself", () -> BrowserSteps.decodes(browser, 640));
            Await.until("it hears itself", () -> BrowserSteps.hears(browser));
            String before = answered(browser);
            browser.run("renegotiate", Map.of("iceRestart", true));
            Await.until("its ICE restart is answered", () -> !answered(browser).equals(before));
            browser.run("info", Map.of("kind", "roomname", "headers", List.of("x-webrtc-enter-room: any")));
            browser.run("hangUp");
        }
        Await.until("nobody is left", () -> room.simulator.snapshot().participants().isEmpty());
    }

    /** The ICE name that the simulator has answered with. */
    private static String answered(BrowserPage browser) {
        return browser.run("descriptions").get(1).asText().lines().filter(line -> line.startsWith("a=ice-ufrag:")).findFirst().orElseThrow();
    }

    @Test
    void itSeesAConnectorAndItsPresentationAndIsSeen() throws Exception {
        try (BrowserPage browser = registered("together"); TestClient alice = room.registered("alice").call("room")) {
            BrowserSteps.call(browser, "room");
            alice.awaitWidth("video", 640);
            Await.until("the browser sees alice", () -> BrowserSteps.decodes(browser, 320));
            alice.present();
            Await.until("the browser sees the presentation", () -> BrowserSteps.decodes(browser, 480));
            alice.stopPresenting();
            browser.run("present");
            Await.until("alice sees the browser's presentation", () -> room.engine.flow(alice.peer).orElseThrow()
                    .tracks().stream().anyMatch(flow -> flow.width() == 800));
            browser.run("hangUp");
            alice.hangUp();
        }
    }

    @Test
    void aConnectorCallsItDirectly() throws Exception {
        try (BrowserPage browser = registered("called"); TestClient alice = room.registered("alice")) {
            browser.run("await");
            alice.call("browser");
            Await.until("the browser sees alice", () -> BrowserSteps.decodes(browser, 320));
            alice.awaitWidth("video", 640);
            assertThat(BrowserSteps.list(browser.run("sent"))).isNotEmpty();
            browser.run("hangUp");
        }
    }
}
