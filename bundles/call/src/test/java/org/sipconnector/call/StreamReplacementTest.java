package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.TransceiverSettings;
import org.sipconnector.api.sip.SipEvent;
import org.sipconnector.testkit.Scenario;
import org.sipconnector.testkit.Stage;

class StreamReplacementTest {

    private static final LocalTrack MIC = new LocalTrack("mic", MediaKind.AUDIO, "tone:440");
    private static final LocalTrack CAM = new LocalTrack("cam", MediaKind.VIDEO, "pattern:640x360@15");
    private static final LocalTrack CAM2 = new LocalTrack("cam2", MediaKind.VIDEO, "black");

    @Scenario
    void anotherTrackOfTheSameKindReplacesWithoutRenegotiation(Stage stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> done = replace(stage, ReplaceOptions.STANDARD.withMedia(MediaPreferences.STANDARD
                .withEncodings(List.of(SendEncoding.STANDARD.withMaxBitrate(300_000)))), MIC, CAM2);

        assertThat(stage.result(done)).isFalse();
        assertThat(stage.commands("replaceTrack")).hasSize(1);
        assertThat(stage.command("replaceTrack").arguments()).contains("video", Optional.of(CAM2));
        assertThat(stage.command("setEncodings").argument(1)).isEqualTo("video");
        assertThat(stage.commands("createOffer")).isEmpty();
    }

    @Scenario
    void theSameTracksChangeNothing(Stage stage) {
        inCall(stage, MIC, CAM);

        assertThat(stage.result(replace(stage, ReplaceOptions.STANDARD, MIC, CAM))).isFalse();
        assertThat(stage.commands()).isEmpty();
    }

    @Scenario
    void aMissingKindGetsALineAndARenegotiation(Stage stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> done = replace(stage, ReplaceOptions.STANDARD, MIC, CAM);
        stage.settle();
        TransceiverSettings line = stage.command("addTransceiver").argument(TransceiverSettings.class);
        assertThat(line.track()).contains(CAM);
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
        assertThat(stage.eventNames()).contains("call:transceiver-added");
    }

    @Scenario
    void withoutAddMissingItStaysUnsent(Stage stage) {
        inCall(stage, MIC);
        CompletionStage<Boolean> done = replace(stage, new ReplaceOptions(true, false, false, Optional.empty(),
                Optional.empty(), MediaPreferences.STANDARD), MIC, CAM);

        assertThat(stage.result(done)).isFalse();
        assertThat(stage.commands()).isEmpty();
    }

    @Scenario
    void aTrackThatIsGoneIsTakenOffItsLineAndComesBackOnIt(Stage stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> muted = replace(stage, ReplaceOptions.STANDARD, MIC);
        stage.settle();
        assertThat(stage.command("replaceTrack").arguments()).contains("video", Optional.empty());
        assertThat(stage.command("setDirection").arguments()).contains("video", Direction.RECVONLY);
        exchanged(stage);
        assertThat(stage.result(muted)).isTrue();

        stage.forget();
        CompletionStage<Boolean> back = replace(stage, ReplaceOptions.STANDARD, MIC, CAM);
        stage.settle();
        assertThat(stage.commands("addTransceiver")).isEmpty();
        assertThat(stage.command("setDirection").arguments()).contains("video", Direction.SENDRECV);
        exchanged(stage);
        assertThat(stage.result(back)).isTrue();
        assertThat(Scene.call(stage).snapshot().senders()).extracting(CallSender::track)
                .containsExactly(Optional.of(MIC), Optional.of(CAM));
    }

    @Scenario
    void withoutDeleteExistingAFormerTrackGoesOn(Stage stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> done = replace(stage, new ReplaceOptions(false, true, false, Optional.empty(),
                Optional.empty(), MediaPreferences.STANDARD), MIC);

        assertThat(stage.result(done)).isFalse();
        assertThat(stage.commands()).isEmpty();
    }

    @Scenario
    void aForcedRenegotiationIsMadeAnyway(Stage stage) {
        inCall(stage, MIC, CAM);
        CompletionStage<Boolean> done = replace(stage, new ReplaceOptions(true, true, true, Optional.empty(),
                Optional.empty(), MediaPreferences.STANDARD), MIC, CAM);
        stage.settle();
        exchanged(stage);

        assertThat(stage.result(done)).isTrue();
    }

    @Scenario
    void anAddedLineHasTheDirectionOfItsKind(Stage stage) {
        inCall(stage, CAM);
        replace(stage, new ReplaceOptions(true, true, false, Optional.of(Direction.SENDONLY), Optional.of(Direction.INACTIVE),
                MediaPreferences.STANDARD), MIC, CAM);
        stage.settle();

        assertThat(stage.command("addTransceiver").argument(TransceiverSettings.class).direction()).isEqualTo(Direction.SENDONLY);
    }

    @Scenario
    void needsAnEstablishedCall(Stage stage) {
        Scene.connected(stage);

        assertThat(stage.failure(replace(stage, ReplaceOptions.STANDARD, MIC))).isInstanceOf(NoEstablishedCallException.class);
    }

    private static void inCall(Stage stage, LocalTrack... tracks) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withReceiving(false, false)
                .withStream(new LocalStream("first", List.of(tracks))));
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);
        stage.forget();
    }

    private static CompletionStage<Boolean> replace(Stage stage, ReplaceOptions options, LocalTrack... tracks) {
        return Scene.call(stage).replaceMediaStream(new LocalStream("second", List.of(tracks)), options);
    }

    private static void exchanged(Stage stage) {
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP)));
        Scene.remoteSet(stage);
    }
}
