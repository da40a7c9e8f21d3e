/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.MediaPreferences;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.CollectStatistics;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.Scenario;

class RolesTest {

    @Scenario
    void aSpectatorSendsAtTheLowestRateAndAParticipantAsBefore(LaneHarness stage) {
        Scene.inCall(stage).forget();
        stage.post(new ServerApiEvent.MoveRequestToSpectatorsSynthetic(true));
        assertThat(bitrates(stage)).containsExactly("audio 6000", "video 60000");
        stage.forget();
        RecvScene.spectator(stage, "5");
        stage.post(new ServerApiEvent.MoveRequestToSpectatorsSynthetic(true));
        assertThat(bitrates(stage)).isEmpty();
        RecvScene.participant(stage);

        assertThat(bitrates(stage)).containsExactly("audio 520000", "video 4000000");
    }

    @Scenario
    void whatTheCallWantedIsRestoredExactly(LaneHarness stage) {
        Scene.connected(stage);
        Scene.call(stage).startCall(CallParameters.to("1000").withMedia(MediaPreferences.STANDARD
                .withEncodings(List.of(SendEncoding.STANDARD.withMaxBitrate(700_000).withScaleResolutionDownBy(2)))));
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);
        RecvScene.spectator(stage, "5");
        stage.forget();
        RecvScene.participant(stage);

        assertThat(stage.command(SetEncodings.class).encodings()).isEqualTo(
                List.of(SendEncoding.STANDARD.withMaxBitrate(700_000).withScaleResolutionDownBy(2)));
    }

    @Scenario
    void aPictureSentAsAv1GetsTheLimitOfAv1Back(LaneHarness stage) {
        Scene.inCall(stage);
        RecvScene.spectator(stage, "5");
        stage.forget();
        RecvScene.participant(stage);
        av1(stage);

        assertThat(stage.command(SetEncodings.class)).extracting(SetEncodings::transceiver, SetEncodings::encodings).containsExactly("video",
                List.of(SendEncoding.STANDARD.withMaxBitrate(2_400_000)));
    }

    @Scenario
    void whatIsChangedWhileWatchingIsSentLowAndAsWantedAfterwards(LaneHarness stage) {
        Scene.inCall(stage);
        stage.post(new ServerApiEvent.MoveRequestToSpectatorsSynthetic(true)).forget();
        Scene.call(stage).renegotiate(RenegotiationOptions.STANDARD.withEncodings(List.of(SendEncoding.STANDARD.withMaxBitrate(300_000))));
        stage.settle();
        assertThat(bitrates(stage)).as("while only watching").containsExactly("audio 6000", "video 60000");
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteAnswered(Scene.UA, Scene.dialog(stage), Optional.of(Scene.SDP)));
        Scene.remoteSet(stage);
        stage.forget();
        RecvScene.participant(stage);

        assertThat(bitrates(stage)).as("participating again").containsExactly("audio 300000", "video 300000");
    }

    @Scenario
    void aPictureThatAWatcherBeginsToSendIsSentLowUntilHeParticipates(LaneHarness stage) {
        Scene.connected(stage);
        LocalStream voice = LocalStream.of("voice", Optional.of("tone:440"), Optional.empty());
        Scene.call(stage).startCall(CallParameters.to("1000").withStream(voice).withReceiving(true, false));
        Scene.invited(stage);
        Scene.answered(stage);
        Scene.confirmed(stage);
        stage.post(new ServerApiEvent.MoveRequestToSpectatorsSynthetic(true)).forget();
        Scene.call(stage).replaceMediaStream(LocalStream.of("both", Optional.of("tone:440"), Optional.of("black")), ReplaceOptions.STANDARD);
        stage.settle();
        assertThat(bitrates(stage)).contains("video 60000");
        stage.forget();
        RecvScene.participant(stage);

        assertThat(bitrates(stage)).containsExactly("audio 520000", "video 4000000");
    }

    @Scenario
    void aRefusedChangeOfAPictureSentAsAv1GivesItTheLimitOfAv1Back(LaneHarness stage) {
        Scene.inCall(stage).forget();
        Scene.call(stage).renegotiate(RenegotiationOptions.STANDARD.withEncodings(List.of(SendEncoding.STANDARD.withMaxBitrate(300_000))));
        Scene.described(stage, SdpType.OFFER);
        stage.post(new SipEvent.ReinviteFailed(Scene.UA, Scene.dialog(stage),
                new SipFailure(Originator.REMOTE, SipCause.REJECTED, 488, "Not Acceptable Here", List.of())));
        assertThat(bitrates(stage)).endsWith("audio 520000", "video 4000000");
        av1(stage);

        assertThat(stage.command(SetEncodings.class)).extracting(SetEncodings::transceiver, SetEncodings::encodings).containsExactly("video",
                List.of(SendEncoding.STANDARD.withMaxBitrate(2_400_000)));
    }

    private static void av1(LaneHarness stage) {
        stage.post(new MediaEvent.StatisticsCollected(Scene.peer(stage), stage.command(CollectStatistics.class).request(),
                List.of(Map.of("type", "transceiver", "name", "video", "mid", "1"),
                        Map.of("type", "outbound-rtp", "mid", "1", "codecId", "c"),
                        Map.of("type", "codec", "id", "c", "mimeType", "video/AV1"))));
    }

    @Scenario
    void theSameRoleTwiceIsNothing(LaneHarness stage) {
        Scene.inCall(stage).forget();
        RecvScene.participant(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.spectator(stage, "5");

        assertThat(stage.events(CallEvent.RoleChanged.class)).containsExactly(
                new CallEvent.RoleChanged(CallRole.PARTICIPANT, CallRole.spectator("5", false)));
    }

    @Scenario
    void leavingTheSpectatorsEndsTheirSession(LaneHarness stage) {
        RecvScene.watching(stage);
        RecvScene.participant(stage);

        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-session-ended");
        assertThat(stage.eventNames()).contains("call:remote-streams-changed");
        assertThat(Scene.call(stage).snapshot().activePeer()).contains(Scene.peer(stage));
    }

    @Scenario
    void withoutACallThereIsNoRole(LaneHarness stage) {
        Scene.connected(stage);

        assertThat(stage.failure(Scene.call(stage).setRole(CallRole.syntheticSpectator(true))))
                .isInstanceOf(NoEstablishedCallException.class);
        RecvScene.spectator(stage, "5");
        assertThat(Scene.call(stage).snapshot().role()).isEqualTo(CallRole.PARTICIPANT);
    }

    @Scenario
    void localPortsAreThoseOfTheCandidates(LaneHarness stage) {
        Scene.connected(stage);
        assertThat(stage.result(Scene.call(stage).localPorts())).isEmpty();
        Scene.call(stage).startCall(CallParameters.to("1000"));
        stage.settle();
        var ports = Scene.call(stage).localPorts();
        stage.settle();
        stage.post(new MediaEvent.StatisticsCollected(Scene.peer(stage),
                stage.command(CollectStatistics.class).request(), List.of(
                        Map.of("type", "local-candidate", "protocol", "udp", "port", 50000L),
                        Map.of("type", "local-candidate", "protocol", "udp", "port", 50000L),
                        Map.of("type", "local-candidate", "protocol", "tcp", "port", 9L),
                        Map.of("type", "local-candidate", "protocol", "udp"),
                        Map.of("type", "remote-candidate", "protocol", "udp", "port", 1L),
                        Map.of("type", "local-candidate", "protocol", "udp", "port", 50002L))));

        assertThat(stage.result(ports)).containsExactly(50000, 50002);
    }

    private static List<String> bitrates(LaneHarness stage) {
        return stage.commands(SetEncodings.class).stream().map(command -> command.transceiver() + " "
                + command.encodings().get(0).maxBitrate().orElseThrow()).toList();
    }
}
