package org.sipconnector.connector;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;

/**
 * Makes calls. What a client wants now comes before a lost call that is being set up again: the attempt is given up, its
 * call ended, and then the wanted one begins. Any other call that is up is left alone, and the wanted one is refused.
 */
final class Calling {

    private static final String CLEARED = "call-cleared/";
    private static final String DONE = "call-done/";

    private final Lane lane;
    private final Redial redial;

    Calling(Lane lane, Redial redial) {
        this.lane = lane;
        this.redial = redial;
        lane.on(Outcome.class, this::goOn);
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
        lane.expect(lane.manager(CallManager.class).endCall(), CLEARED + reply.id() + "/" + lane.keep(parameters));
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

    private void goOn(Outcome outcome) {
        outcome.about(CLEARED).ifPresent(ids -> {
            String[] replyAndParameters = ids.split("/");
            CallParameters parameters = lane.kept(replyAndParameters[1], CallParameters.class);
            lane.release(replyAndParameters[1]);
            lane.expect(start(parameters), DONE + replyAndParameters[0]);
        });
        outcome.about(DONE).ifPresent(reply -> lane.reply(reply).settle(outcome));
    }
}
