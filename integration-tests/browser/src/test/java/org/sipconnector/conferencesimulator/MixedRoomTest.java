package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A browser, a telephone and three clients of our own in one room. */
@Timeout(240)
class MixedRoomTest {

    @TempDir
    static Path directory;
    private static RealRoom room;

    @BeforeAll
    static void start() throws Exception {
        Tools.need("chromium", "apt-get install chromium");
        Tools.need("npm", "apt-get install npm");
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
    void everybodyHearsAndSeesSomebodyAndAPresentationReachesAll() throws Exception {
        Path page = Tools.buildPage(directory);
        String key = Tools.publicKeyOf(directory.resolve("simulator").resolve("server.pem"));
        try (TestClient one = room.registered("one").call("room"); TestClient two = room.registered("two").call("room");
                TestClient three = room.registered("three").call("room");
                Baresip baresip = new Baresip(directory.resolve("baresip"), "phone", RealRoom.PASSWORD, "sip.test",
                        room.simulator.addresses().tcpPort().orElseThrow());
                BrowserPage browser = new BrowserPage(page, Files.createDirectories(directory.resolve("browser")), key)) {
            Ears.eventually(() -> "baresip is registered: " + baresip.said(),
                    () -> room.simulator.snapshot().registered().contains("phone"));
            baresip.run("dial", "sip:room@sip.test");
            BrowserSteps.register(browser, room, "browser");
            BrowserSteps.call(browser, "room");

            List<TestClient> ours = List.of(one, two, three);
            ours.forEach(TestClient::awaitSound);
            ours.forEach(client -> client.awaitFrames("video"));
            Ears.eventually("the browser hears", () -> BrowserSteps.hears(browser));
            Ears.eventually("the browser sees", () -> BrowserSteps.decodes(browser, 320));
            for (String user : List.of("one", "two", "three", "phone", "browser")) {
                Ears.eventually("the simulator hears " + user, () -> room.simulator.flow(user)
                        .filter(flow -> flow.audioReceived() > 50).isPresent());
            }

            browser.run("present");
            for (TestClient client : ours) {
                client.awaitTold("x-webrtc-share-state", "YOUCANRECEIVECONTENT");
                Ears.eventually(client.user + " sees the presentation", () -> room.engine.flow(client.peer)
                        .orElseThrow().tracks().stream().anyMatch(flow -> flow.width() == 800));
            }
            browser.run("stopPresenting");
            one.present();
            Ears.eventually("the browser sees the presentation", () -> BrowserSteps.decodes(browser, 480));
            assertThat(browser.picture(1, Path.of("target", "pictures", "mixed-presentation.png"))).isNotEmptyFile();
            assertThat(browser.picture(0, Path.of("target", "pictures", "mixed-main.png"))).isNotEmptyFile();

            browser.run("hangUp");
            baresip.run("hangup", "");
            ours.forEach(TestClient::hangUp);
            Ears.eventually(() -> "baresip tells what it received: " + baresip.said(), baresip::received);
            Ears.eventually("nobody is left", () -> room.simulator.snapshot().participants().isEmpty());
        }
    }
}
