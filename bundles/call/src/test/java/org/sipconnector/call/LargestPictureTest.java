/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.Scenario;

/** A connection's largest resolution shapes what calls send from the beginning. */
class LargestPictureTest {

    private static final LocalTrack MIC = new LocalTrack("mic", MediaKind.AUDIO, "tone:440");
    private static final LocalTrack UHD = new LocalTrack("uhd", MediaKind.VIDEO, "pattern:3840x2160@15");
    private static final LocalTrack HD = new LocalTrack("hd", MediaKind.VIDEO, "pattern:1280x720@15");
    private static final SendEncoding MBIT = SendEncoding.STANDARD.withMaxBitrate(1_000_000);

    private static List<SendEncoding> video(LaneHarness stage) {
        return stage.commands(AddTransceiver.class).stream().map(AddTransceiver::transceiver)
                .filter(line -> line.kind() == MediaKind.VIDEO).findFirst().orElseThrow().encodings();
    }

    private static LaneHarness calling(LaneHarness stage, Optional<Size> most, LocalTrack camera, List<SendEncoding> wanted) {
        Scene.connected(stage, most);
        Scene.call(stage).startCall(CallParameters.to("1000").withStream(new LocalStream("s", List.of(MIC, camera)))
                .withMedia(MediaPreferences.STANDARD.withEncodings(wanted)));
        return stage.settle();
    }

    @Scenario
    void aLargerPictureIsScaledDownFromTheBeginning(LaneHarness stage) {
        calling(stage, Optional.of(new Size(1920, 1080)), UHD, List.of(MBIT));

        assertThat(video(stage)).containsExactly(MBIT.withScaleResolutionDownBy(2));
    }

    @Scenario
    void aSmallerPictureIsSentWholeWhateverWasWanted(LaneHarness stage) {
        calling(stage, Optional.of(new Size(1920, 1080)), HD, List.of(MBIT.withScaleResolutionDownBy(2)));

        assertThat(video(stage)).containsExactly(MBIT.withScaleResolutionDownBy(1));
    }

    @Scenario
    void withoutALimitItIsSentAsWanted(LaneHarness stage) {
        calling(stage, Optional.empty(), UHD, List.of(MBIT));

        assertThat(video(stage)).containsExactly(MBIT);
    }

    @Scenario
    void aPictureThatReplacesAnotherIsFittedToo(LaneHarness stage) {
        calling(stage, Optional.of(new Size(1920, 1080)), HD, List.of());
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);
        stage.forget();
        Scene.call(stage).replaceMediaStream(new LocalStream("s", List.of(MIC, UHD)), ReplaceOptions.STANDARD);
        stage.settle();

        assertThat(stage.command(SetEncodings.class).encodings())
                .isEqualTo(List.of(SendEncoding.STANDARD.withScaleResolutionDownBy(2)));
    }
}
