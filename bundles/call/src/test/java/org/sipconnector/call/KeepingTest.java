/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.ContentHint;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.media.DegradationPreference;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.ReplaceTrack;
import org.sipconnector.testkit.Scenario;

/** What a picture keeps when it cannot be sent as it is: told with its track, so that the media engine does it. */
class KeepingTest {

    private static final LocalTrack MIC = new LocalTrack("mic", MediaKind.AUDIO, "tone:440");
    private static final LocalTrack CAM = new LocalTrack("cam", MediaKind.VIDEO, "pattern:640x360@15");
    private static final LocalStream BOTH = new LocalStream("s", List.of(MIC, CAM));
    private static final MediaPreferences TEXT = MediaPreferences.STANDARD.withContentHint(ContentHint.TEXT);

    @ParameterizedTest
    @CsvSource({"NONE,,", "MOTION,,MAINTAIN_FRAMERATE", "DETAIL,,MAINTAIN_RESOLUTION", "TEXT,,MAINTAIN_RESOLUTION",
            "NONE,BALANCED,BALANCED", "DETAIL,MAINTAIN_FRAMERATE,MAINTAIN_FRAMERATE"})
    void whatIsPreferredWinsOverWhatIsShown(ContentHint shows, DegradationPreference preferred, DegradationPreference kept) {
        MediaPreferences hinted = MediaPreferences.STANDARD.withContentHint(shows);
        MediaPreferences media = preferred == null ? hinted : hinted.withDegradationPreference(preferred);

        assertThat(media.keeping()).isEqualTo(Optional.ofNullable(kept));
        assertThat(media.applied(CAM).keeping()).isEqualTo(Optional.ofNullable(kept));
        assertThat(media.applied(MIC)).isEqualTo(MIC);
    }

    @Scenario
    void aCallTellsItWithItsPictureOnly(LaneHarness stage) {
        inCall(stage);

        assertThat(Scene.call(stage).snapshot().media().senders()).extracting(sender -> sender.track().orElseThrow())
                .containsExactly(MIC, TEXT.applied(CAM));
    }

    @Scenario
    void aStreamReplacedTellsItAnewAndStaysAsItWasWhenNothingIsSaid(LaneHarness stage) {
        inCall(stage);
        stage.forget();
        assertThat(stage.result(Scene.call(stage).replaceMediaStream(BOTH, ReplaceOptions.STANDARD))).isFalse();
        assertThat(stage.commands()).isEmpty();

        MediaPreferences motion = MediaPreferences.STANDARD.withContentHint(ContentHint.MOTION);
        CompletionStage<Boolean> done = Scene.call(stage).replaceMediaStream(BOTH, ReplaceOptions.STANDARD.withMedia(motion));
        Scene.sent(stage);
        assertThat(stage.result(done)).isFalse();
        assertThat(stage.command(ReplaceTrack.class).track()).isEqualTo(Optional.of(motion.applied(CAM)));
    }

    private static void inCall(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withStream(BOTH).withMedia(TEXT));
        stage.settle();
        assertThat(stage.commands(AddTransceiver.class)).extracting(command -> command.transceiver().track()
                .orElseThrow()).contains(TEXT.applied(CAM));
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);
    }
}
