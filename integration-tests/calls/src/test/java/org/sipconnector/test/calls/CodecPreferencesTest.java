/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.calls.LiveConnector.got;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.Sent;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.testkit.Await;

/** The codecs that a connector is configured to prefer lead its offers and answers, and are what it sends. */
@Timeout(600)
class CodecPreferencesTest extends LiveRoom {

    private static final CallDefaults VP9 = CallDefaults.STANDARD.withCodecs(List.of("video/VP9"), List.of("video/H264"));
    private static final LocalTrack SCREEN = new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10");
    private static final Pattern CODEC = Pattern.compile("(?m)^a=rtpmap:(\\d+) ([^/]+)/");

    private static LiveConnector preferringVp9() {
        return new LiveConnector(room, http, "alice", VP9).connected();
    }

    @Test
    void aCallAndItsPresentationAreOfferedAndSentAsConfigured() {
        try (LiveConnector alice = preferringVp9()) {
            alice.inCall("100");
            assertThat(videoCodecs(alice, SdpType.OFFER)).first().isEqualTo("VP9");
            assertThat(videoCodecs(alice, SdpType.OFFER)).contains("VP8").doesNotContain("H264");
            sends(alice, Outbound::video, "video/VP9");

            got(alice.presentation().startPresentation(SCREEN, PresentationOptions.STANDARD));
            sends(alice, Outbound::secondVideo, "video/VP9");
        }
    }

    @Test
    void aCallIsAnsweredAndSentAsConfigured() {
        try (LiveConnector alice = preferringVp9()) {
            CompletionStage<String> invited = room.simulator.invite("alice", "100");
            alice.answered();
            got(invited);
            assertThat(videoCodecs(alice, SdpType.ANSWER)).first().isEqualTo("VP9");
            assertThat(videoCodecs(alice, SdpType.ANSWER)).doesNotContain("H264");
            sends(alice, Outbound::video, "video/VP9");
        }
    }

    @Test
    void whatAClientPrefersWinsOverTheConfiguration() {
        try (LiveConnector alice = preferringVp9()) {
            got(alice.call().startCall(CallParameters.to("100")
                    .withMedia(MediaPreferences.STANDARD.withCodecs(List.of("video/AV1"), List.of()))));
            assertThat(videoCodecs(alice, SdpType.OFFER)).first().isEqualTo("AV1");
            sends(alice, Outbound::video, "video/AV1");
        }
    }

    private static void sends(LiveConnector connector, Function<Outbound, Sent> what, String codec) {
        StatsManager stats = connector.manager(StatsManager.class);
        Await.until(codec + " is sent", () -> stats.snapshot().sending(what).codec().equals(Optional.of(codec)),
                () -> stats.snapshot().sending(what));
    }

    /** The codecs of the first video line that this side described so last, in the line's order. */
    private static List<String> videoCodecs(LiveConnector connector, SdpType type) {
        String sdp = connector.ears.all(CallEvent.Sdp.class).stream()
                .filter(told -> told.originator() == Originator.LOCAL && told.type() == type).reduce((former, latest) -> latest)
                .orElseThrow().sdp();
        String line = sdp.substring(sdp.indexOf("m=video"));
        Map<String, String> names = CODEC.matcher(line).results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (one, other) -> one));
        return Arrays.stream(line.lines().findFirst().orElseThrow().split(" ")).skip(3).map(names::get).distinct().toList();
    }
}
