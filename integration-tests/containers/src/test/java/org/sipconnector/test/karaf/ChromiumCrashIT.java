/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.Assume;
import org.junit.Test;
import org.sipconnector.api.Transport;
import org.sipconnector.test.Await;
import org.sipconnector.test.peers.BrowserPage;
import org.sipconnector.test.peers.Kamailio;

/** Karaf is killed in a call with Chromium, whose sound and pictures go to it and come from it directly: the browser's call goes on. */
public class ChromiumCrashIT {

    private static final String US = "1001";
    private static final String BROWSER = "2001";

    private final KarafProcess karaf;

    public ChromiumCrashIT() throws Exception {
        Assume.assumeTrue("skipped: Kamailio, Chromium or npm is not installed (.ci/run names their packages)",
                Stream.of("kamailio", "chromium", "npm").allMatch(Kamailio::installed));
        karaf = new KarafProcess("chromium-crash");
    }

    @Test
    public void soundAndPicturesGoOnInTheDialogOfTheBrowserWhoeverCalled() throws Exception {
        Path work = Files.createTempDirectory("chromium");
        Path page = BrowserPage.build(Path.of("..", "browser", "src", "page"), work, "@krivega/jssip");
        try (Kamailio kamailio = Kamailio.start(); BrowserPage browser = new BrowserPage(page, work, "")) {
            karaf.write("org.sipconnector.connector~kept.cfg", "server = 127.0.0.1:" + kamailio.port(Transport.WS),
                    "domain = " + Kamailio.DOMAIN, "transport = WS", "user = " + US, "password = pw-" + US, "connectOnStart = true");
            karaf.start();
            browser.run("register", Map.of("url", "ws://127.0.0.1:" + kamailio.port(Transport.WS), "user", BROWSER, "domain",
                    Kamailio.DOMAIN, "password", "pw-" + BROWSER));
            browser.run("await");
            Await.within(StandingCall.START_LIMIT, "the browser is called",
                    () -> karaf.says("sip:call kept " + BROWSER).contains("in a call"));
            goesOnAfterADeath(browser);
            karaf.says("sip:hangup kept");
            Await.until("the browser has no call", () -> browser.run("dialog").asText().isEmpty());

            browser.start("call", Map.of("room", US, "domain", Kamailio.DOMAIN));
            Await.until("the browser is answered", () -> karaf.says("sip:answer kept").contains("in a call"));
            browser.outcome("call");
            goesOnAfterADeath(browser);
            assertEquals("nothing failed", 0, karaf.log("| ERROR ").size());
        } finally {
            karaf.stopIfItRuns();
        }
    }

    private void goesOnAfterADeath(BrowserPage browser) throws Exception {
        awaitBothSeeAndHear(browser);
        String dialog = browser.run("dialog").asText();
        karaf.kill();
        long stopped = received(browser, "video", "framesDecoded");
        Await.until("the browser's picture stands", () -> received(browser, "video", "framesDecoded") == stopped);
        long begin = System.nanoTime();
        karaf.start();
        Await.until("the browser sees us again", () -> received(browser, "video", "framesDecoded") > stopped + 1);
        System.out.println("pictures are back " + (System.nanoTime() - begin) / 1_000_000 + " ms after the start");
        awaitBothSeeAndHear(browser);
        assertEquals("the browser's call is the same", dialog, browser.run("dialog").asText());
    }

    private void awaitBothSeeAndHear(BrowserPage browser) throws Exception {
        Await.until("we see and hear the browser", () -> karaf.says("sip:status kept")
                .matches("(?s).*receiving +video +[1-9].*receiving +audio +[1-9].*"));
        long frames = received(browser, "video", "framesDecoded");
        long sound = received(browser, "audio", "packetsReceived");
        Await.until("the browser sees us", () -> received(browser, "video", "framesDecoded") > frames + 10);
        Await.until("the browser hears us", () -> received(browser, "audio", "packetsReceived") > sound + 10);
    }

    private static long received(BrowserPage browser, String kind, String what) {
        return StreamSupport.stream(browser.run("media").spliterator(), false).filter(one -> one.path("kind").asText().equals(kind))
                .map((JsonNode one) -> one.path(what)).mapToLong(JsonNode::asLong).sum();
    }
}
