/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.testkit.Operations.CONNECTOR_CALL;
import static org.sipconnector.testkit.Operations.CONNECTOR_DISCONNECT;
import static org.sipconnector.testkit.Operations.QUEUE_CONNECT;
import static org.sipconnector.testkit.Operations.REPLACE_MEDIA_STREAM;
import static org.sipconnector.testkit.Operations.SEND_DTMF;
import static org.sipconnector.testkit.Operations.SEND_REFUSAL_TO_TURN_ON;
import static org.sipconnector.testkit.Operations.STOP_PRESENTATION;
import static org.sipconnector.testkit.Operations.WAIT_FOR_OUTBOUND_VIDEO_PACKETS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Event;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.RemoteStreams;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.connection.ConnectionCanceledException;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.api.connector.CallProgressEvent;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.ConnectToServerResult;
import org.sipconnector.api.connector.FacadeEvent;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.connector.VideoWait;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerRequestException;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.Strictness;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Scenario;

class FacadeTest {

    private static final PeerId PEER = new PeerId("p");
    private static final PeerId OTHER = new PeerId("other");
    private static final SipFailure BUSY = SipFailure.response(486, "Busy Here", List.of());

    @Scenario
    void connectingSaysWhoIsConnectedToWhat(LaneHarness stage) {
        CompletionStage<ConnectToServerResult> connected = facade(stage).connectToServer();
        stage.post(QUEUE_CONNECT.answered(FacadeFixtures.CONFIGURATION));

        assertThat(stage.result(connected).configuration()).contains(FacadeFixtures.CONFIGURATION);
    }

    /** A client bundle says so whenever it is activated, also while its call is up. */
    @Scenario
    void aConnectionThatIsEstablishedStaysAsItIs(LaneHarness stage) {
        SipConnectorFacade facade = facade(stage);
        stage.post(FacadeFixtures.established());
        CompletionStage<ConnectToServerResult> connected = facade.connectToServer();

        assertThat(stage.result(connected).configuration()).contains(FacadeFixtures.CONFIGURATION);
        assertThat(stage.requests()).isEmpty();
    }

    @Scenario
    void aCancelledOrUnwantedConnectIsNoErrorButNotSuccessful(LaneHarness stage) {
        for (Throwable soft : List.of(new ConnectionCanceledException(), new NotReadyForConnectionException())) {
            CompletionStage<ConnectToServerResult> connected = facade(stage).connectToServer();
            stage.post(QUEUE_CONNECT.refused(soft));
            assertThat(stage.result(connected).successful()).isFalse();
        }
    }

    @Scenario
    void anyOtherFailureToConnectIsThrown(LaneHarness stage) {
        CompletionStage<ConnectToServerResult> connected = facade(stage).connectToServer();
        IllegalArgumentException error = new IllegalArgumentException("bad");
        stage.post(QUEUE_CONNECT.refused(error));

        assertThat(stage.failure(connected)).isSameAs(error);
    }

    @Scenario
    void ofTwoConnectsAtOnceTheFirstIsRejectedAndTheSecondWins(LaneHarness stage) {
        CompletionStage<ConnectToServerResult> first = facade(stage).connectToServer();
        CompletionStage<ConnectToServerResult> second = stage.manager(SipConnectorFacade.class).connectToServer();
        stage.post(QUEUE_CONNECT.refused(SupersededException.byLaterConnect()));
        stage.post(QUEUE_CONNECT.answered(FacadeFixtures.CONFIGURATION));

        assertThat(stage.failure(first)).isInstanceOf(SupersededException.class);
        assertThat(stage.result(second).successful()).isTrue();
    }

    @Test
    void ofConnectsInARowEachSucceedsAndTheLastServerHolds() {
        LaneHarness stage = new LaneHarness();
        SipConnectorFacade facade = facade(stage);
        for (String server : List.of("one.example.org", "two.example.org", "three.example.org")) {
            ConnectionParameters wanted = LaneHarness.standardConfiguration().server(server).build().parameters();
            ConnectionConfiguration reached = new ConnectionConfiguration(wanted, "1001");
            CompletionStage<ConnectToServerResult> connected = facade.connectToServer(wanted);
            stage.post(QUEUE_CONNECT.answered(reached));
            assertThat(stage.result(connected).configuration()).contains(reached);
        }
    }

    @Scenario
    void tonesAreSentOneByOneAsLongAsTheyAreWanted(LaneHarness stage) {
        SipConnectorFacade facade = facade(stage);
        CompletionStage<Boolean> all = facade.sendDtmf("12", () -> true);
        stage.post(SEND_DTMF.done()).post(SEND_DTMF.done());
        assertThat(stage.result(all)).isTrue();
        List<Integer> asked = new ArrayList<>();
        CompletionStage<Boolean> some = facade.sendDtmf("345", () -> {
            asked.add(1);
            return asked.size() < 2;
        });
        stage.post(SEND_DTMF.done());

        assertThat(stage.result(some)).isFalse();
        assertThat(stage.requests(SEND_DTMF)).extracting(each -> each.argument(0, String.class)).containsExactly("1", "2", "3");
    }

    @Scenario
    void aConnectOvertakenByADisconnectIsNotSuccessful(LaneHarness stage) {
        CompletionStage<ConnectToServerResult> connected = facade(stage).connectToServer();
        stage.post(QUEUE_CONNECT.refused(SupersededException.byDisconnect()));

        assertThat(stage.result(connected).successful()).isFalse();
    }

    @Scenario
    void disconnectingSaysWhetherItWorkedAndNeverFails(LaneHarness stage) {
        CompletionStage<Boolean> good = facade(stage).disconnectFromServer();
        stage.post(CONNECTOR_DISCONNECT.done());
        CompletionStage<Boolean> bad = stage.manager(SipConnectorFacade.class).disconnectFromServer();
        stage.post(CONNECTOR_DISCONNECT.refused(new IllegalStateException("stuck")));

        assertThat(stage.result(good)).isTrue();
        assertThat(stage.result(bad)).isFalse();
    }

    @Scenario
    void aSuccessfulCallTellsBeforeSuccessFinishAndItsEndOnce(LaneHarness stage) {
        CompletionStage<PeerId> called = facade(stage).callToServer(CallToServerParameters.to("600"), "c");
        stage.post(FacadeFixtures.inCall(PEER)).post(CONNECTOR_CALL.answered(PEER));
        assertThat(stage.result(called)).isEqualTo(PEER);
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED))).post(new CallEvent.Failed(BUSY))
                .post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED)));

        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Before("c", "600"),
                new CallProgressEvent.Succeeded("c", false), new CallProgressEvent.Finished("c"),
                new CallProgressEvent.Ended("c"));
    }

    @Scenario
    void aFailedCallTellsBeforeFailFinishAndFailsTheStage(LaneHarness stage) {
        CompletionStage<PeerId> called = facade(stage).callToServer(CallToServerParameters.to("600"), "c");
        stage.post(new CallEvent.Failed(BUSY));
        CallFailedException error = new CallFailedException("call to 600", BUSY);
        stage.post(CONNECTOR_CALL.refused(error));

        assertThat(stage.failure(called)).isSameAs(error);
        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Before("c", "600"),
                new CallProgressEvent.Failed("c", error.getMessage()), new CallProgressEvent.Finished("c"));
    }

    @Scenario
    void aCallIntoTheWaitingRoomTellsOfThePurgatoryAlone(LaneHarness stage) {
        facade(stage).callToServer(CallToServerParameters.to("600"), "c");
        stage.post(begins(PEER)).post(FacadeFixtures.inCall(PEER)).post(enters("purgatory")).post(CONNECTOR_CALL.answered(PEER));

        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Before("c", "600"),
                new CallProgressEvent.EnteredPurgatory("c"), new CallProgressEvent.Succeeded("c", true),
                new CallProgressEvent.Finished("c"));
    }

    @Scenario
    void enteringAConferenceTellsWhetherTheCallHadSucceededBefore(LaneHarness stage) {
        facade(stage).callToServer(CallToServerParameters.to("600"), "c");
        stage.post(begins(PEER)).post(FacadeFixtures.inCall(PEER)).post(enters("600")).post(CONNECTOR_CALL.answered(PEER)).post(enters("601"));

        assertThat(progress(stage)).contains(new CallProgressEvent.EnteredConference("c", false),
                new CallProgressEvent.EnteredConference("c", true));
    }

    @Scenario
    void aCallThatEndsAtItsConfirmationStillTellsInOrder(LaneHarness stage) {
        facade(stage).callToServer(CallToServerParameters.to("600"), "c");
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED))).post(CONNECTOR_CALL.answered(PEER));

        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Before("c", "600"),
                new CallProgressEvent.Succeeded("c", false), new CallProgressEvent.Finished("c"),
                new CallProgressEvent.Ended("c"));
    }

    /** One that waits for the end of an attempt to set the former up again is not where that attempt is. */
    @Scenario
    void aCallThatHasNotBegunIsNotInTheRoomOfTheOneThatIsUp(LaneHarness stage) {
        SipConnectorFacade facade = facade(stage);
        stage.post(begins(OTHER)).post(FacadeFixtures.inCall(OTHER));
        facade.callToServer(CallToServerParameters.to("600"), "c");
        stage.post(enters("other"));
        stage.post(new CallEvent.Failed(BUSY, Optional.of(OTHER))).post(begins(PEER)).post(FacadeFixtures.inCall(PEER)).post(enters("600"))
                .post(CONNECTOR_CALL.answered(PEER));

        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Before("c", "600"),
                new CallProgressEvent.EnteredConference("c", false), new CallProgressEvent.Succeeded("c", false),
                new CallProgressEvent.Finished("c"));
    }

    /** Which of them has begun is known when one succeeds. */
    @Scenario
    void ofTwoThatWaitOnlyTheOneThatEntersTheRoomIsTold(LaneHarness stage) {
        SipConnectorFacade facade = facade(stage);
        facade.callToServer(CallToServerParameters.to("600"), "first");
        facade.callToServer(CallToServerParameters.to("601"), "second");
        stage.post(begins(PEER)).post(FacadeFixtures.inCall(PEER)).post(enters("600"));
        stage.post(CONNECTOR_CALL.answered(PEER)).post(CONNECTOR_CALL.refused(new CallFailedException("call to 601", BUSY)));

        assertThat(progress(stage)).filteredOn(CallProgressEvent.EnteredConference.class::isInstance)
                .containsExactly(new CallProgressEvent.EnteredConference("first", false));
    }

    /** Such as that of a session, or one that is set up again. */
    @Scenario
    void whoWaitsIsNotToldOfTheRoomOfACallThatSomebodyElseMakes(LaneHarness stage) {
        facade(stage).callToServer(CallToServerParameters.to("600"), "c");
        stage.post(begins(OTHER)).post(FacadeFixtures.inCall(OTHER)).post(enters("601"));
        stage.post(CONNECTOR_CALL.refused(new CallFailedException("call to 600", BUSY)));

        assertThat(progress(stage)).noneMatch(CallProgressEvent.EnteredConference.class::isInstance);
    }

    @Scenario
    void whatAServerSaysOfRoomsBeforeTheCallSucceedsIsKeptWithinBounds(LaneHarness stage) {
        facade(stage).callToServer(CallToServerParameters.to("600"), "c");
        stage.post(begins(PEER)).post(FacadeFixtures.inCall(PEER));
        IntStream.range(0, 1_000).forEach(room -> stage.post(enters("room " + room)));
        stage.forget().post(CONNECTOR_CALL.answered(PEER));

        assertThat(progress(stage)).hasSizeLessThan(20);
    }

    @Scenario
    void aCallIsOverWithItsOwnEndWhicheverIsToldFirst(LaneHarness stage) {
        SipConnectorFacade facade = facade(stage);
        facade.callToServer(CallToServerParameters.to("600"), "first");
        stage.post(begins(OTHER)).post(FacadeFixtures.inCall(OTHER)).post(CONNECTOR_CALL.answered(OTHER));
        facade.callToServer(CallToServerParameters.to("601"), "second");
        stage.post(begins(PEER)).post(FacadeFixtures.inCall(PEER)).post(CONNECTOR_CALL.answered(PEER)).forget();
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED), Optional.of(PEER)));
        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Ended("second"));
        stage.post(new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED), Optional.of(OTHER)));

        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Ended("second"), new CallProgressEvent.Ended("first"));
    }

    @Scenario
    void answeringTellsWhoCalls(LaneHarness stage) {
        facade(stage);
        stage.post(FacadeFixtures.ringing("alice"));
        stage.manager(SipConnectorFacade.class).answerToIncomingCall(CallParameters.answering(), "c");

        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Before("c", "alice"));
    }

    @Scenario
    void answeringAnUnknownCallerTellsNoNumber(LaneHarness stage) {
        facade(stage).answerToIncomingCall(CallParameters.answering(), "c");

        assertThat(progress(stage)).containsExactly(new CallProgressEvent.Before("c", ""));
    }

    @Scenario
    void failuresToStopPresentingOrToRefuseADeviceAreNotThrown(LaneHarness stage) {
        SipConnectorFacade facade = facade(stage);
        CompletionStage<Optional<LocalTrack>> stopped = facade.stopPresentation();
        CompletionStage<Void> microphone = facade.sendRefusalToTurnOnMic();
        CompletionStage<Void> camera = facade.sendRefusalToTurnOnCam();
        ServerRequestException error = new ServerRequestException(ServerRequestException.Reason.DECLINED, 603);
        stage.post(STOP_PRESENTATION.refused(error)).post(SEND_REFUSAL_TO_TURN_ON.refused(error))
                .post(SEND_REFUSAL_TO_TURN_ON.refused(error));

        assertThat(stage.result(stopped)).isEmpty();
        assertThat(stage.result(microphone)).isNull();
        assertThat(stage.result(camera)).isNull();
    }

    @Scenario
    void replacingAStreamMayWaitUntilItsVideoIsSent(LaneHarness stage) {
        LocalStream stream = LocalStream.of("s", Optional.empty(), Optional.of("pattern:320x240@5"));
        CompletionStage<Boolean> replaced = facade(stage).replaceMediaStream(stream, ReplaceOptions.STANDARD, VideoWait.STANDARD);
        stage.post(REPLACE_MEDIA_STREAM.answered(true));
        assertThat(stage.pending(replaced)).isTrue();
        stage.post(WAIT_FOR_OUTBOUND_VIDEO_PACKETS.done());

        assertThat(stage.result(replaced)).isTrue();
        assertThat(stage.operations()).containsExactly(REPLACE_MEDIA_STREAM, WAIT_FOR_OUTBOUND_VIDEO_PACKETS);
        assertThat(stage.requests().get(1).arguments())
                .containsExactly("s-video", StatsManager.WAIT_TIMEOUT, Strictness.NORMAL);
    }

    @Scenario
    void waitingForTheVideoOfAStreamWithoutOneFailsAfterItWasReplaced(LaneHarness stage) {
        LocalStream stream = LocalStream.of("s", Optional.of("tone:440"), Optional.empty());
        CompletionStage<Boolean> replaced = facade(stage).replaceMediaStream(stream, ReplaceOptions.STANDARD, VideoWait.STANDARD);
        stage.post(REPLACE_MEDIA_STREAM.answered(true));

        assertThat(stage.failure(replaced)).isInstanceOf(InvalidConfigurationException.class).hasMessageContaining("'s' has no video track");
        assertThat(stage.operations()).containsExactly(REPLACE_MEDIA_STREAM);
    }

    @Scenario
    void remoteStreamsAreReadyOnceWhenNoTrackHasComeForAMoment(LaneHarness stage) {
        facade(stage);
        Event track = new CallEvent.RemoteTracksChanged(RemoteStreams.NONE, true, "t", "p");
        stage.post(track).advance(Duration.ofMillis(150));
        stage.post(track).advance(Duration.ofMillis(199));
        assertThat(stage.events(FacadeEvent.class)).isEmpty();
        stage.advance(Duration.ofMillis(1)).advance(Duration.ofSeconds(1));

        assertThat(stage.events(FacadeEvent.class)).containsExactly(new FacadeEvent.RemoteStreamsReady(RemoteStreams.NONE));
    }

    private static SipConnectorFacade facade(LaneHarness stage) {
        return FacadeFixtures.on(stage).manager(SipConnectorFacade.class);
    }

    private static List<CallProgressEvent> progress(LaneHarness stage) {
        return stage.events(CallProgressEvent.class);
    }

    private static CallEvent begins(PeerId peer) {
        return new CallEvent.StartCall("600", false, List.of(), Optional.of(peer));
    }

    private static ServerApiEvent enters(String room) {
        return new ServerApiEvent.EnterRoom(room, "test", Optional.empty(), Optional.empty());
    }
}
