/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.RecvSessionException;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.call.CallChart.Over;
import org.sipconnector.call.CallChart.Signal;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.Step;
import org.sipconnector.spi.explanation.FailureText;
import org.sipconnector.spi.sip.SipEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every way a call ends, and the one place where everything about it is reset. */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final CallContext context;
    private final RecvLegs recv;

    /** That the call is to end would be known to another process. */
    private record EndStored(DialogId dialog, SipCause cause) implements Step<Void> {}

    Ending(CallContext context, RecvLegs recv) {
        this.context = context;
        this.recv = recv;
        context.lane.onOutcome(EndStored.class, (stored, outcome) -> endStored(stored));
    }

    /** The client hangs up. */
    CompletionStage<Void> hangUp() {
        return end(SipCause.CANCELED, Optional.empty());
    }

    /** The client, or a part of this connector, declares the call failed. */
    CompletionStage<Void> fail(String message, SipCause cause) {
        return end(cause, Optional.of(failure(message, cause)));
    }

    /** The call cannot go on. */
    void declare(String message, SipCause cause) {
        terminate(cause, Optional.empty(), Optional.of(failure(message, cause)));
    }

    /** What the network did is not this side's doing, whoever noticed it: such calls are redialled. */
    private static SipFailure failure(String message, SipCause cause) {
        boolean network = cause == SipCause.CONNECTION_ERROR || cause == SipCause.REQUEST_TIMEOUT;
        return new SipFailure(network ? Originator.SYSTEM : Originator.LOCAL, cause, 0, message, List.of());
    }

    /** The connection beneath the call goes, and nobody here wanted the call to end. */
    CompletionStage<Void> lose(String why) {
        return whenOver(() -> abandon(why));
    }

    /** The call was taken away from both sides. */
    void abandon(String why) {
        SipFailure failure = SipFailure.system(SipCause.CONNECTION_ERROR, why);
        terminate(failure.cause(), Optional.empty(), Optional.of(failure));
    }

    private CompletionStage<Void> end(SipCause cause, Optional<SipFailure> declared) {
        return whenOver(() -> {
            context.publish(new CallEvent.EndCall(context.leg().map(MainLeg::peer)));
            begin(cause, declared, leg -> context.lane.expect(context.lane.stored(), new EndStored(leg.dialog(), cause)));
        });
    }

    /** After a crash nobody is brought back into a call that was hung up. */
    private void endStored(EndStored stored) {
        if (context.call().state() == CallState.DISCONNECTING
                && context.leg().filter(leg -> leg.progress().known() && leg.dialog().equals(stored.dialog())).isPresent()) {
            context.sip.terminate(stored.dialog(), stored.cause(), Optional.empty());
        }
    }

    private CompletionStage<Void> whenOver(Runnable ends) {
        Reply<Void> reply = context.lane.reply();
        if (context.leg().isEmpty()) {
            reply.complete(null);
            return reply;
        }
        context.changeLeg(leg -> leg.enders(plus(context.leg().orElseThrow().enders(), reply.id())));
        ends.run();
        return reply;
    }

    /** Ends the session as its state demands; the call is over when the SIP foundation says so. */
    void terminate(SipCause cause, Optional<String> reason, Optional<SipFailure> declared) {
        begin(cause, declared, leg -> context.sip.terminate(leg.dialog(), cause, reason));
    }

    /** @param ends ends a session that the SIP foundation knows */
    private void begin(SipCause cause, Optional<SipFailure> declared, Consumer<MainLeg> ends) {
        if (!context.signal(Signal.HANG_UP)) {
            return;
        }
        declared.ifPresent(failure -> context.changeLeg(leg -> leg.declared(failure)));
        MainLeg leg = context.leg().orElseThrow();
        if (leg.progress().known()) {
            ends.accept(leg);
        } else {
            over(SipFailure.local(cause));
        }
    }

    /** Refuses the other side's INVITE because of this failure. */
    void refuse(int status, SipFailure failure) {
        if (context.signal(Signal.HANG_UP)) {
            context.changeLeg(leg -> leg.declared(failure));
            context.sip.reject(context.leg().orElseThrow().dialog(), status, Optional.empty(), List.of());
        }
    }

    /** The ringing call cannot be answered so, for a reason of this side's: it rings on, and may be answered otherwise or refused. */
    void notAnswered(String reason) {
        over(failure(reason, SipCause.WEBRTC_ERROR));
    }

    /** The last word of a user agent: nothing more comes of a session that it has not told the end of. */
    void userAgentGone(SipEvent.TransportDisconnected event) {
        if (!event.error() && context.leg().filter(leg -> leg.userAgent().equals(event.userAgent())).isPresent()) {
            over(SipFailure.local(SipCause.TERMINATED));
        }
    }

    /** The connector closes, and nothing more is heard of the session that ends with it. */
    void connectorCloses() {
        context.leg().ifPresent(leg -> LOG.info("{}: call with {} is over: the connector closes", context.lane.connector(), leg.number()));
    }

    /** The session is gone: resets everything, then tells. */
    void over(SipFailure end) {
        MainLeg leg = context.leg().orElseThrow();
        SipFailure why = leg.progress().declared().orElse(end);
        boolean wanted = why.originator() == Originator.LOCAL && why.cause() == SipCause.CANCELED;
        List<Negotiation> unanswered = new ArrayList<>(context.call().waiting());
        context.call().negotiation().ifPresent(unanswered::add);
        List<Replacement> replacements = context.call().replacements();
        recv.drop(new RecvSessionException("the call is over", true));
        context.signal(new Over(wanted ? Optional.empty() : Optional.of(why)));
        context.change(Call::over);
        context.media.close(leg.peer());
        context.lane.cancel(Negotiations.GLARE_TIMER);
        context.lane.cancel(Restoring.TIMER);
        context.lane.cancel(Restoring.AGAIN);
        leg.request().iceServers().ifPresent(context.lane::release);
        boolean declaredHere = leg.progress().declared().filter(failure -> failure.originator() == Originator.LOCAL).isPresent();
        Optional<PeerId> peer = Optional.of(leg.peer());
        context.publish(leg.progress().established() && !declaredHere ? new CallEvent.Ended(why, peer) : new CallEvent.Failed(why, peer));
        if (why.originator() == Originator.REMOTE) {
            context.publish(new CallEvent.EndedFromServer(why, peer));
        }
        if (leg.progress().established()) {
            context.publish(new CallEvent.CallStatusChanged(false));
        }
        LOG.info("{}: call with {} is over: {}", context.lane.connector(), leg.number(),
                FailureText.what(leg.progress().established() ? FailureText.ofEstablished(why) : why));
        CallFailedException failure = new CallFailedException("the call with " + leg.number() + " ended", why);
        leg.request().reply().ifPresent(reply -> context.lane.reply(reply).fail(failure));
        unanswered.forEach(negotiation -> negotiation.reply().ifPresent(reply -> context.lane.reply(reply).fail(failure)));
        replacements.forEach(replacement -> context.lane.reply(replacement.reply()).fail(failure));
        leg.enders().forEach(reply -> context.lane.reply(reply).complete(null));
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }
}
