/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;

/** Answers the call that rings: takes it from the incoming calls, gives it to the call manager. */
final class IncomingCallAnswer {

    private record IncomingCallClaimed(ReplyId<PeerId> reply, KeptId<CallParameters> parameters) implements Step<RingingInvite> {}

    private record IncomingCallAnswered(ReplyId<PeerId> reply, DialogId dialog) implements Step<PeerId> {}

    /**
     * An answer under way whose call is still to be had from the incoming calls.
     *
     * @param givenUp whether its client has hung up meanwhile
     */
    record Claim(ReplyId<PeerId> reply, boolean givenUp) {}

    private static final int UNAVAILABLE = 480;

    private final Lane lane;
    private final StatePart<List<Claim>> claims;
    private final Beginnings beginnings;

    IncomingCallAnswer(Lane lane, StatePart<List<Claim>> claims, Beginnings beginnings) {
        this.lane = lane;
        this.claims = claims;
        this.beginnings = beginnings;
        lane.onOutcome(IncomingCallClaimed.class, this::claimed);
        lane.onOutcome(IncomingCallAnswered.class, this::answered);
    }

    /** Whoever hangs up before the call is had from the incoming calls wants it refused. */
    void giveUp() {
        claims.change(now -> now.stream().map(claim -> new Claim(claim.reply(), true)).toList());
    }

    /**
     * While a call is up nothing is taken: the one that rings rings on.
     *
     * @param named the call that is meant, absent for the latest
     */
    CompletionStage<PeerId> answer(Optional<DialogId> named, CallParameters parameters) {
        IncomingCallManager incoming = lane.manager(IncomingCallManager.class);
        List<DialogId> all = incoming.snapshot().ringing().stream().map(RingingCall::dialog).toList();
        Optional<DialogId> ringing = named.or(() -> incoming.snapshot().pending().map(RingingCall::dialog));
        if (Calls.ongoing(lane) && ringing.filter(all::contains).isPresent()) {
            throw new CallInProgressException(Calls.snapshot(lane).state());
        }
        Reply<PeerId> reply = lane.reply();
        claims.set(Stream.concat(claims.get().stream(), Stream.of(new Claim(reply.id(), false))).toList());
        beginnings.add(reply.id().value());
        // by its name: another one may ring before this is worked off
        lane.expect(ringing.map(incoming::claim).orElseGet(incoming::claim),
                new IncomingCallClaimed(reply.id(), lane.keep(parameters)));
        return reply;
    }

    private void claimed(IncomingCallClaimed step, Outcome<RingingInvite> outcome) {
        CallParameters parameters = lane.kept(step.parameters());
        lane.release(step.parameters());
        boolean givenUp = claims.get().contains(new Claim(step.reply(), true));
        claims.change(now -> now.stream().filter(claim -> !claim.reply().equals(step.reply())).toList());
        if (!outcome.succeeded()) {
            beginnings.over(step.reply().value());
            lane.reply(step.reply()).fail(outcome.error());
        } else if (givenUp) {
            refuse(outcome.value().dialog());
            beginnings.over(step.reply().value());
            lane.reply(step.reply())
                    .fail(new CallFailedException("the answer was given up", SipFailure.local(SipCause.CANCELED)));
        } else {
            RingingInvite session = outcome.value();
            lane.expect(lane.manager(CallManager.class).answer(session, parameters, Beginnings.peer(step.reply().value())),
                    new IncomingCallAnswered(step.reply(), session.dialog()));
        }
    }

    private void refuse(DialogId dialog) {
        IncomingCallManager incoming = lane.manager(IncomingCallManager.class);
        incoming.giveBack(dialog);
        incoming.decline(dialog, UNAVAILABLE);
    }

    private void answered(IncomingCallAnswered step, Outcome<PeerId> outcome) {
        if (!outcome.succeeded()) {
            lane.manager(IncomingCallManager.class).giveBack(step.dialog());
        }
        beginnings.over(step.reply().value());
        lane.reply(step.reply()).settle(outcome);
    }
}
