/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.calls.LiveConnector.got;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.http.Exchanges;
import org.sipconnector.test.calls.LiveConnector;
import org.sipconnector.test.peers.BrowserPage;

/**
 * How far sound and picture are apart as Chromium estimates it, from a connector and from the simulator.
 * {@code -Dclocks.seconds=600} goes on watching, prints and asserts it.
 */
@Timeout(1_500)
class BrowserClocksTest {

    private static final int SECONDS = Integer.getInteger("clocks.seconds", 0);
    private static final double APART = 60;
    private static final int PATIENCE_SECONDS = 90;
    private static final LocalStream SMALL =
            LocalStream.of("small", Optional.of("tone:600"), Optional.of("pattern:320x180@15"));

    @TempDir
    static Path directory;
    private static RealRoom room;
    private static BrowserPage browser;

    @BeforeAll
    static void start() throws Exception {
        Tools.need("chromium", "apt-get install chromium");
        Tools.need("npm", "apt-get install npm");
        Path page = Tools.buildPage(directory);
        room = new RealRoom(directory.resolve("simulator"));
        browser = new BrowserPage(page, Files.createDirectories(directory.resolve("browser")),
                Tools.publicKeyOf(directory.resolve("simulator").resolve("server.pem")));
        BrowserSteps.register(browser, room, "browser");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (room != null) {
            room.close();
        }
    }

    @Test
    void soundAndPictureOfTheSimulatorComeTogether() {
        BrowserSteps.call(browser, "room");
        together("the simulator");
        browser.run("hangUp");
    }

    @Test
    void soundAndPictureOfAConnectorComeTogether() throws Exception {
        try (LiveConnector alice = new LiveConnector(room, new Exchanges(), "alice").connected()) {
            browser.run("await");
            got(alice.call().startCall(CallParameters.to("browser").withStream(SMALL).withMedia(MediaPreferences.STANDARD)));
            together("a connector");
            got(alice.call().endCall());
        }
    }

    private static void together(String what) {
        List<Double> all = new ArrayList<>();
        int inTime = 0;
        while (all.size() < PATIENCE_SECONDS && inTime < 3) {
            double apart = apart();
            all.add(apart);
            inTime = Math.abs(apart) < APART ? inTime + 1 : 0;
        }
        assertThat(inTime).as("sound and picture of %s come together, milliseconds apart: %s", what, all).isEqualTo(3);
        List<Double> watched = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            watched.add(Math.abs(apart()));
        }
        Collections.sort(watched);
        if (SECONDS > 0) {
            System.out.printf("%s: milliseconds apart in %d readings: median %.0f, 95 of 100 below %.0f, most %.0f%n", what, SECONDS,
                    watched.get(SECONDS / 2), watched.get(SECONDS * 95 / 100), watched.get(SECONDS - 1));
            assertThat(watched.get(SECONDS * 95 / 100)).as("milliseconds apart, 95 of 100, of %s", what).isLessThan(APART);
        }
    }

    /** After a second; not a number before the browser has had two reports of each. */
    private static double apart() {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)).join();
        List<JsonNode> streams = BrowserSteps.list(browser.run("media"));
        return estimate(streams, "audio") - estimate(streams, "video");
    }

    private static double estimate(List<JsonNode> streams, String kind) {
        return streams.stream().filter(one -> one.path("kind").asText().equals(kind))
                .map(one -> one.path("estimatedPlayoutTimestamp")).filter(JsonNode::isNumber).mapToDouble(JsonNode::asDouble)
                .findFirst().orElse(Double.NaN);
    }
}
