/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorAccess;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.QualityResult;
import org.sipconnector.api.call.RecvQuality;
import org.sipconnector.api.call.RecvSession;
import org.sipconnector.api.call.RemoteStreams;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.subscription.ConnectorEvents;

/**
 * What is one manager's business alone, for those who hold a connector: each goes straight from the caller to that
 * manager and fails as it says there. May be called from any thread.
 */
@ProviderType
public interface ManagerOperations extends ConnectorAccess {

    // ---- the managers, and everybody's events

    default ConnectionManager connection() {
        return manager(ConnectionManager.class);
    }

    default AutoConnectorManager autoConnector() {
        return manager(AutoConnectorManager.class);
    }

    default CallManager call() {
        return manager(CallManager.class);
    }

    default CallReconnectManager callReconnect() {
        return manager(CallReconnectManager.class);
    }

    default IncomingCallManager incomingCall() {
        return manager(IncomingCallManager.class);
    }

    default PresentationManager presentation() {
        return manager(PresentationManager.class);
    }

    default ServerApiManager serverApi() {
        return manager(ServerApiManager.class);
    }

    default StatsManager stats() {
        return manager(StatsManager.class);
    }

    default StreamHealthManager streamHealth() {
        return manager(StreamHealthManager.class);
    }

    default SessionSnapshot session() {
        return manager(SessionManager.class).snapshot();
    }

    default ConnectorEvents events() {
        return ConnectorEvents.of(id());
    }

    // ---- connection

    default CompletionStage<ConnectionEvent.Registered> register() {
        return connection().register();
    }

    default CompletionStage<ConnectionEvent.Unregistered> unregister() {
        return connection().unregister();
    }

    default CompletionStage<ConnectionEvent.Registered> tryRegister() {
        return connection().tryRegister();
    }

    default CompletionStage<SipAnswer> sendOptions(String target, Optional<SipBody> body, List<Header> headers) {
        return connection().sendOptions(target, body, headers);
    }

    default CompletionStage<SipAnswer> ping(Optional<SipBody> body, List<Header> headers) {
        return connection().ping(body, headers);
    }

    default CompletionStage<Void> checkTelephony(ConnectionParameters parameters) {
        return connection().checkTelephony(parameters);
    }

    default Optional<ConnectionConfiguration> connectionConfiguration() {
        return connection().snapshot().configuration();
    }

    /** The address of a user in the domain connected to. */
    default String uri(String user) {
        return connection().uri(user);
    }

    default CompletionStage<AutoConnectResult> startAutoConnect() {
        return autoConnector().start();
    }

    default CompletionStage<AutoConnectResult> startAutoConnect(AutoConnectorParameters parameters) {
        return autoConnector().start(parameters);
    }

    default CompletionStage<Void> stopAutoConnect() {
        return autoConnector().stop();
    }

    default ConnectionState connectionState() {
        return connection().snapshot().state();
    }

    /** A connect is under way. */
    default boolean isConnectionRequested() {
        return connection().snapshot().requested();
    }

    default boolean isConfigured() {
        return connection().isConfigured();
    }

    default boolean isRegistered() {
        return connection().isRegistered();
    }

    /** Whether the connection in use is meant to register. */
    default boolean isRegisterConfigured() {
        return connection().snapshot().registerConfigured();
    }

    // ---- setting a lost call up again

    /** Watches the call, redialling with these parameters. */
    default CompletionStage<Void> armCallAutoRedial(CallParameters parameters) {
        return callReconnect().arm(parameters);
    }

    /** Watches the call, redialling with parameters that are asked for anew before every attempt. */
    default CompletionStage<Void> armCallAutoRedial(Supplier<CompletionStage<CallParameters>> parameters) {
        return callReconnect().arm(parameters, RedialPolicy.STANDARD);
    }

    /** Watches the call; this policy decides what is worth redialling. */
    default CompletionStage<Void> armCallAutoRedial(CallParameters parameters, RedialPolicy policy) {
        return callReconnect().arm(parameters, policy);
    }

    default CompletionStage<Void> disarmCallAutoRedial() {
        return callReconnect().disarm();
    }

    default CompletionStage<Void> disarmCallAutoRedial(DisarmReason reason) {
        return callReconnect().disarm(reason);
    }

    default CompletionStage<Void> forceCallReconnect() {
        return callReconnect().forceReconnect();
    }

    default CompletionStage<Void> cancelCurrentCallReconnectAttempt() {
        return callReconnect().cancelCurrentAttempt();
    }

    // ---- calls

    /** Refuses the call that rings, of several the latest. */
    default CompletionStage<Void> declineToIncomingCall() {
        return incomingCall().decline();
    }

    /** Refuses the call that rings, of several the latest. */
    default CompletionStage<Void> declineToIncomingCall(int status) {
        return incomingCall().decline(status);
    }

    /** Refuses this call, whatever others ring. */
    default CompletionStage<Void> declineToIncomingCall(DialogId ringing, int status) {
        return incomingCall().decline(ringing, status);
    }

    default boolean isIncomingCallAvailable() {
        return incomingCall().isAvailableIncomingCall();
    }

    default Optional<RemoteCaller> remoteCaller() {
        return incomingCall().remoteCaller();
    }

    default boolean isCallActive() {
        return call().isCallActive();
    }

    /** A start or an answer is still pending. */
    default boolean isCallRequested() {
        return call().snapshot().requested();
    }

    default Optional<PeerId> activePeer() {
        return call().snapshot().activePeer();
    }

    /** Ports the media of the active peer connection uses on this host. */
    default CompletionStage<List<Integer>> localPorts() {
        return call().localPorts();
    }

    default RemoteStreams remoteStreams() {
        return call().remoteStreams();
    }

    default CompletionStage<Boolean> replaceMediaStream(LocalStream stream, ReplaceOptions options) {
        return call().replaceMediaStream(stream, options);
    }

    /**
     * The same, done when the new video is really being sent. Fails with
     * {@link org.sipconnector.api.InvalidConfigurationException} when the stream has none, but only after it was
     * replaced, and with {@link org.sipconnector.api.stats.NoOutboundVideoException}.
     */
    default CompletionStage<Boolean> replaceMediaStream(LocalStream stream, ReplaceOptions options, VideoWait wait) {
        return replaceMediaStream(stream, options).thenCompose(replaced -> wait.on(stats(), stream).thenApply(sent -> replaced));
    }

    /** What a spectator asked for; absent without a receive-only session. */
    default Optional<RecvQuality> recvQuality() {
        return call().snapshot().recvSession().map(RecvSession::quality);
    }

    default CompletionStage<Boolean> setRecvQuality(RecvQuality quality) {
        return call().setRecvQuality(quality);
    }

    default CompletionStage<QualityResult> applyQuality(RecvQuality quality) {
        return call().applyQuality(quality);
    }

    // ---- presentation

    default CompletionStage<LocalTrack> startPresentation(LocalTrack video, PresentationOptions options) {
        return presentation().startPresentation(video, options);
    }

    default CompletionStage<LocalTrack> updatePresentation(LocalTrack video, PresentationOptions options) {
        return presentation().updatePresentation(video, options);
    }

    /** What was presented; nothing when nothing was. */
    default CompletionStage<Optional<LocalTrack>> stopPresentation() {
        return presentation().stopPresentation();
    }

    // ---- words to the server

    /** Sends telephone keys, one after another. */
    default CompletionStage<Void> sendDtmf(String tones) {
        return serverApi().sendDtmf(tones);
    }

    // ---- how well the video comes

    /** How many readings in a row must show a problem of the main video. */
    default CompletionStage<Void> setMinConsecutiveProblemSamplesCount(int count) {
        return streamHealth().setMinConsecutiveProblemSamplesCount(count);
    }

    /** The least time between two recoveries of the main video. */
    default CompletionStage<Void> setThrottleRecoveryTimeout(Duration timeout) {
        return streamHealth().setThrottleRecoveryTimeout(timeout);
    }
}
