package org.sipconnector.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.sipconnector.api.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.api.sip.SipEvent.ReinviteFailed;
import org.sipconnector.api.sip.SipEvent.ReinviteReceived;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.call.Negotiation.Kind;
import org.sipconnector.call.Negotiation.Step;
import org.sipconnector.kernel.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renegotiates the established main leg, for either side, one exchange at a time. */
final class Negotiations {

    /** Until an own offer that met one of the other side is tried again (RFC 3261 section 14.1). */
    static final String GLARE_TIMER = "glare";

    private static final Logger LOG = LoggerFactory.getLogger(Negotiations.class);
    private static final String FAILED = "SIP ;cause=500 ;text=\"Media Renegotiation Failed\"";
    private static final int REQUEST_PENDING = 491;
    /** Refusals that mean the session is no more (RFC 3261 section 12.2.1.2). */
    private static final Set<Integer> GONE = Set.of(408, 481);

    private final Desk desk;
    private final Ending ending;

    Negotiations(Desk desk, Ending ending) {
        this.desk = desk;
        this.ending = ending;
    }

    /** The client wants an exchange; false when another is going on and it does not want to wait. */
    Reply<Boolean> renegotiate(RenegotiationOptions options) {
        if (!desk.call().state().active()) {
            throw new NoEstablishedCallException();
        }
        Reply<Boolean> reply = desk.lane.reply();
        if (busy() && !options.waitUntilReady()) {
            reply.complete(false);
            return reply;
        }
        offer(Optional.of(reply.id()), options);
        return reply;
    }

    /** Makes an exchange now, or after the one going on. */
    void offer(Optional<String> reply, RenegotiationOptions options) {
        List<Negotiation> waiting = new ArrayList<>(desk.call().waiting());
        waiting.add(new Negotiation(Kind.OFFERING, Step.DESCRIBING, desk.lane.newId("negotiation"), reply, options));
        desk.change(call -> call.waiting(waiting));
        next();
    }

    private boolean busy() {
        return desk.call().negotiation().isPresent() || !desk.call().waiting().isEmpty();
    }

    /** Begins what waits, if nothing is going on and the call is established. */
    void next() {
        Call call = desk.call();
        if (call.negotiation().isEmpty() && !call.waiting().isEmpty() && call.state().active()) {
            Negotiation first = call.waiting().get(0);
            desk.change(present -> present.negotiating(Optional.of(first))
                    .waiting(call.waiting().subList(1, call.waiting().size())));
            createOffer(first);
        }
    }

    void finished(boolean agreed) {
        Optional<String> reply = desk.call().negotiation().flatMap(Negotiation::reply);
        desk.change(call -> call.negotiating(Optional.empty()));
        reply.ifPresent(id -> desk.lane.<Boolean>reply(id).complete(agreed));
        next();
    }

    void answered(ReinviteAnswered event) {
        Optional<Negotiation> current = offering();
        if (current.isEmpty()) {
            return;
        }
        if (current.get().step() == Step.VOID) {
            desk.sip.acknowledge(event.dialog());
            createOffer(current.get());
            return;
        }
        if (event.answer().isEmpty()) {
            desk.sip.acknowledge(event.dialog());
            abort(SipFailure.local(SipCause.WEBRTC_ERROR));
            return;
        }
        desk.publish(new CallEvent.Sdp(Originator.REMOTE, SdpType.ANSWER, event.answer().get()));
        at(current.get(), Step.APPLYING);
        desk.media.setRemote(desk.leg().orElseThrow().peer(), current.get().request(), SdpType.ANSWER,
                event.answer().get(), List.of());
    }

    void failed(ReinviteFailed event) {
        Optional<Negotiation> current = offering();
        if (current.isEmpty()) {
            return;
        }
        if (current.get().step() != Step.VOID) {
            desk.media.rollback(desk.leg().orElseThrow().peer(), current.get().request());
        }
        if (event.failure().status() == REQUEST_PENDING) {
            at(current.get(), Step.PAUSING);
            Duration pause = Duration.ofMillis(2100 + (long) (1900 * desk.lane.random()));
            desk.lane.schedule(GLARE_TIMER, pause);
        } else if (event.failure().cause() == SipCause.CONNECTION_ERROR && event.failure().status() == 0) {
            // nobody refused it: the SIP foundation offers what was agreed before over the next connection
            givenUp(event.failure());
        } else if (current.get().step() == Step.VOID && !GONE.contains(event.failure().status())) {
            createOffer(current.get());
        } else {
            abort(event.failure());
        }
    }

    /** The pause after both sides had offered at once is over. */
    void tryAgain() {
        offering().filter(current -> current.step() == Step.PAUSING).ifPresent(this::createOffer);
    }

    /** A refused or unusable re-INVITE ends the call: nobody knows any more which description holds. */
    void abort(SipFailure failure) {
        LOG.warn("{}: renegotiation failed, the call is ended: {}", desk.lane.connector(), failure);
        Optional<String> reply = desk.call().negotiation().flatMap(Negotiation::reply);
        desk.change(call -> call.negotiating(Optional.empty()));
        ending.terminate(SipCause.WEBRTC_ERROR, Optional.of(FAILED),
                Optional.of(failure).filter(why -> why.originator() == Originator.SYSTEM));
        reply.ifPresent(id -> desk.lane.reply(id).fail(new CallFailedException("renegotiation failed", failure)));
    }

    /** No offer could be made: nothing was sent, the call goes on as it is. */
    void givenUp(String reason) {
        givenUp(new SipFailure(Originator.LOCAL, SipCause.WEBRTC_ERROR, 0, reason, List.of()));
    }

    private void givenUp(SipFailure failure) {
        Optional<String> reply = desk.call().negotiation().flatMap(Negotiation::reply);
        desk.change(call -> call.negotiating(Optional.empty()));
        reply.ifPresent(id -> desk.lane.reply(id).fail(new CallFailedException("renegotiation failed", failure)));
        next();
    }

    /** The peer connection is another one: what was exchanged with the former is void, and a new offer must be made. */
    void anew() {
        Optional<Negotiation> current = desk.call().negotiation();
        if (current.isPresent() && current.get().kind() == Kind.OFFERING) {
            switch (current.get().step()) {
                case DESCRIBING -> createOffer(current.get());
                case SENT -> at(current.get(), Step.VOID);
                case APPLYING -> {
                    desk.sip.acknowledge(desk.leg().orElseThrow().dialog());
                    createOffer(current.get());
                }
                case VOID, PAUSING -> { }
            }
            return;
        }
        if (current.isPresent()) {
            desk.sip.refuseReinvite(desk.leg().orElseThrow().dialog(), REQUEST_PENDING);
            desk.change(call -> call.negotiating(Optional.empty()));
        }
        if (desk.call().waiting().isEmpty()) {
            offer(Optional.empty(), RenegotiationOptions.STANDARD);
        } else {
            next();
        }
    }

    /** The re-INVITE with our offer goes out. */
    void sent() {
        offering().ifPresent(current -> at(current, Step.SENT));
    }

    /** The other side wants an exchange. */
    void received(ReinviteReceived event) {
        if (desk.call().state() != CallState.IN_CALL) {
            desk.sip.refuseReinvite(event.dialog(), 403);
        } else if (desk.call().negotiation().isPresent()) {
            desk.sip.refuseReinvite(event.dialog(), REQUEST_PENDING);
        } else if (event.offer().isEmpty()) {
            LOG.warn("{}: refused a re-INVITE without an offer", desk.lane.connector());
            desk.sip.refuseReinvite(event.dialog(), 488);
        } else {
            desk.publish(byUpdate(event) ? new CallEvent.Update() : new CallEvent.Reinvite());
            accept(event.offer().get());
        }
    }

    private static boolean byUpdate(ReinviteReceived event) {
        return Header.find(event.headers(), "CSeq").filter(value -> value.endsWith("UPDATE")).isPresent();
    }

    private void accept(String offer) {
        desk.publish(new CallEvent.Sdp(Originator.REMOTE, SdpType.OFFER, offer));
        Negotiation responding = Negotiation.of(Kind.RESPONDING, desk.lane.newId("negotiation"));
        desk.change(call -> call.negotiating(Optional.of(responding)));
        desk.media.setRemote(desk.leg().orElseThrow().peer(), responding.request(), SdpType.OFFER, offer, List.of());
        boolean holds = Hold.asked(offer);
        if (holds != desk.leg().orElseThrow().held()) {
            desk.changeLeg(leg -> leg.held(holds));
            desk.publish(holds ? new CallEvent.Hold(Originator.REMOTE) : new CallEvent.Unhold(Originator.REMOTE));
        }
    }

    private void at(Negotiation negotiation, Step step) {
        desk.change(call -> call.negotiating(Optional.of(negotiation.at(step))));
    }

    private void createOffer(Negotiation negotiation) {
        at(negotiation, Step.DESCRIBING);
        List<SendEncoding> encodings = negotiation.options().encodings();
        if (!encodings.isEmpty()) {
            encode(encodings);
        }
        desk.media.createOffer(desk.leg().orElseThrow().peer(), negotiation.request(), negotiation.options().iceRestart());
    }

    private void encode(List<SendEncoding> encodings) {
        MainLeg leg = desk.leg().orElseThrow();
        desk.changeLeg(changes -> changes.senders(leg.senders().stream().map(line -> {
            if (line.track().isEmpty()) {
                return line;
            }
            desk.media.setEncodings(leg.peer(), line.transceiver(), encodings);
            return new CallSender(line.transceiver(), line.kind(), line.direction(), line.track(), encodings);
        }).toList()));
    }

    private Optional<Negotiation> offering() {
        return desk.call().negotiation().filter(current -> current.kind() == Kind.OFFERING);
    }
}
