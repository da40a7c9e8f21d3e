/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.call.Negotiation.Kind;
import org.sipconnector.call.Negotiation.Step;
import org.sipconnector.spi.media.LineBlueprint;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a call's media back when the media engine was lost: makes the peer connection again and renegotiates, when the other
 * side has not answered our INVITE yet as soon as it has. When that cannot be done in time the call ends, told as nobody's
 * wish, so that it may be set up again.
 */
final class Restoring {

    static final String TIMER = "restoring";
    /** Silence a person bears, and long enough for an engine to be replaced on a busy machine. */
    static final Duration WITHIN = Duration.ofSeconds(20);
    static final String AGAIN = "restoring-again";
    private static final Duration BETWEEN_OFFERS = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);

    private static final String LOST = "{}: the call's peer connection was lost and is made again: {}";

    private final CallContext context;
    private final Ending ending;
    private final Negotiations negotiations;
    private final Establishing establishing;

    Restoring(CallContext context, Ending ending, Negotiations negotiations, Establishing establishing) {
        this.context = context;
        this.ending = ending;
        this.negotiations = negotiations;
        this.establishing = establishing;
    }

    void lost(MediaEngineLost event) {
        putOffEarlyOffer();
        Call call = context.call();
        Optional<Negotiation> settingUp = call.negotiation().filter(Negotiation::settingUp);
        MainLeg leg = context.leg().orElseThrow();
        if (event.blueprint().isPresent() && settingUp.isPresent() && call.state() == CallState.CONNECTING && !leg.progress().known()) {
            // nobody has heard of the call yet
            reopen(leg, event.blueprint().get());
            context.media.createOffer(leg.peer(), settingUp.get().request(), false);
            return;
        }
        boolean invited = settingUp.filter(current -> current.kind() == Kind.CALLING).isPresent() && call.state() == CallState.CONNECTING;
        if (event.blueprint().isEmpty() || !invited && (settingUp.isPresent() || !call.state().active())) {
            giveUp("the media engine was lost: " + event.reason());
            return;
        }
        if (event.stopped()) {
            LOG.info(LOST, context.lane.connector(), event.reason());
        } else {
            LOG.warn(LOST, context.lane.connector(), event.reason());
        }
        context.changeLeg(changes -> changes.restoring(true));
        context.publish(new CallEvent.MediaLost(leg.peer(), event.reason()));
        reopen(leg, event.blueprint().get());
        if (!invited) {
            renegotiate();
        } else if (leg.progress().answered()) {
            establishing.voidAnswer();
            accepted();
        } else {
            context.change(changed -> changed.negotiating(settingUp.map(current -> current.at(Step.VOID))));
        }
    }

    /** The called one may offer again once it has accepted; until then our INVITE is all that is under way. */
    private void putOffEarlyOffer() {
        context.call().negotiation().filter(current -> current.kind() == Kind.RESPONDING_EARLY).ifPresent(early -> {
            context.sip.refuseReinvite(context.leg().orElseThrow().dialog(), Negotiations.REQUEST_PENDING);
            context.change(call -> call.negotiating(Optional.of(Negotiation.of(Kind.CALLING, early.request()).at(Step.VOID))));
        });
    }

    /** The other side has accepted the call: if its peer connection was lost meanwhile, it is time for another offer. */
    void accepted() {
        if (context.leg().filter(leg -> leg.media().restoring()).isPresent() && context.call().state().active()
                && context.call().negotiation().isEmpty()) {
            renegotiate();
        }
    }

    /** An offer that met no connection to the server is made again, for the call has no media before it is answered. */
    void notOffered(SipFailure failure) {
        if (failure.cause() == SipCause.CONNECTION_ERROR && context.leg().filter(leg -> leg.media().restoring()).isPresent()) {
            context.lane.schedule(AGAIN, BETWEEN_OFFERS);
        }
    }

    /** The pause after an offer that met no connection is over. */
    void tryAgain() {
        if (context.leg().filter(leg -> leg.media().restoring()).isPresent() && context.call().state().active()
                && context.call().negotiation().isEmpty()) {
            negotiations.anew();
        }
    }

    private void renegotiate() {
        context.lane.schedule(TIMER, WITHIN);
        negotiations.anew();
    }

    private void reopen(MainLeg leg, PeerConnectionState blueprint) {
        PeerConnectionState wanted = wanted(blueprint, leg);
        context.changeLeg(changes -> changes.reopening(Optional.of(wanted)));
        context.media.reopen(context.lane.connector(), leg.peer(), PeerSettings.of(SetUp.iceServers(context)), wanted);
        context.silence(leg.peer(), leg.senders());
    }

    /** The engine has begun: from now on it knows what it takes. */
    void reopened() {
        if (context.leg().flatMap(leg -> leg.media().reopening()).isPresent()) {
            context.changeLeg(changes -> changes.reopening(Optional.empty()));
        }
    }

    /** What lets nothing flow either way, as on hold, need not connect. */
    void answered(ReinviteAnswered event) {
        boolean used = context.call().negotiation().filter(current -> current.step() == Step.APPLYING).isPresent();
        if (used && event.answer().filter(MediaDirections::inactive).isPresent()) {
            connected();
        }
    }

    void connected() {
        if (context.leg().orElseThrow().media().restoring()) {
            context.lane.cancel(TIMER);
            context.changeLeg(changes -> changes.restoring(false));
            LOG.info("{}: media is back", context.lane.connector());
            context.publish(new CallEvent.MediaRestored(context.leg().orElseThrow().peer()));
        }
    }

    void timedOut() {
        if (context.leg().filter(leg -> leg.media().restoring()).isPresent()) {
            giveUp("the media engine was lost, and media did not come back within " + WITHIN.toSeconds() + " s");
        }
    }

    private void giveUp(String reason) {
        ending.terminate(SipCause.INTERNAL_ERROR, Optional.empty(),
                Optional.of(SipFailure.system(SipCause.INTERNAL_ERROR, reason)));
    }

    /** The blueprint with what was asked of the engine while it was dying. */
    private static PeerConnectionState wanted(PeerConnectionState known, MainLeg leg) {
        return new PeerConnectionState(known.lines().stream().map(line -> sender(leg, line.settings().name())
                .map(sender -> sending(line, sender, leg.stream().id())).orElse(line)).toList(), known.agreed());
    }

    private static Optional<CallSender> sender(MainLeg leg, String transceiver) {
        return leg.senders().stream().filter(sender -> sender.transceiver().equals(transceiver)).findFirst();
    }

    private static LineBlueprint sending(LineBlueprint line, CallSender sender, String stream) {
        TransceiverSettings was = line.settings();
        List<String> streams = was.streams().isEmpty() && sender.track().isPresent() ? List.of(stream) : was.streams();
        return new LineBlueprint(new TransceiverSettings(was.name(), was.kind(), sender.direction(), sender.track(), streams,
                was.encodings(), was.codecs()), line.mid(), line.announced(), line.sinks());
    }
}
