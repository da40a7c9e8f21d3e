/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.http.Exchanges;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.test.calls.LiveConnector;
import org.sipconnector.test.peers.BrowserPage;
import org.sipconnector.testkit.Await;

/** A browser, a telephone and three connectors of our own in one room. */
@Timeout(600)
class MixedRoomTest {

    @TempDir
    static Path directory;
    private static final LocalTrack SCREEN = new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10");

    private static final LocalStream SMALL =
            LocalStream.of("small", Optional.of("tone:600"), Optional.of("pattern:320x180@15"));

    private static RealRoom room;
    private static Exchanges http;

    @BeforeAll
    static void start() throws Exception {
        Tools.need("chromium", "apt-get install chromium");
        Tools.need("npm", "apt-get install npm");
        Tools.need("baresip", "apt-get install baresip-core");
        room = new RealRoom(directory.resolve("simulator"));
        http = new Exchanges();
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
        try (LiveConnector one = connector("one");
                LiveConnector two = connector("two");
                LiveConnector three = connector("three");
                IceBaresip baresip = new IceBaresip(directory.resolve("baresip"), "phone", RealRoom.PASSWORD, "sip.test",
                        room.simulator.addresses().tcpPort().orElseThrow());
                BrowserPage browser = new BrowserPage(page, Files.createDirectories(directory.resolve("browser")), key)) {
            Await.until("baresip is registered", () -> room.simulator.snapshot().registered().contains("phone"), () -> baresip.said());
            baresip.run("dial", "sip:room@sip.test");
            BrowserSteps.register(browser, room, "browser");
            BrowserSteps.call(browser, "room");

            Map<LiveConnector, PeerId> ours = new LinkedHashMap<>();
            List.of(one, two, three).forEach(each -> ours.put(each,
                    LiveConnector.got(each.call().startCall(CallParameters.to("room").withStream(SMALL)))));
            ours.forEach((each, peer) -> {
                Await.until(each.user + " hears somebody", () -> flow(peer).audioReceived() > 50);
                Await.until(each.user + " sees somebody", () -> flow(peer).framesReceived() > 5);
            });
            Await.until("the browser hears", () -> BrowserSteps.hears(browser));
            Await.until("the browser sees", () -> BrowserSteps.decodes(browser, 320));
            for (String user : List.of("one", "two", "three", "phone", "browser")) {
                Await.until("the simulator hears " + user, () -> room.simulator.flow(user)
                        .filter(flow -> flow.audioReceived() > 50).isPresent());
            }

            browser.run("present");
            ours.forEach((each, peer) -> {
                Await.until(each.user + " is told of the presentation", () -> each.calling().media().remoteStreams().contented().isPresent());
                Await.until(each.user + " sees the presentation", () -> flow(peer).tracks().stream().anyMatch(track -> track.width() == 800));
            });
            browser.run("stopPresenting");
            LiveConnector.got(one.presentation().startPresentation(SCREEN));
            Await.until("the browser sees the presentation", () -> BrowserSteps.decodes(browser, 480));
            assertThat(browser.picture(1, Path.of("target", "pictures", "mixed-presentation.png"))).isNotEmptyFile();
            assertThat(browser.picture(0, Path.of("target", "pictures", "mixed-main.png"))).isNotEmptyFile();

            browser.run("hangUp");
            baresip.run("hangup", "");
            ours.keySet().forEach(each -> LiveConnector.got(each.call().endCall()));
            Await.until("baresip tells what it received", baresip::received, () -> baresip.said());
            Await.until("nobody is left", () -> room.simulator.snapshot().participants().isEmpty());
        }
    }

    private static LiveConnector connector(String user) {
        return new LiveConnector(room, http, user).connected();
    }

    private static MediaFlow flow(PeerId peer) {
        return room.engine.flow(peer).orElseThrow();
    }
}
