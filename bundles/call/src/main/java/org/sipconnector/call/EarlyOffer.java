/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.call.Negotiation.Kind;
import org.sipconnector.call.Negotiation.Step;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;

/**
 * Answers what the called one offers by UPDATE before it accepts (RFC 3311 section 5.2). Its early answer to our own offer holds
 * from then on, and the answer to our INVITE brings nothing more; who accepts in its place is offered all anew.
 */
final class EarlyOffer {

    private final CallContext context;
    private final Negotiations negotiations;
    private final Establishing establishing;

    EarlyOffer(CallContext context, Negotiations negotiations, Establishing establishing) {
        this.context = context;
        this.negotiations = negotiations;
        this.establishing = establishing;
    }

    /** Whether the offer is one of a called one that has answered ours, and has not accepted yet. */
    boolean received(ReinviteReceived event) {
        Optional<Negotiation> calling = context.call().negotiation().filter(current -> current.kind() == Kind.CALLING);
        MainLeg leg = context.leg().orElseThrow();
        if (calling.isEmpty() || leg.progress().answered() || event.offer().isEmpty() || leg.progress().earlyAnswer().isEmpty()
                || leg.media().restoring()) {
            return false;
        }
        Negotiation early = Negotiation.of(Kind.RESPONDING_EARLY, context.lane.newId("negotiation"));
        boolean fixed = calling.get().step() == Step.VOID;
        context.change(call -> call.negotiating(Optional.of(fixed ? early.at(Step.APPLYING) : early)));
        context.publish(new CallEvent.Update());
        context.publish(new CallEvent.Sdp(Originator.REMOTE, SdpType.OFFER, event.offer().get()));
        if (!fixed) {
            context.media.setRemote(leg.peer(), early.request(), SdpType.ANSWER, leg.progress().earlyAnswer().get(), List.of());
        }
        negotiations.mayHold(event.offer().get());
        context.media.setRemote(leg.peer(), early.request(), SdpType.OFFER, event.offer().get(), List.of());
        return true;
    }

    /** The called one has accepted, or another one that rings with it. */
    void answered(DialogAnswered event) {
        MainLeg leg = context.leg().orElseThrow();
        if (context.call().state() != CallState.CONNECTING || leg.media().restoring() || context.call().negotiation().isEmpty()) {
            return;
        }
        Negotiation current = context.call().negotiation().get();
        boolean answering = current.kind() == Kind.RESPONDING_EARLY;
        boolean fixed = current.kind() == Kind.CALLING && current.step() == Step.VOID;
        if (answering) {
            context.changeLeg(MainLeg.Changes::answered);
        }
        if ((answering || fixed) && !event.answer().equals(leg.progress().earlyAnswer())) {
            negotiations.offer(Optional.empty(), RenegotiationOptions.ICE_RESTART);
        }
    }

    void remoteSet(SdpType type, Negotiation current) {
        if (type == SdpType.OFFER) {
            negotiations.held();
            context.media.createAnswer(context.leg().orElseThrow().peer(), current.request());
        } else {
            context.change(call -> call.negotiating(Optional.of(current.at(Step.APPLYING))));
        }
    }

    void local(String answer) {
        context.sip.answerReinvite(context.leg().orElseThrow().dialog(), answer);
        over(true);
    }

    /** @param theirs whether their description could not be set */
    void failed(boolean theirs, Negotiation current) {
        MainLeg leg = context.leg().orElseThrow();
        context.sip.refuseReinvite(leg.dialog(), theirs ? 488 : 500);
        if (!theirs) {
            context.media.rollback(leg.peer(), current.request());
        }
        over(current.step() == Step.APPLYING);
    }

    /** @param fixed whether the early answer holds, so that the one to our INVITE is not set any more */
    private void over(boolean fixed) {
        Negotiation calling = Negotiation.of(Kind.CALLING, context.lane.newId("negotiation"));
        context.change(call -> call.negotiating(Optional.of(fixed ? calling.at(Step.VOID) : calling)));
        if (context.leg().orElseThrow().progress().answered() && fixed) {
            establishing.voidAnswer();
        } else if (context.leg().orElseThrow().progress().answered()) {
            establishing.unusable("the early answer cannot be set");
        }
    }
}
