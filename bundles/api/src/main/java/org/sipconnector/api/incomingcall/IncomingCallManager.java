/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.sip.DialogId;

/**
 * Notices calls that ring at this connector, says who calls, and hands one over to be answered or refuses it. It never
 * answers by itself and holds no media. Operations without an id are about the latest call that rings when they are worked off
 * ({@link IncomingCallSnapshot#pending}), which may be one that the caller has not heard of yet: who means a certain call names it.
 * All fail with {@link NoIncomingCallException} when there is none. May be called from any thread;
 * stages complete on a thread for clients.
 */
@ProviderType
public interface IncomingCallManager extends HasSnapshot<IncomingCallSnapshot> {

    /** What {@link #decline()} refuses with unless {@code declineStatus} of {@code org.sipconnector.incomingcall.cfg} says otherwise. */
    int DECLINED = 603;
    int BUSY = 486;

    @Override
    IncomingCallSnapshot snapshot();

    /** Takes the call out of here to be answered by {@code CallManager.answer}; from now on the taker must end it. */
    CompletionStage<RingingInvite> claim();

    CompletionStage<RingingInvite> claim(DialogId call);

    /**
     * Lets a call ring again that was taken out of here and could not be answered, so that it can be answered later or
     * refused. Without effect when it is over, or rings; never fails.
     */
    CompletionStage<Void> giveBack(DialogId call);

    /** Refuses the call, with 603 (Decline) unless configured otherwise. */
    CompletionStage<Void> decline();

    /**
     * Refuses the call.
     *
     * @param status 300 to 699, else it fails with {@link IllegalArgumentException} and the call rings on
     */
    CompletionStage<Void> decline(int status);

    CompletionStage<Void> decline(DialogId call, int status);

    /** Refuses the call with 486. */
    default CompletionStage<Void> busy() {
        return decline(BUSY);
    }

    /** Notices calls; in effect from the beginning. */
    CompletionStage<Void> start();

    /** Notices no more calls and refuses those that ring with 480. */
    CompletionStage<Void> stop();

    /** What to do when another call comes while one rings; {@link SecondCallPolicy#RING} unless configured. */
    CompletionStage<Void> onSecondCall(SecondCallPolicy policy);

    /** Forgets the outcome of the latest call, and refuses those that ring with 480. */
    CompletionStage<Void> reset();

    /** Who the latest call that rings is from. */
    default Optional<RemoteCaller> remoteCaller() {
        return snapshot().pending().map(RingingCall::caller);
    }

    default boolean isAvailableIncomingCall() {
        return snapshot().pending().isPresent();
    }
}
