/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorAccess;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;

/**
 * The coordinator: operations that need several managers at once; what is one manager's business alone is asked of that
 * ({@link #manager}). An OSGi service per connector, with the property {@code connector.id}; it stays valid while managers are
 * updated. May be called from any thread; stages complete on a thread for clients.
 */
@ProviderType
public interface SipConnector extends ConnectorAccess, HasSnapshot<ConnectorSnapshot> {

    @Override
    ConnectorSnapshot snapshot();

    /**
     * Ends everything: a connect-and-call session if there is one; else redial, the call (whatever comes of it) and the
     * connection. Fails only when the connection could not be ended.
     */
    CompletionStage<Void> disconnect();

    /**
     * Calls a number. Fails as {@link CallManager#startCall} does, and with {@link DrainingException}.
     *
     * @param autoRedial whether the call is set up again when the network takes it away
     */
    CompletionStage<PeerId> call(CallParameters parameters, boolean autoRedial);

    /**
     * The same with a policy that decides what is worth redialling.
     *
     * @param policy asked on the lane, must not block; kept as long as the call is watched
     */
    CompletionStage<PeerId> call(CallParameters parameters, RedialPolicy policy);

    /** Ends the call and forbids redial; closes a connect-and-call session if there is one. */
    CompletionStage<Void> hangUp();

    /**
     * Answers the call that rings, of several the latest ({@link org.sipconnector.api.incomingcall.IncomingCallSnapshot#pending}).
     * Fails with {@link org.sipconnector.api.incomingcall.NoIncomingCallException} or as {@link CallManager#answer} does.
     */
    CompletionStage<PeerId> answerToIncomingCall(CallParameters parameters);

    /**
     * Answers this call, whatever others ring. Fails with {@link org.sipconnector.api.incomingcall.NoIncomingCallException} when it
     * rings no more, or as {@link CallManager#answer} does.
     *
     * @param ringing as {@link org.sipconnector.api.incomingcall.RingingCall} names it
     */
    CompletionStage<PeerId> answerToIncomingCall(DialogId ringing, CallParameters parameters);

    /**
     * Connects, keeps connected, calls, calls again when the call is lost, and cleans everything up once at the end.
     * Fails with the error of the first call, after the clean-up.
     */
    CompletionStage<ConnectAndCallResult> connectAndCallToServer(ConnectAndCallParameters parameters);

    /** Closes this session; without effect when it is closed. Fails with the clean-up's error. */
    CompletionStage<Void> closeSession(String session);

    /** Why the session was closed, once it is; also of the 16 before it. Unknown sessions count as closed by the user. */
    CompletionStage<CloseReason> waitUntilClosed(String session);

    /**
     * Takes no new calls, in or out, from now on. Calls that are up go on, and so do those that ring, are being made or are being
     * set up again after a loss. Done when none of them is left: from then on no call comes up until {@link #undrain()}.
     */
    CompletionStage<Void> drain();

    /** Takes calls again; a drain that waits is done. */
    CompletionStage<Void> undrain();
}
