/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.IncomingSession;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;

/** Answers the call that rings: takes it from the incoming calls, gives it to the call manager. */
final class IncomingCallAnswer {

    private record IncomingCallClaimed(ReplyId<PeerId> reply, KeptId<CallParameters> parameters) implements Step<IncomingSession> {}

    private record IncomingCallAnswered(ReplyId<PeerId> reply, DialogId dialog) implements Step<PeerId> {}

    private final Lane lane;

    IncomingCallAnswer(Lane lane) {
        this.lane = lane;
        lane.onOutcome(IncomingCallClaimed.class, this::claimed);
        lane.onOutcome(IncomingCallAnswered.class, this::answered);
    }

    /** While a call is up nothing is taken: the one that rings rings on. */
    CompletionStage<PeerId> answer(CallParameters parameters) {
        if (Calls.ongoing(lane) && lane.manager(IncomingCallManager.class).isAvailableIncomingCall()) {
            throw new CallInProgressException(Calls.snapshot(lane).state());
        }
        Reply<PeerId> reply = lane.reply();
        lane.expect(lane.manager(IncomingCallManager.class).extract(),
                new IncomingCallClaimed(reply.id(), lane.keep(parameters)));
        return reply;
    }

    private void claimed(IncomingCallClaimed step, Outcome<IncomingSession> outcome) {
        CallParameters parameters = lane.kept(step.parameters());
        lane.release(step.parameters());
        if (outcome.succeeded()) {
            IncomingSession session = outcome.value();
            lane.expect(lane.manager(CallManager.class).answer(session, parameters),
                    new IncomingCallAnswered(step.reply(), session.dialog()));
        } else {
            lane.reply(step.reply()).fail(outcome.error());
        }
    }

    private void answered(IncomingCallAnswered step, Outcome<PeerId> outcome) {
        if (!outcome.succeeded()) {
            lane.manager(IncomingCallManager.class).giveBack(step.dialog());
        }
        lane.reply(step.reply()).settle(outcome);
    }
}
