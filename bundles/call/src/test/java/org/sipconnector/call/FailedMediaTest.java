/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.Scenario;

/** A source or sink that fails is told to whoever gave it, with its name and reason, and leaves the call as it was. */
class FailedMediaTest {

    private static final LocalTrack TAPE = new LocalTrack("tape", MediaKind.AUDIO, "service:tape");

    @Scenario
    void aSourceThatFailsWhileItIsSentIsTold(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new MediaEvent.SourceFailed(Scene.peer(stage), "audio", TAPE, "audio source 'service:tape' failed: torn"));

        assertThat(told(stage)).containsExactly(new CallEvent.SourceFailed("audio", "audio source 'service:tape' failed: torn"));
        goesOn(stage);
    }

    @Scenario
    void aSinkThatFailsIsTold(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new MediaEvent.SinkRemoved(Scene.peer(stage), "audio", "service:ear", "disk full"));
        stage.post(new MediaEvent.PeerCommandFailed(Scene.peer(stage), "audio", "", "addSink", "sink 'file:/no/x.wav' cannot be written"));

        assertThat(told(stage)).containsExactly(new CallEvent.SinkFailed("audio", "sink 'service:ear' failed: disk full"),
                new CallEvent.SinkFailed("audio", "sink 'file:/no/x.wav' cannot be written"));
        goesOn(stage);
    }

    @Scenario
    void aSinkThatWasTakenAwayIsNoFailure(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new MediaEvent.SinkRemoved(Scene.peer(stage), "audio", "service:ear", ""));

        assertThat(told(stage)).isEmpty();
    }

    @Scenario
    void aSinkOfASpectatorThatFailsIsTold(LaneHarness stage) {
        RecvScene.watching(stage);
        stage.post(new MediaEvent.SinkRemoved(RecvScene.peer(stage), "recv-audio", "service:ear", "disk full"));
        stage.post(new MediaEvent.PeerCommandFailed(RecvScene.peer(stage), "recv-audio", "", "addSink", "sink 'x' is not known"));

        assertThat(told(stage)).containsExactly(new CallEvent.SinkFailed("recv-audio", "sink 'service:ear' failed: disk full"),
                new CallEvent.SinkFailed("recv-audio", "sink 'x' is not known"));
    }

    private static List<Event> told(LaneHarness stage) {
        return stage.events().stream().filter(event -> event instanceof CallEvent.SourceFailed || event instanceof CallEvent.SinkFailed).toList();
    }

    private static void goesOn(LaneHarness stage) {
        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }
}
