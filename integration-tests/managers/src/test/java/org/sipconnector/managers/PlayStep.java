/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.RecvQuality;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.testkit.LaneHarness;

/** What client, server, network, media engine, time and updates may do next. */
enum PlayStep {
    // ---- the client connects
    CONNECT(play -> play.asks("connect", play.manager(ConnectionQueueManager.class).connect())),
    CONNECT_AS_ANOTHER(play -> play.asks("connect", play.manager(ConnectionQueueManager.class).connect(Situations.ANOTHER, ConnectOptions.STANDARD))),
    FACADE_CONNECT(play -> play.asks("connectToServer", play.facade().connectToServer())),
    DISCONNECT(play -> play.asks("disconnect", play.connector().disconnect())),
    FACADE_DISCONNECT(play -> play.asks("disconnectFromServer", play.facade().disconnectFromServer())),
    REGISTER(play -> play.asks("register", play.manager(ConnectionManager.class).register())),
    UNREGISTER(play -> play.asks("unregister", play.manager(ConnectionManager.class).unregister())),
    TRY_REGISTER(play -> play.asks("tryRegister", play.manager(ConnectionManager.class).tryRegister())),
    PING(play -> play.asks("ping", play.manager(ConnectionManager.class).ping(Optional.empty(), List.of()))),
    CHECK_TELEPHONY(play -> play.asks("checkTelephony", play.manager(ConnectionManager.class).checkTelephony(
            LaneHarness.standardConfiguration().build().parameters()))),
    START_AUTO(play -> play.waitsLong("startAutoConnect", play.manager(AutoConnectorManager.class).start())),
    STOP_AUTO(play -> play.asks("stopAutoConnect", play.manager(AutoConnectorManager.class).stop())),
    RESTART_AUTO(play -> play.asks("restart", play.manager(AutoConnectorManager.class).restart())),
    CANCEL_RETRY(play -> play.asks("cancelPendingRetry", play.manager(AutoConnectorManager.class).cancelPendingRetry())),

    // ---- the client calls
    CALL(play -> play.asks("call", play.connector().call(CallParameters.to("600"), false))),
    CALL_TO_BE_REDIALLED(play -> play.asks("call with redial", play.connector().call(CallParameters.to("600"), true))),
    FACADE_CALL(play -> play.asks("callToServer",
            play.facade().callToServer(CallToServerParameters.to("601"), play.nextCall()))),
    HANG_UP(play -> play.asks("hangUp", play.connector().hangUp())),
    ANSWER(play -> play.asks("answer", play.connector().answerToIncomingCall(CallParameters.answering()))),
    FACADE_ANSWER(play -> play.asks("facade's answer",
            play.facade().answerToIncomingCall(CallParameters.answering(), play.nextCall()))),
    ANSWER_THE_FIRST(play -> play.asks("answer the first",
            play.connector().answerToIncomingCall(Situations.FIRST, CallParameters.answering()))),
    DECLINE_THE_FIRST(play -> play.asks("decline the first", play.manager(IncomingCallManager.class).decline(Situations.FIRST, 486))),
    DECLINE(play -> play.asks("decline", play.manager(IncomingCallManager.class).decline())),
    CONNECT_AND_CALL(play -> play.waitsLong("connectAndCall", play.connector().connectAndCallToServer(
            new ConnectAndCallParameters(Optional.empty(), CallParameters.to("602"))))),
    CLOSE_SESSION(play -> play.asks("closeSession",
            play.connector().closeSession(play.connector().snapshot().session().orElse("none")))),
    WAIT_UNTIL_CLOSED(play -> play.waitsLong("waitUntilClosed",
            play.connector().waitUntilClosed(play.connector().snapshot().session().orElse("none")))),
    FORCE_REDIAL(play -> play.asks("forceCallReconnect", play.manager(CallReconnectManager.class).forceReconnect())),
    CANCEL_REDIAL(play -> play.asks("cancelRedial", play.manager(CallReconnectManager.class).cancelCurrentAttempt())),
    ARM_REDIAL(play -> play.asks("arm", play.manager(CallReconnectManager.class).arm(CallParameters.to("603")))),
    DISARM_REDIAL(play -> play.asks("disarm", play.manager(CallReconnectManager.class).disarm())),
    DRAIN(Play::drains),
    UNDRAIN(play -> play.undrains("undrain")),

    // ---- the client in a call
    PRESENT(play -> play.asks("startPresentation", play.facade().startPresentation(play.screen(), PresentationOptions.STANDARD))),
    UPDATE_PRESENTATION(play -> play.asks("updatePresentation",
            play.facade().updatePresentation(play.screen(), PresentationOptions.STANDARD))),
    STOP_PRESENTATION(play -> play.asks("stopPresentation", play.facade().stopPresentation())),
    RENEGOTIATE(play -> play.asks("renegotiate", play.manager(CallManager.class).renegotiate(RenegotiationOptions.WAITING))),
    RESTART_ICE(play -> play.asks("restartIce", play.manager(CallManager.class).restartIce())),
    REPLACE_STREAM(play -> play.asks("replaceMediaStream", play.manager(CallManager.class).replaceMediaStream(
            LocalStream.of(play.nextCall(), Optional.of("tone:880"), Optional.of("black")), ReplaceOptions.STANDARD))),
    REPLACE_BY_AUDIO(play -> play.asks("replace by audio alone", play.manager(CallManager.class).replaceMediaStream(
            LocalStream.of(play.nextCall(), Optional.of("tone:880"), Optional.empty()), ReplaceOptions.STANDARD))),
    SPECTATE(play -> play.asks("setRole", play.manager(CallManager.class).setRole(CallRole.spectator("audio-1", false)))),
    PARTICIPATE(play -> play.asks("setRole", play.manager(CallManager.class).setRole(CallRole.PARTICIPANT))),
    RESTART_RECEIVING(play -> play.asks("restartRecvSession", play.manager(CallManager.class).restartRecvSession())),
    CHANGE_QUALITY(play -> play.asks("setRecvQuality", play.manager(CallManager.class).setRecvQuality(RecvQuality.MEDIUM))),
    APPLY_QUALITY(play -> play.asks("applyQuality", play.manager(CallManager.class).applyQuality(RecvQuality.LOW))),
    SEND_TONES(play -> play.asks("sendDtmf", play.facade().sendDtmf("1,2"))),
    SEND_MEDIA_STATE(play -> play.asks("sendMediaState", play.facade().sendMediaState(new MediaState(true, false)))),
    ASK_PORTS(play -> play.asks("localPorts", play.manager(CallManager.class).localPorts())),
    WAIT_FOR_VIDEO(play -> play.asks("waitForOutboundVideoPackets", play.manager(StatsManager.class).waitForOutboundVideoPackets("x"))),
    BALANCE(play -> play.asks("startBalancing", play.balancer().startBalancing())),
    STOP_BALANCING(play -> play.asks("stopBalancing", play.balancer().stopBalancing())),

    // ---- the server
    RINGS(play -> play.calls(false)),
    RINGS_WITHOUT_OFFER(play -> play.calls(true)),
    CANCELS(play -> play.all.sip.dialogs().forEach(ActingDialog::cancelled)),
    TAKES_THE_CALL(play -> play.all.sip.dialogs().forEach(ActingDialog::answered)),
    HANGS_UP(play -> play.all.sip.dialogs().forEach(ActingDialog::bye)),
    OFFERS(play -> play.all.sip.dialogs().forEach(dialog -> dialog.offered(false))),
    ASKS_FOR_AN_OFFER(play -> play.all.sip.dialogs().forEach(dialog -> dialog.offered(true))),
    LETS_INTO_ROOM(play -> play.says("roomname", new Header("x-webrtc-enter-room", "600"),
            new Header("x-webrtc-participant-name", "Test"), new Header("x-bearer-token", "token"))),
    LETS_INTO_WAITING_ROOM(play -> play.says("roomname", new Header("x-webrtc-enter-room", "purgatory"),
            new Header("x-webrtc-participant-name", "Test"))),
    MOVES_TO_SPECTATORS(play -> play.says("partstate", new Header("x-webrtc-partstate", "SPECTATOR"))),
    MOVES_TO_LISTENERS(play -> play.says("partstate", new Header("x-webrtc-partstate", "SPECTATOR"),
            new Header("x-webrtc-audioid", "1"))),
    MOVES_TO_PARTICIPANTS(play -> play.says("partstate", new Header("x-webrtc-partstate", "PARTICIPANT"))),
    STOPS_THE_PRESENTATION(play -> play.says("sharedesktop", new Header("x-webrtc-share-state", "YOUMUSTSTOPSENDCONTENT"))),
    PAUSES_THE_CAMERA(play -> play.says("maincam", new Header("x-webrtc-maincam", "PAUSEMAINCAM"))),
    RESUMES_THE_CAMERA(play -> play.says("maincam", new Header("x-webrtc-maincam", "RESUMEMAINCAM"))),

    // ---- how everybody behaves from now on
    CALLS_ARE_REFUSED(play -> play.manners().invitations = 486),
    CALLS_RING_ON(play -> play.manners().invitations = Manners.RINGING),
    CALLS_MEET_SILENCE(play -> play.manners().invitations = Manners.SILENT),
    OFFERS_ARE_REFUSED(play -> play.manners().offers = 488),
    OFFERS_MEET_GLARE(play -> play.manners().offers = 491),
    OFFERS_MEET_SILENCE(play -> play.manners().offers = Manners.SILENT),
    REGISTRATION_IS_FORBIDDEN(play -> play.manners().registrations = 403),
    REGISTRATION_FAILS(play -> play.manners().registrations = 503),
    REGISTRATION_MEETS_SILENCE(play -> play.manners().registrations = Manners.SILENT),
    REQUESTS_ARE_REFUSED(play -> play.manners().requests = 480),
    REQUESTS_MEET_SILENCE(play -> play.manners().requests = Manners.SILENT),
    HTTP_FAILS(play -> play.manners().http = 500),
    HTTP_MEETS_SILENCE(play -> play.manners().http = Manners.SILENT),
    SESSIONS_ARE_FORGOTTEN(play -> play.manners().remembers = false),
    HANGS_UP_AT_ONCE(play -> play.manners().hangsUpAtOnce = true),
    SERVER_IS_UNREACHABLE(play -> play.manners().reachable = false),
    ALL_ARE_OBLIGING(play -> play.manners().obliging()),

    // ---- the network
    TRANSPORT_IS_LOST(play -> play.all.sip.connected().forEach(agent -> agent.lose("reset"))),
    OFFLINE(play -> play.stage().enqueue(new NetworkEvent.Offline())),
    ONLINE(play -> play.stage().enqueue(new NetworkEvent.Online(Set.of("192.0.2.7")))),
    ADDRESSES_CHANGE(play -> play.stage().enqueue(new NetworkEvent.AddressesChanged(Set.of("192.0.2.8")))),
    HOST_RESUMES(play -> play.stage().enqueue(new NetworkEvent.Resumed(Duration.ofMinutes(1)))),

    // ---- the media engine
    ENGINE_DIES(play -> play.all.media.die(true)),
    ENGINE_DIES_FOR_GOOD(play -> play.all.media.die(false)),
    ENGINE_IS_MISSING(play -> play.manners().engine = false),
    ICE_FAILS(play -> play.all.media.peers().forEach(peer -> peer.connectivity(PeerState.FAILED))),
    NEXT_OFFER_CANNOT_BE_MADE(play -> play.manners().failing.add("createOffer")),
    NEXT_ANSWER_CANNOT_BE_MADE(play -> play.manners().failing.add("createAnswer")),
    NEXT_DESCRIPTION_IS_UNUSABLE(play -> play.manners().failing.add("setRemote")),
    NEXT_LINE_CANNOT_BE_ADDED(play -> play.manners().failing.add("addTransceiver")),
    THE_CAMERA_CANNOT_BE_HAD(play -> play.manners().missingSources.add("pattern:640x360@15")),
    THE_SCREEN_CANNOT_BE_HAD(play -> play.manners().missingSources.add(screen("any").source())),
    NEXT_TRACK_CANNOT_BE_SENT(play -> play.manners().failing.add("replaceTrack")),

    // ---- time, and updates
    ONE_MESSAGE(play -> play.stage().turn()),
    A_MILLISECOND(play -> play.stage().advance(Duration.ofMillis(1))),
    A_ROUND_TRIP(play -> play.stage().advance(World.ROUND_TRIP)),
    A_MOMENT(play -> play.stage().advance(WholeConnector.MOMENT)),
    TWO_SECONDS(play -> play.stage().advance(Duration.ofSeconds(2))),
    TEN_SECONDS(play -> play.stage().advance(Duration.ofSeconds(10))),
    FORTY_SECONDS(play -> play.stage().advance(Duration.ofSeconds(40))),
    EVERYTHING_IS_REPLACED(play -> play.stage().replaceAll()),
    THE_PROCESS_IS_RESTARTED(play -> play.restarts(Duration.ofSeconds(8))),
    THE_PROCESS_IS_RESTARTED_LATE(play -> play.restarts(Duration.ofMinutes(5))),

    THE_PROCESS_IS_KILLED(play -> play.isKilled(0, Duration.ofSeconds(8))),
    THE_PROCESS_IS_KILLED_BEFORE_ITS_LAST_MESSAGE_IS_KEPT(play -> play.isKilled(1, Duration.ofSeconds(8))),
    THE_PROCESS_IS_KILLED_BEFORE_ITS_LAST_MESSAGES_ARE_KEPT(play -> play.isKilled(4, Duration.ofSeconds(8))),

    // ---- short ways into the middle
    COMES_INTO_A_CALL(Play::comesIntoACall),
    COMES_INTO_A_ROOM(Play::comesIntoARoom);

    private final Consumer<Play> action;

    PlayStep(Consumer<Play> action) {
        this.action = action;
    }

    void act(Play play) {
        action.accept(play);
    }

    static LocalTrack screen(String id) {
        return new LocalTrack(id, MediaKind.VIDEO, "pattern:1280x720@5");
    }
}
