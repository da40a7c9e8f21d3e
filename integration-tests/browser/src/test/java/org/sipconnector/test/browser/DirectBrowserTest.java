/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.calls.LiveConnector.got;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.conferencesimulator.RealRoom;
import org.sipconnector.http.Exchanges;
import org.sipconnector.media.helper.HelperEngine;
import org.sipconnector.media.helper.HelperLaunch;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.TrackFlow;
import org.sipconnector.test.calls.LiveConnector;
import org.sipconnector.test.peers.BrowserPage;
import org.sipconnector.testkit.Await;

/** A connector and Chromium talk directly: the simulator passes their signalling on, media goes from one to the other. */
@Timeout(600)
class DirectBrowserTest {

    private static final LocalTrack SCREEN = new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10");
    private static final LocalStream SMALL =
            LocalStream.of("small", Optional.of("tone:600"), Optional.of("pattern:320x180@15"));

    @TempDir
    static Path directory;
    private static RealRoom room;
    private static Exchanges http;
    private static BrowserPage browser;

    @BeforeAll
    static void start() throws Exception {
        Tools.need("chromium", "apt-get install chromium");
        Tools.need("npm", "apt-get install npm");
        Path page = Tools.buildPage(directory);
        room = new RealRoom(directory.resolve("simulator"));
        http = new Exchanges();
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

    @AfterEach
    void nothingIsLeft() {
        Await.until("no connection is left", () -> room.engine.statistics().peers() == 0);
    }

    @Test
    void soundAndPicturesGoBothWaysWhoeverCalls() {
        try (LiveConnector alice = connector()) {
            PeerId called = calledByBrowser(alice);
            bothSeeAndHear(called);
            got(alice.call().endCall());
        }
        try (LiveConnector alice = connector()) {
            bothSeeAndHear(calls(alice, MediaPreferences.STANDARD));
        }
    }

    @Test
    void bothEndsNegotiateAnewAndRestartIceWhileMediaGoesOn() {
        try (LiveConnector alice = connector()) {
            PeerId peer = calls(alice, MediaPreferences.STANDARD);
            bothSeeAndHear(peer);
            List<String> first = fragments();
            assertThat(got(alice.call().renegotiate())).isTrue();
            assertThat(browser.run("renegotiate").asBoolean()).isTrue();
            assertThat(fragments()).isEqualTo(first);
            mediaGoesOn(peer);

            assertThat(got(alice.call().restartIce())).isTrue();
            List<String> second = fragments();
            assertThat(second).doesNotContainAnyElementsOf(first);
            mediaGoesOn(peer);

            assertThat(browser.run("renegotiate", Map.of("iceRestart", true)).asBoolean()).isTrue();
            assertThat(fragments()).doesNotContainAnyElementsOf(second);
            mediaGoesOn(peer);
        }
    }

    @Test
    void aTrackReplacedAtOneEndIsSeenAtTheOtherWithoutNegotiation() throws IOException {
        try (LiveConnector alice = connector()) {
            PeerId peer = calls(alice, MediaPreferences.STANDARD);
            bothSeeAndHear(peer);
            List<String> before = descriptions();

            LocalStream black = LocalStream.of("black", Optional.of("tone:600"), Optional.of("black"));
            assertThat(got(alice.call().replaceMediaStream(black, ReplaceOptions.STANDARD))).as("negotiated").isFalse();
            Await.until("the browser's picture is black", () -> colour().stream().allMatch(part -> part < 30));
            assertThat(got(alice.call().replaceMediaStream(SMALL, ReplaceOptions.STANDARD))).as("negotiated").isFalse();
            Await.until("the browser's picture is bright again", () -> colour().stream().allMatch(part -> part > 60));

            browser.run("paint", Map.of("colour", "#f00000", "width", 400, "height", 300));
            Await.until("alice sees the other size", () -> sees(peer, 400));
            assertThat(chroma(peer)).as("red in Cb and Cr").satisfies(red -> {
                assertThat(red[0]).isLessThan(110);
                assertThat(red[1]).isGreaterThan(200);
            });
            browser.run("paint", Map.of("colour", "#0000f0", "width", 640, "height", 360));
            Await.until("alice sees the first size", () -> sees(peer, 640));
            assertThat(chroma(peer)).as("blue in Cb and Cr").satisfies(blue -> {
                assertThat(blue[0]).isGreaterThan(200);
                assertThat(blue[1]).isLessThan(130);
            });
            assertThat(descriptions()).isEqualTo(before);
        }
    }

    @Test
    void aSecondVideoIsAddedByEitherEndAndItsCodecIsChosen() {
        try (LiveConnector alice = connector()) {
            PeerId peer = calls(alice, MediaPreferences.STANDARD.withCodecs(List.of("video/VP8"), List.of("video/AV1")));
            bothSeeAndHear(peer);
            assertThat(codecs("sent")).containsOnly("video/VP8");
            assertThat(codecs("media")).containsOnly("video/VP8");
            got(alice.server().sendEnterRoom("p2palicetobrowser", "browser", true));

            got(alice.presentation().startPresentation(SCREEN, PresentationOptions.STANDARD
                    .withMedia(MediaPreferences.STANDARD.withCodecs(List.of("video/VP9"), List.of("video/VP8", "video/H264")))));
            Await.until("the browser decodes the presentation", () -> BrowserSteps.decodes(browser, 480));
            assertThat(video("media").stream().filter(one -> one.path("frameWidth").asInt() == 480)
                    .map(one -> one.path("mimeType").asText())).containsExactly("video/VP9");
            mediaGoesOn(peer);
            got(alice.presentation().stopPresentation());

            browser.run("present");
            Await.until("alice decodes the browser's presentation", () -> sees(peer, 800));
            mediaGoesOn(peer);
        }
    }

    @Test
    void theBrowserGoesOnWhenAlicesMediaHelperIsKilledWhoeverCalled() {
        for (boolean browserCalls : List.of(true, false)) {
            try (HelperEngine helpers = new HelperEngine(HelperLaunch.likeThisProcess(System.getProperty("java.class.path")), 1,
                    ServiceLookup.NONE); LiveConnector alice = connector(helpers)) {
                Await.until("the helper is ready", () -> helpers.health().state() == MediaHealth.State.READY);
                PeerId peer = browserCalls ? calledByBrowser(alice) : calls(alice, MediaPreferences.STANDARD);
                bothDecode(helpers, peer);

                helpers.processes().forEach(one -> ProcessHandle.of(one).ifPresent(ProcessHandle::destroyForcibly));
                alice.ears.await(CallEvent.MediaRestored.class);
                bothDecode(helpers, peer);
                got(alice.call().endCall());
            }
        }
    }

    private static void bothDecode(MediaEngine engine, PeerId peer) {
        Await.until("alice decodes", () -> engine.flow(peer)
                .filter(flow -> flow.framesReceived() > 10 && flow.audioReceived() > 50).isPresent());
        long decoded = decoded();
        Await.until("the browser decodes", () -> decoded() > decoded + 10);
        Await.until("the browser hears", () -> BrowserSteps.hears(browser));
    }

    private static LiveConnector connector() {
        return connector(room.engine);
    }

    private static LiveConnector connector(MediaEngine engine) {
        LiveConnector alice = new LiveConnector(room, http, "alice", room.simulator.addresses().wssPort().orElseThrow(), engine)
                .connected();
        Await.until("alice and the browser are registered", () -> room.simulator.snapshot().registered().containsAll(List.of("alice", "browser")));
        return alice;
    }

    private static PeerId calls(LiveConnector alice, MediaPreferences media) {
        browser.run("await");
        return got(alice.call().startCall(CallParameters.to("browser").withStream(SMALL).withMedia(media)));
    }

    private static PeerId calledByBrowser(LiveConnector alice) {
        browser.start("call", Map.of("room", "alice", "domain", "sip.test"));
        PeerId peer = alice.answered();
        browser.outcome("call");
        return peer;
    }

    private static void bothSeeAndHear(PeerId peer) {
        Await.until("alice sees the browser's camera", () -> sees(peer, 640));
        mediaGoesOn(peer);
        Await.until("the browser hears", () -> BrowserSteps.hears(browser));
    }

    private static void mediaGoesOn(PeerId peer) {
        long frames = room.engine.flow(peer).orElseThrow().framesReceived();
        long sound = room.engine.flow(peer).orElseThrow().audioReceived();
        long decoded = decoded();
        Await.until("alice decodes", () -> room.engine.flow(peer).orElseThrow().framesReceived() > frames + 10
                && room.engine.flow(peer).orElseThrow().audioReceived() > sound + 50);
        Await.until("the browser decodes", () -> decoded() > decoded + 10);
    }

    private static boolean sees(PeerId peer, int width) {
        return room.engine.flow(peer).orElseThrow().tracks().stream().map(TrackFlow::width).anyMatch(seen -> seen == width);
    }

    private static List<JsonNode> video(String what) {
        return BrowserSteps.list(browser.run(what)).stream().filter(one -> one.path("kind").asText().equals("video")).toList();
    }

    private static long decoded() {
        return video("media").stream().mapToLong(one -> one.path("framesDecoded").asLong()).sum();
    }

    private static List<String> codecs(String what) {
        return video(what).stream().map(one -> one.path("mimeType").asText()).toList();
    }

    private static List<String> descriptions() {
        return BrowserSteps.list(browser.run("descriptions")).stream().map(JsonNode::asText).toList();
    }

    /** ICE user fragments of the browser and of alice. */
    private static List<String> fragments() {
        return descriptions().stream().map(sdp -> SessionText.parse(sdp).iceFragment().orElseThrow()).toList();
    }

    private static List<Double> colour() {
        return BrowserSteps.list(browser.run("colour", Map.of("index", 0))).stream().map(JsonNode::asDouble).toList();
    }

    /** Mean Cb and Cr of a picture that alice receives: both are 128 for grey. */
    private static double[] chroma(PeerId peer) throws IOException {
        Path file = directory.resolve("seen-" + System.nanoTime() + ".y4m");
        TrackFlow flow = room.engine.flow(peer).orElseThrow().tracks().stream()
                .filter(track -> track.track().kind() == MediaKind.VIDEO).findFirst().orElseThrow();
        String line = flow.track().transceiver();
        room.engine.addSink(peer, line, "file:" + file);
        int luma = flow.width() * flow.height();
        Await.until("a picture was written", () -> file.toFile().length() > 2L * luma);
        room.engine.removeSink(peer, line, "file:" + file);
        byte[] written = Files.readAllBytes(file);
        int begin = new String(written, 0, 100, StandardCharsets.US_ASCII).indexOf("FRAME\n") + "FRAME\n".length();
        return new double[] {mean(written, begin + luma, luma / 4), mean(written, begin + luma + luma / 4, luma / 4)};
    }

    private static double mean(byte[] data, int from, int count) {
        return IntStream.range(from, from + count).map(i -> data[i] & 0xff).average().orElseThrow();
    }
}
