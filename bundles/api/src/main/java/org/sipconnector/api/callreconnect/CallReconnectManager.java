/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.media.PeerId;

/**
 * Watches the call once armed, and sets it up again when the network takes it away: after pauses that grow, and only when
 * the connection is ready. It does not touch the connection itself. No operation fails but for faulty options and while drained. May be
 * called from any thread; stages complete on a thread for clients, when the operation has taken effect.
 */
@ProviderType
public interface CallReconnectManager extends HasSnapshot<CallReconnectSnapshot> {

    @Override
    CallReconnectSnapshot snapshot();

    /** Watches the call, redialling with these parameters. */
    default CompletionStage<Void> arm(CallParameters parameters) {
        return arm(parameters, RedialPolicy.STANDARD);
    }

    /** Watches the call, redialling with these parameters what the policy finds worthwhile. */
    CompletionStage<Void> arm(CallParameters parameters, RedialPolicy policy);

    /**
     * The same for a call that is about to be made: what happens to another one until then is of no account.
     *
     * @param call names what is watched, by the name that {@code CallManager.startCall} is given for its main connection; without
     *             a name it is the call that is up, or where none is, or it is being ended, the next one that this side makes
     */
    CompletionStage<Void> arm(CallParameters parameters, RedialPolicy policy, PeerId call);

    /**
     * Watches the call. A spectator's call is not watched.
     *
     * @param parameters asked anew before every attempt, on the lane; must return its stage at once. An attempt whose parameters
     *                   do not come within {@link org.sipconnector.api.SupplierTimeoutException#LIMIT} has failed.
     */
    CompletionStage<Void> arm(Supplier<CompletionStage<CallParameters>> parameters, RedialPolicy policy);

    default CompletionStage<Void> disarm() {
        return disarm(DisarmReason.DISARM);
    }

    /** No longer watches the call; an attempt under way is given up and its call ended. Done when that call has ended. */
    CompletionStage<Void> disarm(DisarmReason reason);

    /**
     * The same for whoever ends certain calls; without effect when it has been armed for another one meanwhile.
     *
     * @param calls as {@link CallReconnectSnapshot#watched} names them, also of calls that it is about to be armed for
     */
    CompletionStage<Void> disarm(DisarmReason reason, List<PeerId> calls);

    /**
     * Begins anew when all attempts were in vain or no further one made sense; without effect otherwise. Fails with
     * {@link org.sipconnector.api.connector.DrainingException} while the connector is drained.
     */
    CompletionStage<Void> forceReconnect();

    /** Gives up the present pause, wait or attempt, ends its call, and goes on watching. */
    CompletionStage<Void> cancelCurrentAttempt();

    /** Changes how patient it is, from the next pause or wait on. */
    CompletionStage<Void> setOptions(CallReconnectOptions options);

    default boolean isReconnecting() {
        return snapshot().reconnecting();
    }
}
