/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.test.peers.BrowserPage;

/** What tests do with the page and ask it. */
final class BrowserSteps {

    private BrowserSteps() {}

    static void register(BrowserPage browser, RealRoom room, String user) {
        browser.run("register", Map.of("url", "wss://127.0.0.1:" + room.simulator.addresses().wssPort().orElseThrow()
                + "/webrtc/wss/", "user", user, "domain", "sip.test", "password", RealRoom.PASSWORD));
    }

    static void call(BrowserPage browser, String number) {
        browser.run("call", Map.of("room", number, "domain", "sip.test"));
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static boolean told(BrowserPage browser, String header, String value) {
        return list(browser.run("heard")).stream()
                .anyMatch(info -> info.path("headers").path(header).asText().contains(value));
    }

    static boolean decodes(BrowserPage browser, int width) {
        return list(browser.run("media")).stream().anyMatch(one -> one.path("kind").asText().equals("video")
                && one.path("framesDecoded").asLong() > 10 && one.path("frameWidth").asInt() == width);
    }

    static boolean hears(BrowserPage browser) {
        return list(browser.run("media")).stream().anyMatch(one -> one.path("kind").asText().equals("audio")
                && one.path("totalAudioEnergy").asDouble() > 0);
    }
}
