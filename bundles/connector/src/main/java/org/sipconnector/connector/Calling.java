/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;

/**
 * Makes calls. What a client wants now comes before a lost call that is being set up again: the attempt is given up, its
 * call ended, and then the wanted one begins. Any other call that is up is left alone, and the wanted one is refused.
 */
final class Calling {

    private record AttemptEnded(ReplyId<PeerId> reply, KeptId<CallParameters> parameters) implements Step<Void> {}

    private record CallMade(ReplyId<PeerId> reply) implements Step<PeerId> {}

    private final Lane lane;
    private final Redial redial;

    Calling(Lane lane, Redial redial) {
        this.lane = lane;
        this.redial = redial;
        lane.onOutcome(AttemptEnded.class, (step, outcome) -> begin(step));
        lane.onOutcome(CallMade.class, (step, outcome) -> lane.reply(step.reply()).settle(outcome));
    }

    CompletionStage<PeerId> call(CallParameters parameters, boolean autoRedial) {
        return call(parameters, autoRedial ? Optional.of(RedialPolicy.STANDARD) : Optional.empty());
    }

    /** @param redialling what decides about setting it up again; absent when it is not to be */
    CompletionStage<PeerId> call(CallParameters parameters, Optional<RedialPolicy> redialling) {
        boolean attempting = redial.attempting();
        boolean ongoing = Calls.ongoing(lane);
        if (attempting || !ongoing) {
            watch(parameters, redialling);
        }
        if (!attempting || !ongoing) {
            return start(parameters);
        }
        Reply<PeerId> reply = lane.reply();
        lane.expect(lane.manager(CallManager.class).endCall(), new AttemptEnded(reply.id(), lane.keep(parameters)));
        return reply;
    }

    private void watch(CallParameters parameters, Optional<RedialPolicy> redialling) {
        if (redialling.isPresent()) {
            redial.arm(parameters, redialling.get());
        } else if (redial.armed()) {
            redial.disarm(DisarmReason.DISARM);
        }
    }

    private CompletionStage<PeerId> start(CallParameters parameters) {
        return lane.manager(CallManager.class).startCall(parameters);
    }

    private void begin(AttemptEnded step) {
        CallParameters parameters = lane.kept(step.parameters());
        lane.release(step.parameters());
        lane.expect(start(parameters), new CallMade(step.reply()));
    }
}
