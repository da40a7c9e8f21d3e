/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.conferencesimulator.TestClient;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.test.peers.BrowserPage;
import org.sipconnector.testkit.Await;

/** Chromium with the SIP library of the browser SDK calls the simulator over WSS. */
@Timeout(600)
class BrowserTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir
    static Path directory;
    private static Path page;
    private static RealRoom room;

    @BeforeAll
    static void start() throws Exception {
        Tools.need("chromium", "apt-get install chromium");
        Tools.need("npm", "apt-get install npm");
        page = Tools.buildPage(directory);
        room = new RealRoom(directory.resolve("simulator"));
    }

    @AfterAll
    static void stop() {
        if (room != null) {
            room.close();
        }
    }

    private static BrowserPage open(String name) throws Exception {
        return new BrowserPage(page, Files.createDirectories(directory.resolve(name)),
                Tools.publicKeyOf(directory.resolve("simulator").resolve("server.pem")));
    }

    @Test
    void theBrowserRegistersCallsIsToldItsRoomAndGetsItsOwnMediaBack() throws Exception {
        try (BrowserPage browser = open("alone")) {
            BrowserSteps.register(browser, room, "browser");
            BrowserSteps.call(browser, "Room1");
            Await.until("it is told its room", () -> BrowserSteps.told(browser, "x-webrtc-enter-room", "room1"));
            Await.until("it is told its token", () -> BrowserSteps.told(browser, "x-vinteo-notify", "ConferenceParticipantTokenIssued"));
            Await.until("it is told its licence", () -> BrowserSteps.told(browser, "x-webrtc-use-license", "AUDIOPLUSPRESENTATION"));
            browser.run("info", Map.of("kind", "roomname", "headers", List.of(
                    "x-webrtc-enter-room: p2pbrowsertoRoom1", "x-webrtc-is-direct-p2p: true")));
            Await.until("it sees itself", () -> BrowserSteps.decodes(browser, 640));
            Await.until("it hears itself", () -> BrowserSteps.hears(browser));
            assertThat(BrowserSteps.list(browser.run("tracks"))).noneMatch(track -> track.asText().contains("dual"));
            assertThat(browser.picture(0, PICTURES.resolve("alone.png"))).isNotEmptyFile();
            ParticipantSnapshot here = room.simulator.snapshot().participant("browser").orElseThrow();
            assertThat(here.reports().mediaState()).contains(new MediaState(true, true));
            browser.run("hangUp");
        }
        Await.until("nobody is left", () -> room.simulator.snapshot().participants().isEmpty());
    }

    @Test
    void presentationsReachTheBrowserAndLeaveIt() throws Exception {
        try (BrowserPage browser = open("presenting"); TestClient alice = room.registered("alice").call("room")) {
            BrowserSteps.register(browser, room, "browser");
            BrowserSteps.call(browser, "room");
            alice.awaitWidth("video", 640);
            Await.until("the browser sees alice", () -> BrowserSteps.decodes(browser, 320));
            browser.picture(0, PICTURES.resolve("alice-in-browser.png"));

            alice.present();
            Await.until("the browser is told", () -> BrowserSteps.told(browser, "x-webrtc-share-state", "YOUCANRECEIVECONTENT"));
            Await.until("the browser sees the presentation", () -> BrowserSteps.decodes(browser, 480));
            assertThat(BrowserSteps.list(browser.run("tracks"))).anyMatch(track -> track.asText().contains("dual"));
            browser.picture(1, PICTURES.resolve("presentation-in-browser.png"));
            alice.stopPresenting();
            Await.until("the browser is told of the end", () -> BrowserSteps.told(browser, "x-webrtc-share-state", "CONTENTEND"));

            browser.run("present");
            alice.awaitTold("x-webrtc-share-state", "YOUCANRECEIVECONTENT");
            Await.until("alice sees the browser's presentation", () -> room.engine.flow(alice.peer).orElseThrow()
                    .tracks().stream().anyMatch(flow -> flow.width() == 800));
            browser.run("stopPresenting");
            room.simulator.drop("browser", Drop.BYE).toCompletableFuture()
                    .get(40, TimeUnit.SECONDS);
            alice.hangUp();
        }
    }
}
