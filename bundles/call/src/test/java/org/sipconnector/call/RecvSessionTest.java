/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.QualityResult;
import org.sipconnector.api.call.RecvQuality;
import org.sipconnector.api.call.RecvSessionException;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.http.HttpCall;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.FixedSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedHttp.Cancel;
import org.sipconnector.testkit.RecordedHttp.Send;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.Close;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.Open;
import org.sipconnector.testkit.RecordedMedia.Rollback;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.Terminate;
import org.sipconnector.testkit.Scenario;

class RecvSessionTest {

    @Scenario
    void offersOneAudioAndFourVideoLinesOverHttps(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5 b");
        assertThat(stage.command(Open.class).settings().gatheringWanted()).isFalse();
        assertThat(stage.commands(AddTransceiver.class).stream().map(AddTransceiver::transceiver))
                .allMatch(line -> line.direction() == Direction.RECVONLY).extracting(line -> line.kind().name())
                .containsExactly("AUDIO", "VIDEO", "VIDEO", "VIDEO", "VIDEO");
        RecvScene.offered(stage);

        HttpCall call = RecvScene.posted(stage);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.url()).isEqualTo("https://sip.example.org/api/v2/rtp2webrtc/offer/100?quality=high&audio=5%20b");
        assertThat(call.bearer()).contains(Secret.of("jwt"));
        assertThat(call.body()).contains("{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n\"}");
        assertThat(call.headers()).extracting(Object::toString).containsExactly("Content-Type: application/json");
    }

    /** The room's token is for the server that gave it. */
    @Scenario
    void offersToTheServerOfTheConnectionInUse(LaneHarness stage) {
        RecvScene.inRoom(stage);
        stage.post(new FixedSnapshot.Now(ConnectionManager.class, Scene.connectedElsewhere()));
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);

        HttpCall call = RecvScene.posted(stage);
        assertThat(call.url()).startsWith("http://other.example.net:8080/api/v2/rtp2webrtc/offer/100?");
        assertThat(call.trust()).isEqualTo(TlsTrust.ANYTHING);
    }

    @Scenario
    void givesTheTokenToNobodyWithoutAConnection(LaneHarness stage) {
        RecvScene.inRoom(stage);
        stage.post(new FixedSnapshot.Now(ConnectionManager.class, ConnectionSnapshot.IDLE));
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);

        assertThat(stage.commands(Send.class)).isEmpty();
    }

    @Scenario
    void aSinkOrAReadingThatFailsConcernsNeitherTheSessionNorTheCall(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        for (String command : List.of("addSink", "removeSink", "setEncodings", "insertTones")) {
            stage.post(new MediaEvent.PeerCommandFailed(RecvScene.peer(stage), "recv-audio", "", command, "no such directory"));
        }
        stage.post(new MediaEvent.PeerCommandFailed(RecvScene.peer(stage), "reading", "collectStatistics", "gone"));
        RecvScene.negotiated(stage);
        RecvScene.tracks(stage);

        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-session-started");
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void startsOnlyWhenAudioAndVideoHaveArrived(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.negotiated(stage);
        assertThat(RecvScene.recvEvents(stage)).isEmpty();
        RecvScene.tracks(stage);

        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-session-started");
        assertThat(RecvScene.session(stage).started()).isTrue();
        assertThat(Scene.call(stage).remoteStreams().main().orElseThrow().participant()).isEqualTo("default");
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void triesTheSameOfferAgain(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);
        RecvScene.answeredBy(stage, 500, "");
        stage.advance(Duration.ofMillis(499));
        assertThat(stage.commands(Send.class)).hasSize(1);
        stage.advance(Duration.ofMillis(1));
        stage.post(new HttpEvent.HttpFailed(RecvScene.posted(stage).id(), "no route"));
        stage.advance(Duration.ofMillis(500));
        RecvScene.answeredBy(stage, 200, RecvScene.ANSWER);
        RecvScene.applied(stage);
        RecvScene.tracks(stage);

        assertThat(stage.commands(Send.class)).hasSize(3);
        assertThat(stage.commands(CreateOffer.class)).hasSize(1);
        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-session-started");
    }

    @Scenario
    void tenFailuresEndTheCallWithTheReason(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);
        for (int attempt = 1; attempt <= 10; attempt++) {
            RecvScene.answeredBy(stage, 500, "");
            stage.advance(Duration.ofMillis(500));
        }
        assertThat(stage.commands(Send.class)).hasSize(10);
        assertThat(stage.command(Terminate.class).cause()).isEqualTo(SipCause.INTERNAL_ERROR);
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.INTERNAL_ERROR)));

        assertThat(stage.events(CallEvent.Failed.class).get(0).failure().reason())
                .isEqualTo("call limit (10) is reached: sendOffer failed with status 500");
        assertThat(stage.commands(Close.class)).hasSize(2);
    }

    @Scenario
    void aTokenThatIsTakenAwayMeanwhileEndsNoCallAndTheNextOneStartsTheSession(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);
        stage.post(new FixedSnapshot.Now(ConferenceStateManager.class, ConferenceStateSnapshot.NONE));
        for (int attempt = 1; attempt <= 10; attempt++) {
            RecvScene.answeredBy(stage, 403, "");
            stage.advance(Duration.ofMillis(500));
        }
        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(stage.timers()).isZero();
        stage.forget();
        RecvScene.token(stage, "200");
        RecvScene.negotiated(stage);
        RecvScene.tracks(stage);

        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-session-started");
        assertThat(RecvScene.session(stage).conference()).isEqualTo("200");
    }

    @Scenario
    void anOfferThatCannotBeSentOverALostTransportIsNoRefusedOne(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        stage.post(new FixedSnapshot.Now(ConnectionManager.class, Scene.transportLost()));
        RecvScene.offered(stage);
        stage.advance(Duration.ofMinutes(1));
        assertThat(stage.commands(Send.class)).isEmpty();
        assertThat(stage.commands(Terminate.class)).isEmpty();
        stage.post(new FixedSnapshot.Now(ConnectionManager.class, Scene.connection())).advance(Duration.ofMillis(500));
        RecvScene.answeredBy(stage, 200, RecvScene.ANSWER);
        RecvScene.applied(stage);
        RecvScene.tracks(stage);

        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-session-started");
    }

    @Scenario
    void anAnswerThatIsNoneCountsAsAFailure(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);
        for (String body : new String[] {"", "[]", "nonsense", "{\"type\":\"offer\",\"sdp\":\"v=0\"}", "{\"type\":\"answer\"}"}) {
            RecvScene.answeredBy(stage, 200, body);
            stage.advance(Duration.ofMillis(500));
        }

        assertThat(stage.commands(Send.class)).hasSize(6);
        assertThat(stage.commands(SetRemote.class)).isEmpty();
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
    }

    @Scenario
    void becomingAParticipantDuringTheOfferCancelsItAndTheCallGoesOn(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);
        String posted = RecvScene.posted(stage).id();
        PeerId peer = RecvScene.peer(stage);
        RecvScene.participant(stage);
        stage.post(new HttpEvent.HttpFailed(posted, "late"));
        stage.advance(Duration.ofSeconds(60));

        assertThat(stage.command(Cancel.class).id()).isEqualTo(posted);
        assertThat(stage.command(Close.class).peer()).isEqualTo(peer);
        assertThat(Scene.call(stage).snapshot().state()).isEqualTo(CallState.IN_CALL);
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void anotherAudioChannelIsANewSession(LaneHarness stage) {
        RecvScene.watching(stage);
        PeerId former = RecvScene.peer(stage);
        RecvScene.spectator(stage, "5");
        assertThat(stage.commands()).isEmpty();
        RecvScene.spectator(stage, "6");

        assertThat(stage.command(Close.class).peer()).isEqualTo(former);
        assertThat(RecvScene.session(stage).audioChannel()).isEqualTo("6");
        assertThat(stage.commands(SetEncodings.class)).isEmpty();
        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-session-ended");
    }

    @Scenario
    void waitsForTheTokenAndStartsOnce(LaneHarness stage) {
        Scene.inCall(stage).forget();
        RecvScene.spectator(stage, "5");
        assertThat(stage.commands(Open.class)).isEmpty();
        RecvScene.token(stage, "100");
        RecvScene.token(stage, "100");

        assertThat(stage.commands(Open.class)).hasSize(1);
        assertThat(RecvScene.session(stage).conference()).isEqualTo("100");
    }

    @Scenario
    void aParticipantNoLongerWaitsForTheToken(LaneHarness stage) {
        Scene.inCall(stage).forget();
        RecvScene.spectator(stage, "5");
        RecvScene.participant(stage);
        RecvScene.token(stage, "100");

        assertThat(stage.commands(Open.class)).isEmpty();
    }

    @Scenario
    void anotherConferenceIsNegotiatedInPlace(LaneHarness stage) {
        RecvScene.watching(stage);
        PeerId peer = RecvScene.peer(stage);
        RecvScene.token(stage, "200");
        RecvScene.offered(stage);

        assertThat(RecvScene.peer(stage)).isEqualTo(peer);
        assertThat(RecvScene.posted(stage).url()).contains("/offer/200?");
        assertThat(stage.commands(Open.class)).isEmpty();
    }

    @Scenario
    void aNewerNegotiationCancelsTheOneGoingOn(LaneHarness stage) {
        RecvScene.watching(stage);
        CompletionStage<Boolean> first = Scene.call(stage).renegotiate();
        stage.settle();
        RecvScene.offered(stage);
        CompletionStage<Boolean> second = Scene.call(stage).renegotiate();
        assertThat(stage.failure(first)).isInstanceOfSatisfying(RecvSessionException.class,
                error -> assertThat(error.canceled()).isTrue());
        assertThat(stage.commands(Cancel.class)).hasSize(1);
        stage.post(new MediaEvent.RolledBack(RecvScene.peer(stage), stage.command(Rollback.class).request()));
        RecvScene.negotiated(stage);

        assertThat(stage.result(second)).isTrue();
        assertThat(stage.commands(Send.class)).hasSize(2);
    }

    @Scenario
    void aNewerNegotiationWaitsForTheMediaEngine(LaneHarness stage) {
        RecvScene.watching(stage);
        CompletionStage<Boolean> first = Scene.call(stage).renegotiate();
        CompletionStage<Boolean> second = Scene.call(stage).renegotiate();
        stage.settle();
        RecvScene.offered(stage);
        stage.post(new MediaEvent.RolledBack(RecvScene.peer(stage), stage.command(Rollback.class).request()));
        RecvScene.negotiated(stage);

        assertThat(stage.failure(first)).isInstanceOf(RecvSessionException.class);
        assertThat(stage.result(second)).isTrue();
        assertThat(stage.commands(Send.class)).hasSize(1);
    }

    @Scenario
    void anotherConferenceIsNegotiatedThoughTheAnswerOfTheFormerCouldNotBeSet(LaneHarness stage) {
        RecvScene.watching(stage);
        CompletionStage<Boolean> former = Scene.call(stage).renegotiate();
        stage.settle();
        RecvScene.offered(stage);
        RecvScene.answeredBy(stage, 200, RecvScene.ANSWER);
        RecvScene.token(stage, "200");
        fails(stage, "setRemote");
        stage.post(new MediaEvent.RolledBack(RecvScene.peer(stage), stage.command(Rollback.class).request()));
        RecvScene.negotiated(stage);

        assertThat(stage.failure(former)).isInstanceOfSatisfying(RecvSessionException.class,
                error -> assertThat(error.canceled()).isTrue());
        assertThat(RecvScene.posted(stage).url()).contains("/offer/200?");
        assertThat(stage.timers()).isZero();
    }

    @Scenario
    void aStartIsNegotiatedForTheConferenceOfNowThoughTheAnswerOfTheFormerCouldNotBeSet(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);
        RecvScene.answeredBy(stage, 200, RecvScene.ANSWER);
        RecvScene.token(stage, "200");
        fails(stage, "setRemote");
        stage.post(new MediaEvent.RolledBack(RecvScene.peer(stage), stage.command(Rollback.class).request()));
        RecvScene.negotiated(stage);
        RecvScene.tracks(stage);

        assertThat(stage.commands(Terminate.class)).isEmpty();
        assertThat(RecvScene.posted(stage).url()).contains("/offer/200?");
        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-session-started");
    }

    @Scenario
    void aNewerNegotiationIsMadeThoughTheFormerOfferCouldNotBe(LaneHarness stage) {
        RecvScene.watching(stage);
        Scene.call(stage).renegotiate();
        CompletionStage<Boolean> newer = Scene.call(stage).renegotiate();
        stage.settle();
        fails(stage, "createOffer");
        RecvScene.negotiated(stage);

        assertThat(stage.result(newer)).isTrue();
    }

    @Scenario
    void aNewerNegotiationThatFailsItselfIsNotMadeAgain(LaneHarness stage) {
        RecvScene.watching(stage);
        Scene.call(stage).renegotiate();
        CompletionStage<Boolean> newer = Scene.call(stage).renegotiate();
        stage.settle();
        fails(stage, "createOffer");
        fails(stage, "createOffer");

        assertThat(stage.failure(newer)).hasMessage("busy");
        assertThat(stage.commands(CreateOffer.class)).hasSize(2);
    }

    /** The media engine could not do what it was asked for last. */
    private static void fails(LaneHarness stage, String command) {
        String request = command.equals("setRemote") ? stage.command(SetRemote.class).request() : stage.command(CreateOffer.class).request();
        stage.post(new MediaEvent.PeerCommandFailed(RecvScene.peer(stage), request, command, "busy"));
    }

    @Scenario
    void aConnectionThatDoesNotComeUpInFiveSecondsEndsTheCall(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.offered(stage);
        RecvScene.answeredBy(stage, 200, RecvScene.ANSWER);
        stage.post(new MediaEvent.PeerStateChanged(RecvScene.peer(stage), PeerState.CONNECTING));
        stage.post(new MediaEvent.RemoteDescriptionSet(RecvScene.peer(stage), stage.command(SetRemote.class).request(),
                SdpType.ANSWER));
        stage.advance(Duration.ofMillis(4999));
        assertThat(stage.commands(Terminate.class)).isEmpty();
        stage.advance(Duration.ofMillis(1));

        assertThat(stage.commands(Terminate.class)).hasSize(1);
    }

    @Scenario
    void aFailedConnectionEndsTheNegotiationAtOnce(LaneHarness stage) {
        RecvScene.watching(stage);
        CompletionStage<Boolean> done = Scene.call(stage).renegotiate();
        RecvScene.offered(stage);
        RecvScene.answeredBy(stage, 200, RecvScene.ANSWER);
        stage.post(new MediaEvent.PeerStateChanged(RecvScene.peer(stage), PeerState.CONNECTING));
        stage.post(new MediaEvent.RemoteDescriptionSet(RecvScene.peer(stage), stage.command(SetRemote.class).request(),
                SdpType.ANSWER));
        stage.post(new MediaEvent.PeerStateChanged(RecvScene.peer(stage), PeerState.FAILED));

        assertThat(stage.failure(done)).hasMessage("Peer connection in terminal state: failed. Recovery is not possible.");
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void tracksThatNeverComeEndTheStart(LaneHarness stage) {
        RecvScene.inRoom(stage);
        RecvScene.spectator(stage, "5");
        RecvScene.negotiated(stage);
        stage.advance(Duration.ofSeconds(10));

        assertThat(stage.commands(Terminate.class)).hasSize(1);
    }

    @Scenario
    void renegotiatingAsASpectatorWithoutASessionIsNotReady(LaneHarness stage) {
        Scene.inCall(stage);
        RecvScene.spectator(stage, "5");

        assertThat(stage.result(Scene.call(stage).renegotiate())).isFalse();
    }

    @Scenario
    void aSilentRestartIsToldToNobodyButTheClient(LaneHarness stage) {
        RecvScene.watching(stage);
        CompletionStage<Boolean> restarted = Scene.call(stage).restartRecvSession();
        stage.settle();
        RecvScene.negotiated(stage);
        RecvScene.tracks(stage);

        assertThat(stage.result(restarted)).isTrue();
        assertThat(RecvScene.recvEvents(stage)).isEmpty();
        assertThat(stage.commands(Open.class)).hasSize(1);
    }

    @Scenario
    void aParticipantHasNoQuality(LaneHarness stage) {
        RecvScene.inRoom(stage);

        assertThat(stage.result(Scene.call(stage).setRecvQuality(RecvQuality.LOW))).isFalse();
        assertThat(stage.result(Scene.call(stage).applyQuality(RecvQuality.LOW)))
                .isEqualTo(new QualityResult(false, Optional.empty()));
        assertThat(stage.result(Scene.call(stage).restartRecvSession())).isFalse();
    }

    @Scenario
    void anotherQualityIsANewSession(LaneHarness stage) {
        RecvScene.watching(stage);
        CompletionStage<Boolean> changed = Scene.call(stage).setRecvQuality(RecvQuality.LOW);
        stage.settle();
        RecvScene.negotiated(stage);
        assertThat(RecvScene.posted(stage).url()).contains("quality=low");
        assertThat(stage.pending(changed)).isTrue();
        RecvScene.tracks(stage);

        assertThat(stage.result(changed)).isTrue();
        assertThat(stage.events(CallEvent.RecvQualityChanged.class))
                .containsExactly(new CallEvent.RecvQualityChanged(RecvQuality.AUTO, RecvQuality.LOW, RecvQuality.LOW));
        assertThat(RecvScene.recvEvents(stage)).containsExactly("call:recv-quality-changed");
    }

    @Scenario
    void anotherNameForTheSameQualityNeedsNoSession(LaneHarness stage) {
        RecvScene.watching(stage);
        assertThat(stage.result(Scene.call(stage).setRecvQuality(RecvQuality.AUTO))).isFalse();
        assertThat(stage.result(Scene.call(stage).setRecvQuality(RecvQuality.HIGH))).isTrue();
        assertThat(stage.result(Scene.call(stage).applyQuality(RecvQuality.AUTO)))
                .isEqualTo(new QualityResult(true, Optional.of(RecvQuality.HIGH)));

        assertThat(stage.commands()).isEmpty();
        assertThat(RecvScene.recvEvents(stage)).hasSize(2);
    }

    @Scenario
    void aQualityCanBeAppliedInPlace(LaneHarness stage) {
        RecvScene.watching(stage);
        CompletionStage<QualityResult> applied = Scene.call(stage).applyQuality(RecvQuality.MEDIUM);
        stage.settle();
        RecvScene.negotiated(stage);

        assertThat(stage.result(applied)).isEqualTo(new QualityResult(true, Optional.of(RecvQuality.MEDIUM)));
        assertThat(stage.commands(Open.class)).isEmpty();
        assertThat(stage.commands(Send.class)).hasSize(1);
        assertThat(RecvScene.session(stage).quality()).isEqualTo(RecvQuality.MEDIUM);
    }

    @Scenario
    void aQualityThatCouldNotBeAppliedIsTakenBack(LaneHarness stage) {
        RecvScene.watching(stage);
        CompletionStage<QualityResult> applied = Scene.call(stage).applyQuality(RecvQuality.LOW);
        stage.settle();
        stage.post(new MediaEvent.PeerCommandFailed(RecvScene.peer(stage), stage.command(CreateOffer.class).request(),
                "createOffer", "busy"));

        assertThat(stage.failure(applied)).hasMessage("busy");
        assertThat(RecvScene.session(stage).quality()).isEqualTo(RecvQuality.AUTO);
        assertThat(stage.commands(Terminate.class)).isEmpty();
    }

    @Scenario
    void theEndOfTheCallFreesTheSession(LaneHarness stage) {
        RecvScene.watching(stage);
        CompletionStage<Boolean> pending = Scene.call(stage).renegotiate();
        stage.settle();
        stage.post(new SipEvent.DialogEnded(Scene.UA, Scene.dialog(stage), SipFailure.local(SipCause.TERMINATED)));

        assertThat(stage.failure(pending)).isInstanceOf(RecvSessionException.class);
        assertThat(stage.commands(Close.class)).hasSize(2);
        assertThat(Scene.call(stage).snapshot().recvSession()).isEmpty();
        assertThat(stage.timers()).isZero();
        assertThat(stage.events(CallEvent.RoleChanged.class)).isEmpty();
    }
}
