package org.sipconnector.connector;

import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.IncomingSession;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;

/** Answers the call that rings: takes it from the incoming calls, gives it to the call manager. */
final class Answering {

    private static final String TAKEN = "answer-taken/";
    private static final String ANSWERED = "answer-done/";

    private final Lane lane;

    Answering(Lane lane) {
        this.lane = lane;
        lane.on(Outcome.class, this::goOn);
    }

    /** While a call is up nothing is taken: the one that rings rings on. */
    CompletionStage<PeerId> answer(CallParameters parameters) {
        if (Calls.ongoing(lane) && lane.manager(IncomingCallManager.class).isAvailableIncomingCall()) {
            throw new CallInProgressException(Calls.snapshot(lane).state());
        }
        Reply<PeerId> reply = lane.reply();
        lane.expect(lane.manager(IncomingCallManager.class).extract(),
                TAKEN + reply.id() + "/" + lane.keep(parameters));
        return reply;
    }

    private void goOn(Outcome outcome) {
        outcome.about(TAKEN).ifPresent(ids -> taken(outcome, ids.split("/")));
        outcome.about(ANSWERED).ifPresent(ids -> answered(outcome, ids.split("/")));
    }

    private void taken(Outcome outcome, String[] replyAndParameters) {
        String reply = replyAndParameters[0];
        CallParameters parameters = lane.kept(replyAndParameters[1], CallParameters.class);
        lane.release(replyAndParameters[1]);
        if (outcome.succeeded()) {
            IncomingSession session = (IncomingSession) outcome.value();
            lane.expect(lane.manager(CallManager.class).answer(session, parameters),
                    ANSWERED + reply + "/" + session.dialog());
        } else {
            lane.reply(reply).fail(outcome.error());
        }
    }

    private void answered(Outcome outcome, String[] replyAndDialog) {
        // a former version named no dialog
        if (!outcome.succeeded() && replyAndDialog.length > 1) {
            lane.manager(IncomingCallManager.class).giveBack(new DialogId(replyAndDialog[1]));
        }
        lane.reply(replyAndDialog[0]).settle(outcome);
    }
}
