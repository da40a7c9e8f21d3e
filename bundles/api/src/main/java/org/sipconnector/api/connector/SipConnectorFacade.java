/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorAccess;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.RemoteStreams;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.GivenParameters;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.License;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.stats.Statistics;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;

/**
 * All that most users need of a connector: connect, call, answer, present, hang up, with results that say what happened.
 * What it does not offer is asked of the manager whose business it is ({@link #manager}). An OSGi service per connector, with
 * the property {@code connector.id}; it stays valid while managers are updated. May be called from any thread; stages
 * complete on a thread for clients, and nothing here blocks.
 *
 * <pre>
 * &#64;Reference(target = "(connector.id=demo)") SipConnectorFacade facade;
 * ...
 * facade.connectToServer().thenCompose(connected -&gt; facade.callToServer("600"));
 * </pre>
 */
@ProviderType
public interface SipConnectorFacade extends ConnectorAccess {

    // ---- connection

    /**
     * Connects with what the connector was configured with. A connection that is established, and registered where that is
     * wanted, stays as it is, calls included, whoever made it: a client may say this whenever it begins, also after an update
     * of the kernel or of itself. To connect anew, disconnect first and wait for that. Fails as
     * {@link #connectToServer(Supplier, ConnectOptions)} does.
     */
    CompletionStage<ConnectToServerResult> connectToServer();

    /**
     * Connects. Not successful when the connect was cancelled by a disconnect, or not wanted by the options; every other
     * failure fails the stage as {@link org.sipconnector.api.connection.ConnectionManager#connect} does, with
     * {@link org.sipconnector.api.connectionqueue.SupersededException} when a later connect took its place.
     *
     * @param parameters asked on the lane; must return its stage at once
     */
    CompletionStage<ConnectToServerResult> connectToServer(Supplier<CompletionStage<ConnectionParameters>> parameters,
            ConnectOptions options);

    default CompletionStage<ConnectToServerResult> connectToServer(ConnectionParameters parameters) {
        return connectToServer(new GivenParameters(parameters), ConnectOptions.STANDARD);
    }

    /** Ends the call and the connection. Whether that succeeded; never fails because of them. */
    CompletionStage<Boolean> disconnectFromServer();

    // ---- calls

    /** Calls a conference with what the connector was configured with. */
    default CompletionStage<PeerId> callToServer(String conference) {
        return callToServer(CallToServerParameters.to(conference));
    }

    default CompletionStage<PeerId> callToServer(CallToServerParameters parameters) {
        return callToServer(parameters, UUID.randomUUID().toString());
    }

    /** Calls, and tells the listener how it comes along. */
    default CompletionStage<PeerId> callToServer(CallToServerParameters parameters, CallProgressListener listener) {
        return CallProgress.of(listener).follow(events(), call -> callToServer(parameters, call));
    }

    /**
     * Calls; the stage gives the peer connection once the call is confirmed and fails as {@link SipConnector#call} does.
     *
     * @param call names the call in its {@link CallProgressEvent}s
     */
    CompletionStage<PeerId> callToServer(CallToServerParameters parameters, String call);

    default CompletionStage<PeerId> answerToIncomingCall() {
        return answerToIncomingCall(CallParameters.answering());
    }

    default CompletionStage<PeerId> answerToIncomingCall(CallParameters parameters) {
        return answerToIncomingCall(parameters, UUID.randomUUID().toString());
    }

    /** Answers, and tells the listener how it comes along. */
    default CompletionStage<PeerId> answerToIncomingCall(CallParameters parameters, CallProgressListener listener) {
        return CallProgress.of(listener).follow(events(), call -> answerToIncomingCall(parameters, call));
    }

    /**
     * Answers the call that rings, of several the latest, as {@link SipConnector#answerToIncomingCall(CallParameters)} does.
     *
     * @param call names the call in its {@link CallProgressEvent}s
     */
    CompletionStage<PeerId> answerToIncomingCall(CallParameters parameters, String call);

    /** Answers this call, whatever others ring: what a listener of {@code Ringing} wants that answers what it has heard of. */
    default CompletionStage<PeerId> answerToIncomingCall(DialogId ringing, CallParameters parameters) {
        return answerToIncomingCall(ringing, parameters, UUID.randomUUID().toString());
    }

    /** Answers this call, and tells the listener how it comes along. */
    default CompletionStage<PeerId> answerToIncomingCall(DialogId ringing, CallParameters parameters, CallProgressListener listener) {
        return CallProgress.of(listener).follow(events(), call -> answerToIncomingCall(ringing, parameters, call));
    }

    /**
     * Answers this call as {@link SipConnector#answerToIncomingCall(DialogId, CallParameters)} does.
     *
     * @param call names the call in its {@link CallProgressEvent}s
     */
    CompletionStage<PeerId> answerToIncomingCall(DialogId ringing, CallParameters parameters, String call);

    /** Connects and calls in one step; see {@link SipConnector#connectAndCallToServer}. */
    default CompletionStage<ConnectAndCallResult> connectAndCallToServer(ConnectAndCallParameters parameters) {
        return connector().connectAndCallToServer(parameters);
    }

    default CompletionStage<Void> hangUp() {
        return connector().hangUp();
    }

    /** Refuses the call that rings, of several the latest. */
    default CompletionStage<Void> declineToIncomingCall() {
        return manager(IncomingCallManager.class).decline();
    }

    /** @param status 300 to 699, else it fails with {@link IllegalArgumentException} and the call rings on */
    default CompletionStage<Void> declineToIncomingCall(int status) {
        return manager(IncomingCallManager.class).decline(status);
    }

    /** Refuses this call, whatever others ring. */
    default CompletionStage<Void> declineToIncomingCall(DialogId ringing, int status) {
        return manager(IncomingCallManager.class).decline(ringing, status);
    }

    // ---- media

    /** What the call shows of the conference. */
    default RemoteStreams remoteStreams() {
        return manager(CallManager.class).remoteStreams();
    }

    default CompletionStage<Boolean> replaceMediaStream(LocalStream stream) {
        return replaceMediaStream(stream, ReplaceOptions.STANDARD);
    }

    default CompletionStage<Boolean> replaceMediaStream(LocalStream stream, ReplaceOptions options) {
        return manager(CallManager.class).replaceMediaStream(stream, options);
    }

    /** Mutes the call's microphone, camera or both; see {@link CallManager#mute}. */
    default CompletionStage<MutedMedia> mute(Set<MediaKind> kinds) {
        return manager(CallManager.class).mute(kinds);
    }

    /** Sends microphone, camera or both again; see {@link CallManager#unmute}. */
    default CompletionStage<MutedMedia> unmute(Set<MediaKind> kinds) {
        return manager(CallManager.class).unmute(kinds);
    }

    /**
     * The same, done when the new video is really being sent. Fails with
     * {@link org.sipconnector.api.InvalidConfigurationException} when the stream has none, but only after it was
     * replaced, and with {@link org.sipconnector.api.stats.NoOutboundVideoException}.
     */
    default CompletionStage<Boolean> replaceMediaStream(LocalStream stream, ReplaceOptions options, VideoWait wait) {
        return replaceMediaStream(stream, options)
                .thenCompose(replaced -> wait.on(manager(StatsManager.class), stream).thenApply(sent -> replaced));
    }

    default CompletionStage<LocalTrack> startPresentation(LocalTrack video) {
        return startPresentation(video, PresentationOptions.STANDARD);
    }

    default CompletionStage<LocalTrack> startPresentation(LocalTrack video, PresentationOptions options) {
        return manager(PresentationManager.class).startPresentation(video, options);
    }

    default CompletionStage<LocalTrack> updatePresentation(LocalTrack video, PresentationOptions options) {
        return manager(PresentationManager.class).updatePresentation(video, options);
    }

    /** What was presented, nothing when there was nothing or stopping failed; never fails because of the server. */
    CompletionStage<Optional<LocalTrack>> stopPresentation();

    // ---- words to the server

    /** Never fails because of the server. */
    CompletionStage<Void> sendRefusalToTurnOnMic();

    /** Never fails because of the server. */
    CompletionStage<Void> sendRefusalToTurnOnCam();

    default CompletionStage<Void> sendMediaState(MediaState state) {
        return manager(ServerApiManager.class).sendMediaState(state);
    }

    default CompletionStage<Void> askPermissionToEnableCam() {
        return manager(ServerApiManager.class).askPermissionToEnableCam();
    }

    default CompletionStage<Void> sendDtmf(String tones) {
        return manager(ServerApiManager.class).sendDtmf(tones);
    }

    /**
     * Sends tones one by one as long as they are wanted. Gives whether all were sent; fails as {@link #sendDtmf(String)} does.
     *
     * @param wanted asked before every tone, on the thread on which the one before was done
     */
    default CompletionStage<Boolean> sendDtmf(String tones, BooleanSupplier wanted) {
        if (tones.isEmpty()) {
            return sendDtmf(tones).thenApply(sent -> true);
        }
        if (!wanted.getAsBoolean()) {
            return CompletableFuture.completedStage(false);
        }
        String others = tones.substring(1);
        return sendDtmf(tones.substring(0, 1))
                .thenCompose(sent -> others.isEmpty() ? CompletableFuture.completedStage(true) : sendDtmf(others, wanted));
    }

    default CompletionStage<Void> sendChannels(Channels channels) {
        return manager(ServerApiManager.class).sendChannels(channels);
    }

    /** The channels the server tells next. */
    default CompletionStage<Channels> waitChannels() {
        return manager(ServerApiManager.class).waitChannels();
    }

    // ---- words of the server

    default Subscription onUseLicense(Consumer<License> handler) {
        return events().on(ServerApiEvent.UseLicense.class, event -> handler.accept(event.license()), handler);
    }

    default Subscription onMustStopPresentation(Runnable handler) {
        return events().on(ServerApiEvent.PresentationMustStop.class, event -> handler.run(), handler);
    }

    default Subscription onMoveToSpectators(Consumer<ServerApiEvent.MoveRequestToSpectators> handler) {
        return events().on(ServerApiEvent.MoveRequestToSpectators.class, handler);
    }

    default Subscription onMoveToParticipants(Runnable handler) {
        return events().on(ServerApiEvent.MoveRequestToParticipants.class, event -> handler.run(), handler);
    }

    /** Readings of the active connection, about one a second while a call is up. */
    default Subscription onStats(Consumer<Statistics> handler) {
        return events().on(StatsEvent.Collected.class, event -> handler.accept(event.statistics()), handler);
    }

    /** Orders and requests of the conference's administrator about camera and microphone. */
    default Subscription onMediaState(MediaStateListener listener) {
        return MediaStateListener.listen(events(), listener);
    }

    /** The remote streams whenever no track has come for 200 ms after one came. */
    default Subscription onReadyRemoteStreams(Consumer<RemoteStreams> handler) {
        return events().on(FacadeEvent.RemoteStreamsReady.class, event -> handler.accept(event.streams()), handler);
    }

    /** Every video track that comes, unless it has ended before the handler could be told. */
    default Subscription onRemoteVideoTrack(Consumer<RemoteTrack> handler) {
        return events().on(CallEvent.TrackReceived.class, event -> {
            boolean there = manager(CallManager.class).snapshot().media().tracks().contains(event.track());
            if (there && event.track().kind() == MediaKind.VIDEO) {
                handler.accept(event.track());
            }
        }, handler);
    }

    // ---- beneath

    default SipConnector connector() {
        return manager(SipConnector.class);
    }

    default ConnectorEvents events() {
        return ConnectorEvents.of(id());
    }

    /** Keeps the connector connected, with what it was configured with; see {@link AutoConnectorManager#start()}. */
    default CompletionStage<AutoConnectResult> startAutoConnect() {
        return manager(AutoConnectorManager.class).start();
    }

    default CompletionStage<AutoConnectResult> startAutoConnect(AutoConnectorParameters parameters) {
        return manager(AutoConnectorManager.class).start(parameters);
    }

    default CompletionStage<Void> stopAutoConnect() {
        return manager(AutoConnectorManager.class).stop();
    }

    /** Whether a server can be reached, by a connection of its own; fails when it cannot. */
    default CompletionStage<Void> checkTelephony(ConnectionParameters parameters) {
        return manager(ConnectionManager.class).checkTelephony(parameters);
    }

    /** Asks the server for a sign of life. */
    default CompletionStage<SipAnswer> ping() {
        return manager(ConnectionManager.class).ping(Optional.empty(), List.of());
    }

    /** The peer connection of the call, if one is up. */
    default Optional<PeerId> activePeer() {
        return manager(CallManager.class).snapshot().activePeer();
    }

    default boolean isRegistered() {
        return manager(ConnectionManager.class).isRegistered();
    }

    default boolean isConfigured() {
        return manager(ConnectionManager.class).isConfigured();
    }
}
