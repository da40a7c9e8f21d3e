/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;

/**
 * Runs one call at a time: its SIP session, its main leg, its renegotiations, and for spectators the receive-only leg.
 * It follows the server's role commands and fails the call when the direct room could not be announced. May be called
 * from any thread; stages complete on a thread for clients.
 */
@ProviderType
public interface CallManager extends HasSnapshot<CallSnapshot> {

    @Override
    CallSnapshot snapshot();

    /**
     * Calls a number. Gives the peer connection when the call is confirmed.
     *
     * <p>Fails with {@link CallInProgressException}, {@link CallNotPossibleException} (not connected, no media engine),
     * {@link org.sipconnector.api.connector.DrainingException}, or {@link CallFailedException} telling why the call ended
     * before it was confirmed.
     */
    CompletionStage<PeerId> startCall(CallParameters parameters);

    /**
     * Calls a number for a part of the connector that decides itself whether the call is one of those that go on while no new
     * ones are taken, and that may have to end it before it knows that it has begun. Otherwise as {@link #startCall}.
     *
     * @param peer names the call's main connection from now on; unused so far
     */
    CompletionStage<PeerId> startCall(CallParameters parameters, PeerId peer);

    /**
     * Answers a ringing session; fails as {@link #startCall} does. Where this side could not answer (another call is up, there
     * is no media engine, a source cannot be had) the session still rings: give it back
     * ({@link org.sipconnector.api.incomingcall.IncomingCallManager#giveBack}), answer it otherwise, or refuse it.
     */
    CompletionStage<PeerId> answer(RingingInvite session, CallParameters parameters);

    /**
     * Answers a ringing session under a name of the caller's, which may have to end the call before it knows that it has begun.
     *
     * @param peer names the call's main connection from now on; unused so far
     */
    CompletionStage<PeerId> answer(RingingInvite session, CallParameters parameters, PeerId peer);

    /**
     * Ends the call by CANCEL, a refusal or BYE as its state demands: the one that is there when all that was asked of this
     * manager before has been done, never one that is asked for later. Done when it is over, at once without a call.
     */
    CompletionStage<Void> endCall();

    /**
     * Ends the call whose main connection this is; without effect when it is over, whatever other call is up.
     *
     * @param peer as {@link CallSnapshot#peer} names it
     */
    default CompletionStage<Void> endCall(PeerId peer) {
        return endCall(List.of(peer));
    }

    /**
     * Ends the call whose main connection is one of these; without effect when none of them is up.
     *
     * @param peers also of calls that have been asked for under these names and have not begun
     */
    CompletionStage<Void> endCall(List<PeerId> peers);

    /** Ends the call as failed by this side, telling why. Done when it is over. */
    CompletionStage<Void> fail(String message, SipCause cause);

    /** The same for the call whose main connection this is; without effect when it is over, whatever other call is up. */
    CompletionStage<Void> fail(PeerId peer, String message, SipCause cause);

    /**
     * Ends the call because the connection beneath it is given up or made anew: as lost by the network, which redial
     * takes it for. Done when it is over, at once without a call.
     */
    CompletionStage<Void> lose(String why);

    /** The same for the call whose main connection this is; without effect when it is over, whatever other call is up. */
    CompletionStage<Void> lose(PeerId peer, String why);

    /**
     * Negotiates the leg in use anew: for spectators the receive-only one, else by re-INVITE. False when it was not
     * ready. Fails with {@link NoEstablishedCallException}, and with {@link CallFailedException} when the other side refuses;
     * the call goes on as it was then, unless its session is gone.
     */
    default CompletionStage<Boolean> renegotiate() {
        return renegotiate(RenegotiationOptions.STANDARD);
    }

    CompletionStage<Boolean> renegotiate(RenegotiationOptions options);

    /** Renegotiates the main leg with new ICE credentials, whatever the role. */
    default CompletionStage<Boolean> restartIce() {
        return restartIce(RenegotiationOptions.ICE_RESTART);
    }

    /** As above; whatever the options say, new ICE credentials are offered. */
    default CompletionStage<Boolean> restartIce(RenegotiationOptions options) {
        return renegotiateMainLeg(new RenegotiationOptions(true, options.byUpdate(), options.waitUntilReady(),
                options.headers(), options.encodings()));
    }

    /** Renegotiates the main leg, whatever the role. Fails with {@link NoEstablishedCallException}. */
    CompletionStage<Boolean> renegotiateMainLeg(RenegotiationOptions options);

    /**
     * Sends another stream on the main leg. Done when it is sent and, where needed, negotiated; gives whether it was
     * negotiated. Fails with {@link NoEstablishedCallException}, with {@link SourceFailedException} when a source cannot be
     * had, and with {@link CallFailedException} when the other side refuses the lines; then the call sends what it sent before.
     */
    CompletionStage<Boolean> replaceMediaStream(LocalStream stream, ReplaceOptions options);

    /**
     * Sends silence in place of the call's audio, or black pictures in place of its video, at once and without renegotiation,
     * and tells the conference server. It stays so over renegotiations, other streams and redial, until it is unmuted or the
     * call is over. Gives all that is muted then. Fails with {@link NoEstablishedCallException} when there is no call, not even
     * one being set up.
     */
    CompletionStage<MutedMedia> mute(Set<MediaKind> kinds);

    /**
     * Sends these kinds again and tells the conference server. Gives all that is still muted. Fails as {@link #mute} does, and
     * with {@link MutedByServerException} when the server has muted one of them by order; then nothing changes.
     */
    CompletionStage<MutedMedia> unmute(Set<MediaKind> kinds);

    /** Changes the role, as the server's commands do. */
    CompletionStage<Void> setRole(CallRole role);

    /** Starts a spectator's receive-only session again, silently. False when there is none. */
    CompletionStage<Boolean> restartRecvSession();

    /** Changes a spectator's quality by a new receive-only session. False when nothing changed. */
    CompletionStage<Boolean> setRecvQuality(RecvQuality quality);

    /** Changes a spectator's quality by renegotiating the receive-only session in place. */
    CompletionStage<QualityResult> applyQuality(RecvQuality quality);

    /** Distinct local UDP ports of the active connection's ICE candidates; empty without a connection. */
    CompletionStage<List<Integer>> localPorts();

    default boolean isCallActive() {
        return snapshot().state().active();
    }

    default RemoteStreams remoteStreams() {
        return snapshot().media().remoteStreams();
    }
}
