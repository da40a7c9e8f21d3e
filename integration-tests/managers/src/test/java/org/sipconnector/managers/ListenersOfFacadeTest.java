/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.connector.CallProgressListener;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.MediaStateListener;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.testkit.LaneHarness;

/** What the facade's listeners hear of whole calls, and that they hear nothing any more once they need not. */
class ListenersOfFacadeTest {

    private static final CallToServerParameters TO_600 = CallToServerParameters.to("600").withAutoRedial(false);

    private final LaneHarness stage = new LaneHarness();
    private final WholeConnector all = new WholeConnector(stage);
    private final SipConnectorFacade facade = all.heard();
    private final List<String> heard = new ArrayList<>();

    private final CallProgressListener listener = new CallProgressListener() {
        @Override
        public void onBeforeProgressCall(String number) {
            heard.add("before " + number);
        }

        @Override
        public void onSuccessProgressCall(boolean purgatory) {
            heard.add("success " + purgatory);
        }

        @Override
        public void onEnterPurgatory() {
            heard.add("purgatory");
        }

        @Override
        public void onEnterConference(boolean successful) {
            heard.add("conference " + successful);
        }

        @Override
        public void onFailProgressCall(String reason) {
            heard.add("fail");
        }

        @Override
        public void onFinishProgressCall() {
            heard.add("finish");
        }

        @Override
        public void onEndedCall() {
            heard.add("ended");
        }
    };

    private void says(String about, Header... headers) {
        all.dialog().told("application/vinteo.webrtc." + about, List.of(headers));
        stage.settle();
    }

    @Test
    void aCallIsToldFromItsBeginningToItsEnd() {
        all.connected();
        CompletionStage<PeerId> called = facade.callToServer(TO_600, listener);
        all.soon(called);
        says("roomname", new Header("x-webrtc-enter-room", "purgatory"), new Header("x-webrtc-participant-name", "T"));
        all.enters("600");
        all.dialog().bye();
        stage.settle();

        assertThat(heard).containsExactly("before 600", "success false", "finish", "purgatory", "conference true", "ended");
    }

    @Test
    void aCallThatFailsIsToldSoAndTheNextCallIsNoneOfItsListenersBusiness() {
        all.connected();
        all.manners.invitations = 486;
        all.refused(facade.callToServer(TO_600, listener));
        all.manners.invitations = Manners.OBLIGING;
        all.soon(facade.callToServer(TO_600));
        all.soon(facade.hangUp());

        assertThat(heard).containsExactly("before 600", "fail", "finish");
        assertThat(stage.listeners()).isZero();
    }

    @Test
    void twoCallsAtOnceAreToldApart() {
        all.connected();
        all.soon(facade.callToServer(TO_600, listener));
        all.refused(facade.callToServer(CallToServerParameters.to("601"), new CallProgressListener() {}));

        assertThat(heard).containsExactly("before 600", "success false", "finish");
    }

    @Test
    void anAnsweredCallIsToldWithItsCaller() {
        Situations.ringing(all);
        all.soon(facade.answerToIncomingCall(CallParameters.answering(), listener));
        all.soon(facade.hangUp());

        assertThat(heard).containsExactly("before caller", "success false", "finish", "ended");
        assertThat(stage.listeners()).isZero();
    }

    @Test
    void aNamedCallThatIsAnsweredIsToldWithItsCaller() {
        Situations.twoRing(all);
        all.soon(facade.answerToIncomingCall(Situations.FIRST, CallParameters.answering(), listener));
        all.soon(facade.hangUp());

        assertThat(heard).containsExactly("before caller", "success false", "finish", "ended");
        assertThat(stage.listeners()).isZero();
    }

    @Test
    void aCallOfAClosedConnectorLeavesNoListener() {
        all.close();

        stage.failure(facade.callToServer(TO_600, listener));
        assertThat(heard).isEmpty();
        assertThat(stage.listeners()).isZero();
    }

    @Test
    void aCallCancelledBeforeItsTurnLeavesNoListener() {
        all.connected();
        facade.callToServer(TO_600, listener).toCompletableFuture().cancel(false);
        stage.advance(WholeConnector.MOMENT);

        assertThat(heard).isEmpty();
        assertThat(stage.listeners()).isZero();
    }

    @Test
    void whatTheServerSaysIsHeardUntilTheSubscriptionIsClosed() {
        all.inCall();
        List<AutoCloseable> subscriptions = List.of(
                facade.onUseLicense(license -> heard.add("license " + license)),
                facade.onMustStopPresentation(() -> heard.add("stop presenting")),
                facade.onMoveToSpectators(move -> heard.add("spectators " + move.synthetic())),
                facade.onMoveToParticipants(() -> heard.add("participants")),
                facade.onMediaState(new MediaStateListener() {
                    @Override
                    public void onStopMicForced() {
                        heard.add("mic off");
                    }
                }));
        everythingIsSaid();
        assertThat(heard).containsExactly("license AUDIO", "stop presenting", "spectators true", "participants", "mic off");

        subscriptions.forEach(ListenersOfFacadeTest::close);
        everythingIsSaid();
        assertThat(heard).hasSize(5);
        assertThat(stage.listeners()).isZero();
    }

    private void everythingIsSaid() {
        says("uselic", new Header("x-webrtc-use-license", "AUDIO"));
        says("sharedesktop", new Header("x-webrtc-share-state", "YOUMUSTSTOPSENDCONTENT"));
        says("partstate", new Header("x-webrtc-partstate", "SPECTATOR"));
        says("partstate", new Header("x-webrtc-partstate", "PARTICIPANT"));
        says("mic", new Header("x-webrtc-mic", "ADMINSTOPMIC"), new Header("x-webrtc-sync", "1"));
    }

    /** Each of these has a test here. */
    @Test
    void theFacadeHasNoOtherListeners() {
        assertThat(Arrays.stream(SipConnectorFacade.class.getMethods()).map(Method::getName).filter(name -> name.startsWith("on")))
                .containsExactlyInAnyOrder("onUseLicense", "onMustStopPresentation", "onMoveToSpectators", "onMoveToParticipants",
                        "onMediaState", "onStats", "onReadyRemoteStreams", "onRemoteVideoTrack");
    }

    @Test
    void everyOrderAndRequestAboutCameraAndMicrophoneIsHeardAsWhatItIs() {
        all.inCall();
        facade.onMediaState(everythingHeard());
        for (String command : List.of("ADMINSTARTMAINCAM", "ADMINSTOPMAINCAM")) {
            says("maincam", new Header("x-webrtc-maincam", command), new Header("x-webrtc-sync", "1"));
            says("maincam", new Header("x-webrtc-maincam", command), new Header("x-webrtc-sync", "0"));
        }
        for (String command : List.of("ADMINSTARTMIC", "ADMINSTOPMIC")) {
            says("mic", new Header("x-webrtc-mic", command), new Header("x-webrtc-sync", "1"));
            says("mic", new Header("x-webrtc-mic", command));
        }

        assertThat(heard).containsExactly("onStartMainCamForced", "onStartMainCamNotForced", "onStopMainCamForced",
                "onStopMainCamNotForced", "onStartMicForced", "onStartMicNotForced", "onStopMicForced", "onStopMicNotForced");
    }

    private MediaStateListener everythingHeard() {
        return (MediaStateListener) Proxy.newProxyInstance(MediaStateListener.class.getClassLoader(),
                new Class<?>[] {MediaStateListener.class}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == MediaStateListener.class) {
                        heard.add(method.getName());
                        return null;
                    }
                    return switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        default -> "listener";
                    };
                });
    }

    @Test
    void statisticsStreamsAndVideoTracksAreHeard() {
        facade.onStats(statistics -> heard.add("statistics"));
        facade.onReadyRemoteStreams(streams -> heard.add("streams " + streams.main().isPresent()));
        facade.onRemoteVideoTrack(track -> heard.add("track " + track.kind()));
        all.inCall();
        stage.advance(Duration.ofSeconds(2));

        assertThat(heard).contains("track VIDEO", "streams true", "statistics").doesNotContain("track AUDIO");
    }

    @Test
    void aTrackThatHasEndedBeforeItsListenerIsToldIsNotTold() {
        PeerId peer = all.inCall();
        facade.onRemoteVideoTrack(track -> heard.add("track " + track.id()));
        RemoteTrack brief = new RemoteTrack("brief", MediaKind.VIDEO, "video", "video", List.of("other"));
        stage.messagesATurn(2).enqueue(new MediaEvent.TrackAdded(peer, brief)).enqueue(new MediaEvent.TrackRemoved(peer, brief));
        stage.settle();

        assertThat(heard).isEmpty();
        assertThat(facade.remoteStreams().main().map(stream -> stream.tracks().contains(brief))).isEqualTo(Optional.of(false));
    }

    private static void close(AutoCloseable subscription) {
        try {
            subscription.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
