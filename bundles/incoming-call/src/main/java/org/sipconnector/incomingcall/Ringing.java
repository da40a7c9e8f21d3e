/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.incomingcall.CallDecision;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.incomingcall.NoticedCalls.Call;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Step;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.sip.SipUserAgents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens once everyone has heard of a new call: a decider is asked, and 180 is sent unless the call has been
 * refused by then. 180 is a message of its own, behind the wishes of those who heard of the call before.
 */
final class Ringing {

    private static final EventHandlers<Ringing> HANDLERS = EventHandlers.<Ringing>of()
            .on(IncomingCallEvent.Ringing.class, (own, event) -> own.begin(event.call()));

    private static final Logger LOG = LoggerFactory.getLogger(Ringing.class);

    private record TimeToRing(DialogId dialog) implements Step<Void> {}

    private record Decided(DialogId dialog) implements Step<CallDecision> {}

    private record Answered(DialogId dialog) implements Step<PeerId> {}

    private final Lane lane;
    private final SipUserAgents sip;
    private final Deciders deciders;
    private final IncomingCalls calls;

    Ringing(Lane lane, SipUserAgents sip, Deciders deciders, IncomingCalls calls) {
        this.lane = lane;
        this.sip = sip;
        this.deciders = deciders;
        this.calls = calls;
        lane.on(HANDLERS, this);
        lane.onOutcome(TimeToRing.class, (step, outcome) -> calls.find(step.dialog()).ifPresent(call -> sip.ring(call.dialog())));
        lane.onOutcome(Decided.class, (step, outcome) -> calls.find(step.dialog()).ifPresent(call -> decided(call, outcome)));
        lane.onOutcome(Answered.class, (step, outcome) -> {
            if (!outcome.succeeded()) {
                notAnswered(step.dialog(), outcome.error());
            }
        });
    }

    private void begin(RingingCall call) {
        deciders.of(lane.connector()).ifPresent(decider -> {
            try {
                lane.expect(decider.decide(lane.connector(), call), new Decided(call.dialog()));
            } catch (RuntimeException e) {
                LOG.warn("{}: decider {} failed, the call rings on", lane.connector(), decider.getClass().getName(), e);
            }
        });
        lane.afterOthers(new TimeToRing(call.dialog()));
    }

    /** Who was to be answered while another call is up hears that we are busy; else somebody may still answer. */
    private void notAnswered(DialogId dialog, Throwable error) {
        LOG.info("{}: call that was to be answered failed: {}", lane.connector(), ErrorText.of(error));
        calls.ringAgain(dialog);
        calls.find(dialog).ifPresent(call -> {
            if (error instanceof CallInProgressException) {
                calls.refuse(call, IncomingCalls.BUSY);
            } else {
                sip.ring(dialog);
            }
        });
    }

    private void decided(Call call, Outcome<CallDecision> outcome) {
        if (!outcome.succeeded()) {
            LOG.warn("{}: decider failed, the call rings on: {}", lane.connector(), ErrorText.of(outcome.error()));
            LOG.debug("decider failed", outcome.error());
        } else if (outcome.value() instanceof CallDecision.Refuse refuse) {
            refuse(call, refuse);
        } else if (outcome.value() instanceof CallDecision.Answer answer) {
            answer(call, answer);
        }
    }

    private void refuse(Call call, CallDecision.Refuse refuse) {
        try {
            calls.refuse(call, refuse.status());
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: decider gave a decision that cannot be, the call rings on: {}", lane.connector(), ErrorText.of(e));
        }
    }

    private void answer(Call call, CallDecision.Answer answer) {
        if (!lane.has(CallManager.class)) {
            LOG.warn("{}: no call manager is installed to answer the call, it rings on", lane.connector());
            return;
        }
        CompletionStage<PeerId> answered =
                lane.manager(CallManager.class).answer(calls.consume(call), answer.parameters());
        lane.expect(answered, new Answered(call.dialog()));
    }
}
