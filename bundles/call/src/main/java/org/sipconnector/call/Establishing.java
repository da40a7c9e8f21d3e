/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.call.CallChart.Signal;
import org.sipconnector.call.Negotiation.Kind;
import org.sipconnector.call.Negotiation.Step;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the call from its first response to the confirmed session. */
final class Establishing {

    private static final Logger LOG = LoggerFactory.getLogger(Establishing.class);

    private final CallContext context;
    private final Ending ending;

    Establishing(CallContext context, Ending ending) {
        this.context = context;
        this.ending = ending;
    }

    void progress(DialogProgress event) {
        context.publish(new CallEvent.Progress(event.status(), event.reason()));
        if (event.answer().isPresent() && context.leg().orElseThrow().progress().earlyAnswer().isEmpty()
                && calling().filter(current -> current.step() != Step.VOID).isPresent()) {
            context.changeLeg(leg -> leg.earlyAnswer(event.answer().get()));
            setRemote(SdpType.PRANSWER, event.answer().get());
        }
    }

    void answered(DialogAnswered event) {
        if (context.call().state() == CallState.DISCONNECTING) {
            // it crossed our CANCEL
            context.sip.acknowledge(event.dialog());
            context.sip.terminate(event.dialog(), SipCause.CANCELED, Optional.empty());
            return;
        }
        if (calling().isEmpty()) {
            return;
        }
        context.changeLeg(MainLeg.Changes::answered);
        if (calling().get().step() == Step.VOID) {
            voidAnswer();
            return;
        }
        // an early description may be another fork's: the SIP foundation knows which belongs to this dialog
        event.answer().ifPresentOrElse(sdp -> setRemote(SdpType.ANSWER, sdp), () -> {
            LOG.warn("{}: {} accepted the call without a description", context.lane.connector(), number());
            unusable("the answer has no description");
        });
    }

    /** The offer was that of a peer connection that is gone: its answer establishes the session, and nothing else. */
    void voidAnswer() {
        accepted();
        context.sip.acknowledge(context.leg().orElseThrow().dialog());
        context.change(call -> call.negotiating(Optional.empty()));
    }

    void confirmed(DialogConfirmed event) {
        boolean late = context.call().negotiation().filter(current -> current.kind() == Kind.ANSWERING_LATE).isPresent();
        if (!late) {
            inCall();
        } else if (event.answer().isPresent()) {
            setRemote(SdpType.ANSWER, event.answer().get());
        } else {
            ending.declare("the ACK brought no answer", SipCause.BAD_MEDIA_DESCRIPTION);
        }
    }

    void accepted() {
        if (context.signal(Signal.ACCEPT)) {
            context.changeLeg(MainLeg.Changes::established);
            context.publish(new CallEvent.Accepted(context.leg().orElseThrow().dialog()));
            context.publish(new CallEvent.CallStatusChanged(true));
        }
    }

    void inCall() {
        if (context.signal(Signal.CONFIRM)) {
            MainLeg leg = context.leg().orElseThrow();
            context.changeLeg(changes -> changes.noReply().startedAt(context.lane.now()));
            LOG.info("{}: in call with {}", context.lane.connector(), leg.number());
            context.publish(new CallEvent.PeerConnectionConfirmed(leg.peer()));
            context.publish(new CallEvent.Confirmed(leg.dialog()));
            leg.request().reply().ifPresent(reply -> context.lane.reply(reply).complete(leg.peer()));
        }
    }

    /** The other side accepted with a description that is missing or cannot be set: the 2xx is acknowledged, then ended. */
    void unusable(String reason) {
        context.sip.acknowledge(context.leg().orElseThrow().dialog());
        ending.terminate(SipCause.BAD_MEDIA_DESCRIPTION, Optional.empty(), Optional.of(new SipFailure(Originator.REMOTE,
                SipCause.BAD_MEDIA_DESCRIPTION, 0, reason, List.of())));
    }

    private String number() {
        return context.leg().orElseThrow().number();
    }

    private void setRemote(SdpType type, String sdp) {
        context.publish(new CallEvent.Sdp(Originator.REMOTE, type, sdp));
        context.media.setRemote(context.leg().orElseThrow().peer(), context.call().negotiation().orElseThrow().request(), type, sdp,
                List.of());
    }

    private Optional<Negotiation> calling() {
        return context.call().negotiation().filter(current -> current.kind() == Kind.CALLING);
    }
}
