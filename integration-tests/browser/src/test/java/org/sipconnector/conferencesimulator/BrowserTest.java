package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.simulator.Drop;
import org.sipconnector.api.simulator.ParticipantSnapshot;

/** Chromium with the SIP library of the browser SDK calls the simulator over WSS. */
@Timeout(180)
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

    private static void register(BrowserPage browser, String user) {
        browser.run("register", Map.of("url", "wss://127.0.0.1:" + room.simulator.addresses().wssPort().orElseThrow()
                + "/webrtc/wss/", "user", user, "domain", "sip.test", "password", RealRoom.PASSWORD));
    }

    private static void call(BrowserPage browser, String number) {
        browser.run("call", Map.of("room", number, "domain", "sip.test"));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static boolean told(BrowserPage browser, String header, String value) {
        return list(browser.run("heard")).stream()
                .anyMatch(info -> info.path("headers").path(header).asText().contains(value));
    }

    private static boolean decodes(BrowserPage browser, int width) {
        return list(browser.run("media")).stream().anyMatch(one -> one.path("kind").asText().equals("video")
                && one.path("framesDecoded").asLong() > 10 && one.path("frameWidth").asInt() == width);
    }

    private static boolean hears(BrowserPage browser) {
        return list(browser.run("media")).stream().anyMatch(one -> one.path("kind").asText().equals("audio")
                && one.path("totalAudioEnergy").asDouble() > 0);
    }

    @Test
    void theBrowserRegistersCallsIsToldItsRoomAndGetsItsOwnMediaBack() throws Exception {
        try (BrowserPage browser = open("alone")) {
            register(browser, "browser");
            call(browser, "Room1");
            Ears.eventually("it is told its room", () -> told(browser, "x-webrtc-enter-room", "room1"));
            Ears.eventually("it is told its token",
                    () -> told(browser, "x-vinteo-notify", "ConferenceParticipantTokenIssued"));
            Ears.eventually("it is told its licence",
                    () -> told(browser, "x-webrtc-use-license", "AUDIOPLUSPRESENTATION"));
            browser.run("info", Map.of("kind", "roomname", "headers", List.of(
                    "x-webrtc-enter-room: p2pbrowsertoRoom1", "x-webrtc-is-direct-p2p: true")));
            Ears.eventually("it sees itself", () -> decodes(browser, 640));
            Ears.eventually("it hears itself", () -> hears(browser));
            assertThat(list(browser.run("tracks"))).noneMatch(track -> track.asText().contains("dual"));
            assertThat(browser.picture(0, PICTURES.resolve("alone.png"))).isNotEmptyFile();
            ParticipantSnapshot here = room.simulator.snapshot().participant("browser").orElseThrow();
            assertThat(here.mediaState()).contains(new MediaState(true, true));
            browser.run("hangUp");
        }
        Ears.eventually("nobody is left", () -> room.simulator.snapshot().participants().isEmpty());
    }

    @Test
    void presentationsReachTheBrowserAndLeaveIt() throws Exception {
        try (BrowserPage browser = open("presenting"); TestClient alice = room.registered("alice").call("room")) {
            register(browser, "browser");
            call(browser, "room");
            alice.awaitWidth("video", 640);
            Ears.eventually("the browser sees alice", () -> decodes(browser, 320));
            browser.picture(0, PICTURES.resolve("alice-in-browser.png"));

            alice.present();
            Ears.eventually("the browser is told", () -> told(browser, "x-webrtc-share-state", "YOUCANRECEIVECONTENT"));
            Ears.eventually("the browser sees the presentation", () -> decodes(browser, 480));
            assertThat(list(browser.run("tracks"))).anyMatch(track -> track.asText().contains("dual"));
            browser.picture(1, PICTURES.resolve("presentation-in-browser.png"));
            alice.stopPresenting();
            Ears.eventually("the browser is told of the end",
                    () -> told(browser, "x-webrtc-share-state", "CONTENTEND"));

            browser.run("present");
            alice.awaitTold("x-webrtc-share-state", "YOUCANRECEIVECONTENT");
            Ears.eventually("alice sees the browser's presentation", () -> room.engine.flow(alice.peer).orElseThrow()
                    .tracks().stream().anyMatch(flow -> flow.width() == 800));
            browser.run("stopPresenting");
            room.simulator.drop("browser", Drop.BYE).toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            alice.hangUp();
        }
    }
}
