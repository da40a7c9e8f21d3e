/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.sipconnector.managers.Situations.PARAMETERS;
import static org.sipconnector.managers.Situations.SESSION;
import static org.sipconnector.managers.Situations.STREAM;
import static org.sipconnector.managers.Situations.WRONG;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MutedByServerException;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.NoUserAgentException;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.connection.TelephonyNotAvailableException;
import org.sipconnector.api.connector.CallProgressListener;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.ConnectToServerResult;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerRequestException;
import org.sipconnector.api.sip.Header;

/** How the facade's operations go. */
final class FacadeCourses {

    private static final CallToServerParameters TO_600 = CallToServerParameters.to("600");
    private static final CallParameters ANSWERING = CallParameters.answering();
    private static final CallProgressListener LISTENER = new CallProgressListener() {};

    private FacadeCourses() {}

    static void declare(Courses courses) {
        connection(courses);
        byItself(courses);
        called(courses, "callToServer(String)", all -> all.facade().callToServer("600"));
        called(courses, "callToServer(CallToServerParameters)", all -> all.facade().callToServer(TO_600));
        called(courses, "callToServer(CallToServerParameters, String)", all -> all.facade().callToServer(TO_600, "c"));
        called(courses, "callToServer(CallToServerParameters, CallProgressListener)", all -> all.heard().callToServer(TO_600, LISTENER));
        answered(courses, "answerToIncomingCall()", all -> all.facade().answerToIncomingCall());
        answered(courses, "answerToIncomingCall(CallParameters)", all -> all.facade().answerToIncomingCall(ANSWERING));
        answered(courses, "answerToIncomingCall(CallParameters, String)", all -> all.facade().answerToIncomingCall(ANSWERING, "a"));
        answered(courses, "answerToIncomingCall(DialogId, CallParameters)",
                all -> all.facade().answerToIncomingCall(Situations.FIRST, ANSWERING));
        answered(courses, "answerToIncomingCall(DialogId, CallParameters, String)",
                all -> all.facade().answerToIncomingCall(Situations.FIRST, ANSWERING, "a"));
        answered(courses, "answerToIncomingCall(DialogId, CallParameters, CallProgressListener)",
                all -> all.heard().answerToIncomingCall(Situations.FIRST, ANSWERING, LISTENER));
        answered(courses, "answerToIncomingCall(CallParameters, CallProgressListener)",
                all -> all.heard().answerToIncomingCall(ANSWERING, LISTENER));
        calls(courses);
        media(courses);
        words(courses);
    }

    private static void connection(Courses courses) {
        connected(courses, "connectToServer()", Situations::unreachable, ConnectionLimitException.class,
                all -> all.facade().connectToServer());
        connected(courses, "connectToServer(ConnectionParameters)", Situations::unreachable, InvalidConfigurationException.class,
                all -> all.facade().connectToServer(all.manners.reachable ? PARAMETERS : WRONG));
        connected(courses, "connectToServer(Supplier, ConnectOptions)", Situations::unreachable, ConnectionLimitException.class,
                all -> all.facade().connectToServer(() -> CompletableFuture.completedFuture(PARAMETERS), ConnectOptions.STANDARD));
        courses.of("SipConnectorFacade.disconnectFromServer()", all -> all.facade().disconnectFromServer())
                .succeeds(Situations::inRoom, Boolean.TRUE::equals)
                .isRefusedByAClosedConnector()
                .isCancelled(Situations::inCall);
        courses.of("SipConnectorFacade.checkTelephony(ConnectionParameters)", all -> all.facade().checkTelephony(PARAMETERS))
                .succeeds(Situations::nothing)
                .isRefused(Situations::unreachable, TelephonyNotAvailableException.class)
                .isCancelled(Situations::nothing);
        courses.of("SipConnectorFacade.ping()", all -> all.facade().ping())
                .succeeds(Situations::connected)
                .isRefused(Situations::nothing, NoUserAgentException.class)
                .isGivenUp(Situations::silent, Situations::disconnects, RequestFailedException.class)
                .isCancelled(Situations::connected);
    }

    private static void connected(Courses courses, String operation, java.util.function.Consumer<WholeConnector> refusing,
            Class<? extends Throwable> error, Function<WholeConnector, CompletionStage<?>> call) {
        courses.of("SipConnectorFacade." + operation, call)
                .succeeds(Situations::nothing, outcome -> ((ConnectToServerResult) outcome).successful())
                .isRefused(refusing, error)
                .isGivenUp(Situations::nothing, Situations::disconnects, ConnectToServerResult.NOT_CONNECTED::equals)
                .isCancelled(Situations::nothing);
    }

    private static void byItself(Courses courses) {
        courses.of("SipConnectorFacade.startAutoConnect()", all -> all.facade().startAutoConnect())
                .succeeds(Situations::nothing, outcome -> ((AutoConnectResult) outcome).succeeded())
                .isRefused(all -> all.manners.registrations = 403, outcome -> !((AutoConnectResult) outcome).succeeded())
                .isGivenUp(Situations::unreachable, Situations::disconnects, outcome -> !((AutoConnectResult) outcome).succeeded())
                .isCancelled(Situations::nothing);
        courses.of("SipConnectorFacade.startAutoConnect(AutoConnectorParameters)",
                all -> all.facade().startAutoConnect(all.keeping(all.manners.reachable ? PARAMETERS : WRONG)))
                .succeeds(Situations::nothing, outcome -> ((AutoConnectResult) outcome).succeeded())
                .isRefused(Situations::unreachable, outcome -> !((AutoConnectResult) outcome).succeeded())
                .isGivenUp(Situations::nothing, all -> all.facade().stopAutoConnect(), outcome -> !((AutoConnectResult) outcome).succeeded())
                .isCancelled(Situations::nothing);
        courses.of("SipConnectorFacade.stopAutoConnect()", all -> all.facade().stopAutoConnect())
                .succeeds(Situations::connectedByItself)
                .isRefusedByAClosedConnector()
                .isCancelled(Situations::connectedByItself);
    }

    private static void called(Courses courses, String operation, Function<WholeConnector, CompletionStage<?>> call) {
        courses.of("SipConnectorFacade." + operation, call)
                .succeeds(Situations::connected, PeerId.class::isInstance)
                .isRefused(Situations::callsRefused, CallFailedException.class)
                .isGivenUp(Situations::callsRing, Situations::hangsUp, CallFailedException.class)
                .isCancelled(Situations::connected);
    }

    private static void answered(Courses courses, String operation, Function<WholeConnector, CompletionStage<?>> call) {
        courses.of("SipConnectorFacade." + operation, call)
                .succeeds(Situations::ringing, PeerId.class::isInstance)
                .isRefused(Situations::connected, NoIncomingCallException.class)
                .isGivenUp(Situations::ringing, all -> all.sip.dialogs().forEach(ActingDialog::cancelled), CallFailedException.class)
                .isCancelled(Situations::ringing);
    }

    private static void calls(Courses courses) {
        courses.of("SipConnectorFacade.connectAndCallToServer(ConnectAndCallParameters)", all -> all.facade().connectAndCallToServer(SESSION))
                .succeeds(Situations::nothing, ConnectAndCallResult.InCall.class::isInstance)
                .isRefused(Situations::callsRefused, CallFailedException.class)
                .isGivenUp(Situations::unreachable, Situations::hangsUp, ConnectAndCallResult.NotInCall.class::isInstance)
                .isCancelled(Situations::nothing);
        courses.of("SipConnectorFacade.hangUp()", all -> all.facade().hangUp())
                .succeeds(Situations::inRoom).isRefusedByAClosedConnector().isCancelled(Situations::inCall);
        courses.of("SipConnectorFacade.declineToIncomingCall()", all -> all.facade().declineToIncomingCall())
                .succeeds(Situations::ringing).isRefused(Situations::connected, NoIncomingCallException.class)
                .isCancelled(Situations::ringing);
        courses.of("SipConnectorFacade.declineToIncomingCall(DialogId, int)",
                all -> all.facade().declineToIncomingCall(Situations.FIRST, 480))
                .succeeds(Situations::ringing).isRefused(Situations::connected, NoIncomingCallException.class)
                .isCancelled(Situations::ringing);
        courses.of("SipConnectorFacade.declineToIncomingCall(int)", all -> all.facade().declineToIncomingCall(480))
                .succeeds(Situations::ringing).isRefused(Situations::connected, NoIncomingCallException.class)
                .isCancelled(Situations::ringing);
    }

    private static void media(Courses courses) {
        replaced(courses, "replaceMediaStream(LocalStream)", all -> all.facade().replaceMediaStream(STREAM));
        replaced(courses, "replaceMediaStream(LocalStream, ReplaceOptions)",
                all -> all.facade().replaceMediaStream(STREAM, ReplaceOptions.STANDARD));
        courses.of("SipConnectorFacade.mute(Set)", all -> all.facade().mute(Set.of(MediaKind.AUDIO)))
                .succeeds(Situations::inRoom, outcome -> ((MutedMedia) outcome).has(MediaKind.AUDIO))
                .isRefused(Situations::connected, NoEstablishedCallException.class)
                .isCancelled(Situations::inRoom);
        courses.of("SipConnectorFacade.unmute(Set)", all -> all.facade().unmute(Set.of(MediaKind.AUDIO)))
                .succeeds(all -> {
                    Situations.inRoom(all);
                    all.soon(all.facade().mute(Set.of(MediaKind.AUDIO)));
                }, MutedMedia.NONE::equals)
                .isRefused(all -> {
                    Situations.inRoom(all);
                    all.dialog().told("application/vinteo.webrtc.mic", List.of(new Header("x-webrtc-mic", "ADMINSTOPMIC"),
                            new Header("x-webrtc-sync", "1")));
                    all.stage.settle();
                }, MutedByServerException.class)
                .isCancelled(Situations::inRoom);
        courses.of("SipConnectorFacade.startPresentation(LocalTrack)", all -> all.facade().startPresentation(PlayStep.screen("a")))
                .succeeds(Situations::inRoom).isRefused(Situations::refusing, PresentationException.class)
                .isGivenUp(Situations::inRoom, Situations::hangsUp, PresentationException.class).isCancelled(Situations::inRoom);
        courses.of("SipConnectorFacade.startPresentation(LocalTrack, PresentationOptions)",
                all -> all.facade().startPresentation(PlayStep.screen("a"), PresentationOptions.STANDARD))
                .succeeds(Situations::inRoom).isRefused(Situations::connected, NoEstablishedCallException.class)
                .isGivenUp(Situations::inRoom, all -> all.facade().stopPresentation(), PresentationException.class)
                .isCancelled(Situations::inRoom);
        courses.of("SipConnectorFacade.updatePresentation(LocalTrack, PresentationOptions)",
                all -> all.facade().updatePresentation(PlayStep.screen("b"), PresentationOptions.STANDARD))
                .succeeds(Situations::presenting).isRefused(Situations::inRoom, PresentationException.class)
                .isGivenUp(Situations::presenting, Situations::theyHangUp, PresentationException.class).isCancelled(Situations::presenting);
        courses.of("SipConnectorFacade.stopPresentation()", all -> all.facade().stopPresentation())
                .succeeds(Situations::presenting, Optional.of(PlayStep.screen("a"))::equals)
                .isRefused(all -> {
                    Situations.presenting(all);
                    all.manners.requests = 480;
                }, Optional.empty()::equals)
                .isGivenUp(Situations::presenting, Situations::hangsUp, Optional.empty()::equals)
                .isCancelled(Situations::presenting);
    }

    private static void replaced(Courses courses, String operation, Function<WholeConnector, CompletionStage<?>> call) {
        courses.of("SipConnectorFacade." + operation, call)
                .succeeds(Situations::inCall)
                .isRefused(Situations::connected, NoEstablishedCallException.class)
                .isCancelled(Situations::inCall);
    }

    private static void words(Courses courses) {
        courses.of("SipConnectorFacade.sendRefusalToTurnOnCam()", all -> all.facade().sendRefusalToTurnOnCam())
                .succeeds(Situations::inRoom).isRefused(Situations::refusing, outcome -> outcome == null).isCancelled(Situations::inRoom);
        courses.of("SipConnectorFacade.sendRefusalToTurnOnMic()", all -> all.facade().sendRefusalToTurnOnMic())
                .succeeds(Situations::inRoom).isRefused(Situations::connected, outcome -> outcome == null).isCancelled(Situations::inRoom);
        said(courses, "sendMediaState(MediaState)", all -> all.facade().sendMediaState(new MediaState(true, false)));
        said(courses, "sendChannels(Channels)",
                all -> all.facade().sendChannels(new Channels(Optional.of("1"), Optional.of("2"))));
        said(courses, "sendDtmf(String)", all -> all.facade().sendDtmf("1,2"));
        courses.of("SipConnectorFacade.sendDtmf(String, BooleanSupplier)",
                all -> all.facade().sendDtmf("12", () -> all.manners.engine))
                .succeeds(Situations::inRoom, Boolean.TRUE::equals)
                .isRefused(Situations::refusing, ServerRequestException.class)
                .isGivenUp(Situations::inRoom, all -> all.manners.engine = false, Boolean.FALSE::equals)
                .isCancelled(Situations::inRoom);
        courses.of("SipConnectorFacade.askPermissionToEnableCam()", all -> all.facade().askPermissionToEnableCam())
                .succeeds(Situations::inRoom)
                .isRefused(Situations::connected, NoEstablishedCallException.class)
                .isGivenUp(Situations::inRoom, Situations::theyHangUp, ServerRequestException.class)
                .isCancelled(Situations::inRoom);
        courses.of("SipConnectorFacade.waitChannels()", all -> all.facade().waitChannels())
                .succeeds(Situations::inRoom, all -> all.dialog().told("application/vinteo.webrtc.roomname", List.of(
                        new Header("x-webrtc-input-channels", "1"), new Header("x-webrtc-output-channels", "2"))),
                        new Channels(Optional.of("1"), Optional.of("2"))::equals)
                .isGivenUp(Situations::inRoom, Situations::theyHangUp, NoEstablishedCallException.class)
                .isRefusedByAClosedConnector().isCancelled(Situations::inRoom);
    }

    private static void said(Courses courses, String operation, Function<WholeConnector, CompletionStage<?>> call) {
        courses.of("SipConnectorFacade." + operation, call)
                .succeeds(Situations::inRoom)
                .isRefused(Situations::refusing, ServerRequestException.class)
                .isRefused(Situations::connected, NoEstablishedCallException.class)
                .isGivenUp(Situations::silent, Situations::hangsUp,
                        outcome -> outcome instanceof ServerRequestException || outcome instanceof NoEstablishedCallException)
                .isCancelled(Situations::inRoom);
    }
}
