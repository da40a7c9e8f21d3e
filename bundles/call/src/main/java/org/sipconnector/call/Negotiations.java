/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.call.Negotiation.Kind;
import org.sipconnector.call.Negotiation.Step;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.spi.explanation.FailureText;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renegotiates the established main leg, for either side, one exchange at a time. */
final class Negotiations {

    /** Until an own offer that met one of the other side is tried again (RFC 3261 section 14.1). */
    static final String GLARE_TIMER = "glare";

    private static final Logger LOG = LoggerFactory.getLogger(Negotiations.class);
    private static final String FAILED = "SIP ;cause=500 ;text=\"Media Renegotiation Failed\"";
    static final int REQUEST_PENDING = 491;
    /** How often an own offer makes way for another one before it is given up. */
    private static final int MOST_PAUSES = 5;
    /** Refusals that mean the session is no more (RFC 3261 section 12.2.1.2). */
    private static final Set<Integer> GONE = Set.of(408, 481);

    private final CallContext context;
    private final Ending ending;
    private final Encodings encodings;
    private Consumer<Negotiation> agreed = settled -> {};
    private BiConsumer<Negotiation, String> refused = (settled, reason) -> {};

    Negotiations(CallContext context, Ending ending) {
        this.context = context;
        this.ending = ending;
        this.encodings = new Encodings(context);
    }

    /**
     * Tells somebody what came of own offers, before their clients hear of it.
     *
     * @param onAgreed  the other side has answered
     * @param onRefused it has not, or could not be asked; the call goes on, and what was changed for the offer is to be undone
     */
    void watch(Consumer<Negotiation> onAgreed, BiConsumer<Negotiation, String> onRefused) {
        agreed = onAgreed;
        refused = onRefused;
    }

    /** The client wants an exchange; false when another is going on and it does not want to wait. */
    Reply<Boolean> renegotiate(RenegotiationOptions options) {
        if (!context.call().state().active()) {
            throw new NoEstablishedCallException();
        }
        Reply<Boolean> reply = context.lane.reply();
        if (busy() && !options.waitUntilReady()) {
            reply.complete(false);
            return reply;
        }
        offer(Optional.of(reply.id()), options);
        return reply;
    }

    /** Makes an exchange now, or after the one going on. */
    void offer(Optional<ReplyId<Boolean>> reply, RenegotiationOptions options) {
        List<Negotiation> waiting = new ArrayList<>(context.call().waiting());
        waiting.add(Negotiation.offering(context.lane.newId("negotiation"), reply, options));
        context.change(call -> call.waiting(waiting));
        next();
    }

    private boolean busy() {
        return context.call().negotiation().isPresent() || !context.call().waiting().isEmpty();
    }

    /** Begins what waits, if nothing is going on and the session takes offers: one that was answered does with its ACK. */
    void next() {
        Call call = context.call();
        boolean takesOffers = call.state() == CallState.IN_CALL
                || call.state() == CallState.ACCEPTED && !context.leg().orElseThrow().answering();
        if (call.negotiation().isEmpty() && !call.waiting().isEmpty() && takesOffers) {
            Negotiation first = call.waiting().get(0);
            context.change(present -> present.negotiating(Optional.of(first))
                    .waiting(call.waiting().subList(1, call.waiting().size())));
            createOffer(first);
        }
    }

    /** The exchange has come to its end, with an answer or with our refusal of theirs. */
    void finished() {
        Optional<Negotiation> done = context.call().negotiation();
        context.change(call -> call.negotiating(Optional.empty()));
        done.ifPresent(agreed);
        done.flatMap(Negotiation::reply).ifPresent(id -> context.lane.<Boolean>reply(id).complete(true));
        next();
    }

    void answered(ReinviteAnswered event) {
        Optional<Negotiation> current = context.call().negotiation().filter(Negotiation::ours);
        if (current.isEmpty()) {
            // an exchange that is never acknowledged would keep all later ones waiting
            context.sip.acknowledge(event.dialog());
            return;
        }
        if (current.get().kind() == Kind.RESPONDING_LATE && current.get().step() == Step.VOID) {
            // its answer was for the connection that is lost
            context.change(call -> call.negotiating(Optional.empty()));
            anew();
            return;
        }
        if (current.get().kind() == Kind.RESPONDING_LATE) {
            answeredLate(current.get(), event.answer());
            return;
        }
        if (current.get().step() == Step.VOID) {
            context.sip.acknowledge(event.dialog());
            createOffer(current.get());
            return;
        }
        if (event.answer().isEmpty()) {
            LOG.warn("{}: a 200 brought no answer to our offer, what was agreed before holds", context.lane.connector());
            context.sip.acknowledge(event.dialog());
            context.media.rollback(context.leg().orElseThrow().peer(), current.get().request());
            givenUp("the other side's 200 brought no answer to the offer");
            return;
        }
        apply(current.get(), event.answer().get());
    }

    /** The ACK of our answer to a re-INVITE without an offer. */
    private void answeredLate(Negotiation current, Optional<String> answer) {
        if (answer.isPresent()) {
            mayHold(answer.get());
            apply(current, answer.get());
        } else {
            LOG.warn("{}: the ACK brought no answer to our offer, what was agreed before holds", context.lane.connector());
            context.media.rollback(context.leg().orElseThrow().peer(), current.request());
            finished();
        }
    }

    private void apply(Negotiation current, String answer) {
        context.publish(new CallEvent.Sdp(Originator.REMOTE, SdpType.ANSWER, answer));
        at(current, Step.APPLYING);
        context.media.setRemote(context.leg().orElseThrow().peer(), current.request(), SdpType.ANSWER, answer, List.of());
    }

    void failed(ReinviteFailed event) {
        Optional<Negotiation> current = offering();
        if (current.isEmpty()) {
            return;
        }
        if (current.get().step() != Step.VOID) {
            context.media.rollback(context.leg().orElseThrow().peer(), current.get().request());
        }
        SipFailure failure = event.failure();
        boolean glare = failure.status() == REQUEST_PENDING || failure.originator() == Originator.LOCAL;
        if (glare && current.get().pauses() < MOST_PAUSES) {
            // the SIP foundation's own refusal says the same as a 491: it is not this offer's turn
            context.change(call -> call.negotiating(Optional.of(current.get().pausing())));
            context.lane.schedule(GLARE_TIMER, Duration.ofMillis(2100 + (long) (1900 * context.lane.random())));
        } else if (gone(failure)) {
            abort(failure);
        } else if (current.get().step() == Step.VOID && failure.status() > 0) {
            createOffer(current.get());
        } else {
            // RFC 3261 section 14.1: the session goes on as it was; one lost with its connection is offered over the next
            LOG.warn("{}: the renegotiation was refused, the call goes on as it was: {}", context.lane.connector(),
                    FailureText.what(failure));
            givenUp(failure);
        }
    }

    /** Whether the session is no more, or nobody answers (RFC 3261 section 12.2.1.2). */
    private static boolean gone(SipFailure failure) {
        return GONE.contains(failure.status()) || failure.status() == 0 && failure.cause() == SipCause.REQUEST_TIMEOUT;
    }

    /** The pause after both sides had offered at once is over. */
    void tryAgain() {
        offering().filter(current -> current.step() == Step.PAUSING).ifPresent(this::createOffer);
    }

    /** The session is gone, or its answer cannot be used: nobody knows any more which description holds. */
    void abort(SipFailure failure) {
        LOG.warn("{}: renegotiation failed, the call is ended: {}", context.lane.connector(), FailureText.ofCall(failure));
        Optional<ReplyId<Boolean>> reply = context.call().negotiation().flatMap(Negotiation::reply);
        context.change(call -> call.negotiating(Optional.empty()));
        ending.terminate(SipCause.WEBRTC_ERROR, Optional.of(FAILED), Optional.of(failure)
                .filter(why -> why.originator() == Originator.SYSTEM || why.cause() == SipCause.BAD_MEDIA_DESCRIPTION));
        reply.ifPresent(id -> context.lane.reply(id).fail(new CallFailedException("renegotiation failed", failure)));
    }

    /** Their answer cannot be used, and no description holds after a 2xx but that: there is nothing to go back to (RFC 3261 section 14.1). */
    void unusable(String reason) {
        abort(new SipFailure(Originator.REMOTE, SipCause.BAD_MEDIA_DESCRIPTION, 0, reason, List.of()));
    }

    /** No offer could be made: nothing was sent, the call goes on as it is. */
    void givenUp(String reason) {
        givenUp(new SipFailure(Originator.LOCAL, SipCause.WEBRTC_ERROR, 0, reason, List.of()));
    }

    private void givenUp(SipFailure failure) {
        Negotiation current = context.call().negotiation().orElseThrow();
        context.change(call -> call.negotiating(Optional.empty()));
        encodings.restore(current.before());
        refused.accept(current, failure.toString());
        current.reply().ifPresent(id -> context.lane.reply(id).fail(new CallFailedException("renegotiation failed", failure)));
        next();
    }

    /** The peer connection is another one: what was exchanged with the former is void, and a new offer must be made. */
    void anew() {
        Optional<Negotiation> current = context.call().negotiation();
        if (current.isPresent() && current.get().kind() == Kind.OFFERING) {
            switch (current.get().step()) {
                case DESCRIBING -> createOffer(current.get());
                case SENT -> at(current.get(), Step.VOID);
                case APPLYING -> {
                    context.sip.acknowledge(context.leg().orElseThrow().dialog());
                    createOffer(current.get());
                }
                case VOID, PAUSING -> {}
            }
            return;
        }
        if (current.filter(late -> late.kind() == Kind.RESPONDING_LATE
                && (late.step() == Step.SENT || late.step() == Step.VOID)).isPresent()) {
            // the ACK to our 200 comes first: only then is it the turn of another offer
            at(current.get(), Step.VOID);
            return;
        }
        if (current.isPresent()) {
            if (current.get().step() == Step.DESCRIBING) {
                context.sip.refuseReinvite(context.leg().orElseThrow().dialog(), REQUEST_PENDING);
            }
            context.change(call -> call.negotiating(Optional.empty()));
        }
        if (context.call().waiting().isEmpty()) {
            offer(Optional.empty(), RenegotiationOptions.STANDARD);
        } else {
            next();
        }
    }

    /** Our offer goes out. */
    void sent() {
        context.call().negotiation().filter(Negotiation::ours).ifPresent(current -> at(current, Step.SENT));
    }

    /** The other side wants an exchange. */
    void received(ReinviteReceived event) {
        if (!context.call().state().active()) {
            context.sip.refuseReinvite(event.dialog(), context.call().state() == CallState.CONNECTING ? REQUEST_PENDING : 403);
            return;
        }
        giveWay();
        if (context.call().negotiation().isPresent()) {
            context.sip.refuseReinvite(event.dialog(), REQUEST_PENDING);
            return;
        }
        context.publish(byUpdate(event) ? new CallEvent.Update() : new CallEvent.Reinvite());
        event.offer().ifPresentOrElse(this::accept, this::offerLate);
    }

    /** An own offer that only waits to be tried again lets the other side's go first. */
    private void giveWay() {
        offering().filter(current -> current.step() == Step.PAUSING).ifPresent(pausing -> {
            context.lane.cancel(GLARE_TIMER);
            List<Negotiation> waiting = new ArrayList<>(context.call().waiting());
            waiting.add(0, pausing);
            context.change(call -> call.negotiating(Optional.empty()).waiting(waiting));
        });
    }

    /** A re-INVITE without an offer gets ours, and brings its answer with the ACK (RFC 3261 section 14.2). */
    private void offerLate() {
        Negotiation late = Negotiation.of(Kind.RESPONDING_LATE, context.lane.newId("negotiation"));
        context.change(call -> call.negotiating(Optional.of(late)));
        context.media.createOffer(context.leg().orElseThrow().peer(), late.request(), false);
    }

    private static boolean byUpdate(ReinviteReceived event) {
        return Header.find(event.headers(), "CSeq").filter(value -> value.endsWith("UPDATE")).isPresent();
    }

    private void accept(String offer) {
        context.publish(new CallEvent.Sdp(Originator.REMOTE, SdpType.OFFER, offer));
        Negotiation responding = Negotiation.of(Kind.RESPONDING, context.lane.newId("negotiation"));
        context.change(call -> call.negotiating(Optional.of(responding)));
        mayHold(offer);
        context.media.setRemote(context.leg().orElseThrow().peer(), responding.request(), SdpType.OFFER, offer, List.of());
    }

    /** Their description may put us on hold, or take us off, if it can be set. */
    void mayHold(String description) {
        context.changeLeg(leg -> leg.holding(MediaDirections.hold(description)));
    }

    /** Their description is set. */
    void held() {
        boolean holds = context.leg().orElseThrow().media().holding();
        if (holds != context.leg().orElseThrow().media().held()) {
            context.changeLeg(leg -> leg.held(holds));
            context.publish(holds ? new CallEvent.Hold(Originator.REMOTE) : new CallEvent.Unhold(Originator.REMOTE));
        }
    }

    private void at(Negotiation negotiation, Step step) {
        context.change(call -> call.negotiating(Optional.of(negotiation.at(step))));
    }

    private void createOffer(Negotiation negotiation) {
        at(negotiation, Step.DESCRIBING);
        List<SendEncoding> wanted = negotiation.options().encodings();
        if (!wanted.isEmpty()) {
            List<CallSender> before = encodings.change(wanted);
            context.change(call -> call.negotiating(call.negotiation().map(current -> current.changing(before))));
        }
        context.media.createOffer(context.leg().orElseThrow().peer(), negotiation.request(), negotiation.options().iceRestart());
    }

    private Optional<Negotiation> offering() {
        return context.call().negotiation().filter(current -> current.kind() == Kind.OFFERING);
    }
}
