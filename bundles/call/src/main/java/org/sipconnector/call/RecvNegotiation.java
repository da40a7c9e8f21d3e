/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.sipconnector.api.call.RecvSessionException;
import org.sipconnector.api.conferencestate.InRoomCredentials;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.call.RecvExchange.Step;
import org.sipconnector.call.RecvLeg.Requality;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.SignalingState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Negotiates the receive-only leg over HTTPS. A newer negotiation takes the place of the one going on; whoever waited for
 * that hears that it was cancelled.
 */
final class RecvNegotiation {

    private static final Logger LOG = LoggerFactory.getLogger(RecvNegotiation.class);
    private static final Set<String> MAKING = Set.of("open", "addTransceiver");
    private static final int ATTEMPTS = 10;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
    private static final Duration READY_WITHIN = Duration.ofSeconds(5);

    private final CallContext context;
    private final RecvLegs legs;
    private final Consumer<String> startFailed;

    /** @param startFailed told why a leg that had not started was given up */
    RecvNegotiation(CallContext context, RecvLegs legs, Consumer<String> startFailed) {
        this.context = context;
        this.legs = legs;
        this.startFailed = startFailed;
    }

    /** Negotiates, in place of a negotiation going on; the replies hear true when it succeeded. */
    void negotiate(List<ReplyId<Boolean>> replies) {
        RecvLeg leg = leg();
        legs.fail(leg.exchange().waiters(), new RecvSessionException("canceled", true));
        boolean later = leg.exchange().step().engineBusy();
        exchange(present -> present.waiting(replies, later));
        if (!later) {
            begin();
        }
    }

    private void begin() {
        RecvLeg leg = leg();
        legs.quiet(leg);
        exchange(present -> present.anew(context.lane.newId("recv")));
        if (leg.signaling() == SignalingState.HAVE_LOCAL_OFFER) {
            exchange(present -> present.at(Step.ROLLING_BACK));
            context.media.rollback(leg.peer(), leg().exchange().request());
        } else {
            await(Step.BECOMING_READY);
        }
    }

    private void await(Step step) {
        exchange(present -> present.at(step));
        context.lane.schedule(RecvLegs.READY_TIMER, READY_WITHIN);
        goOnWhenReady();
    }

    private void goOnWhenReady() {
        RecvLeg leg = leg();
        boolean awaiting = leg.at(Step.BECOMING_READY) || leg.at(Step.SETTLING);
        if (leg.terminal() && (awaiting || leg.at(Step.AWAITING_TRACKS))) {
            failed("Peer connection in terminal state: " + leg.peerState().name().toLowerCase(Locale.ROOT)
                    + ". Recovery is not possible.");
        } else if (awaiting && leg.ready()) {
            context.lane.cancel(RecvLegs.READY_TIMER);
            if (leg.at(Step.BECOMING_READY)) {
                exchange(present -> present.at(Step.OFFERING));
                context.media.createOffer(leg.peer(), leg.exchange().request(), false);
            } else {
                agreed(leg);
            }
        }
    }

    private void agreed(RecvLeg leg) {
        Optional<Requality> inPlace = leg.requality().filter(Requality::inPlace);
        legs.change(RecvLeg::agreed);
        if (inPlace.isPresent()) {
            legs.change(present -> present.with(present.quality(), Optional.empty()));
            legs.changed(leg, inPlace.get());
        }
        leg.exchange().waiters().forEach(reply -> context.lane.reply(reply).complete(true));
        legs.awaitTracks();
    }

    void offerMade(String request, String sdp) {
        if (!current(request, Step.OFFERING)) {
            return;
        }
        legs.change(leg -> leg.with(SignalingState.HAVE_LOCAL_OFFER).reopening(Optional.empty()));
        if (leg().exchange().again()) {
            begin();
        } else {
            exchange(present -> present.offering(sdp));
            post();
        }
    }

    private void post() {
        Optional<InRoomCredentials> room = legs.room();
        Optional<ConnectionConfiguration> connection = context.connection();
        if (room.isEmpty() && !leg().started()) {
            LOG.debug("{}: the room's token is gone, the receive-only session waits for the next", context.lane.connector());
            legs.stop(false);
            context.change(call -> call.with(call.watching().deferring(true)));
            return;
        }
        if (connection.isPresent() && !context.transportOpen()) {
            // what cannot be asked is not refused: the call goes on over the next transport, and so does this
            exchange(present -> present.posted(Step.PAUSING));
            context.lane.schedule(RecvLegs.RETRY_TIMER, BETWEEN_ATTEMPTS);
            return;
        }
        String id = context.lane.newId("offer");
        exchange(present -> present.posting(id));
        if (room.isEmpty()) {
            attemptFailed("no token for conference " + leg().conference());
        } else if (connection.isEmpty()) {
            attemptFailed("not connected");
        } else {
            context.http.send(context.lane.connector(), SpectatorOfferRequest.call(id, connection.get(), leg(), room.get().token()));
        }
    }

    void answered(HttpEvent.HttpAnswered event) {
        if (!posted(event.id())) {
            return;
        }
        Optional<String> answer = event.successful() ? SpectatorOfferRequest.answer(event.body()) : Optional.empty();
        if (answer.isPresent()) {
            exchange(present -> present.posted(Step.APPLYING));
            context.media.setRemote(leg().peer(), leg().exchange().request(), SdpType.ANSWER, answer.get(), List.of());
        } else {
            attemptFailed(event.successful()
                    ? "the answer has no description"
                    : "sendOffer failed with status " + event.status());
        }
    }

    void notAnswered(HttpEvent.HttpFailed event) {
        if (posted(event.id())) {
            attemptFailed(event.reason());
        }
    }

    private void attemptFailed(String reason) {
        RecvLeg leg = leg();
        LOG.warn("{}: offer {} of {} for conference {} failed: {}", context.lane.connector(), leg.exchange().attempt(),
                ATTEMPTS, leg.conference(), reason);
        exchange(present -> present.posted(Step.PAUSING));
        if (leg.exchange().attempt() < ATTEMPTS) {
            context.lane.schedule(RecvLegs.RETRY_TIMER, BETWEEN_ATTEMPTS);
        } else {
            failed("call limit (" + ATTEMPTS + ") is reached: " + reason);
        }
    }

    /** One of this leg's timers has run out. */
    void timerFired(String timer) {
        switch (timer) {
            case RecvLegs.RETRY_TIMER -> post();
            case RecvLegs.READY_TIMER -> failed("Timed out waiting for stable signaling state and ready connection state");
            case RecvLegs.TRACKS_TIMER ->
                    failed("audio and video did not arrive within " + RecvLegs.TRACKS_WITHIN.toSeconds() + " s");
            default -> {}
        }
    }

    void remoteSet(String request) {
        engineDone(request, Step.APPLYING, Step.SETTLING);
    }

    void rolledBack(String request) {
        engineDone(request, Step.ROLLING_BACK, Step.BECOMING_READY);
    }

    private void engineDone(String request, Step step, Step next) {
        if (current(request, step)) {
            legs.change(leg -> leg.with(SignalingState.STABLE));
            if (leg().exchange().again()) {
                begin();
            } else {
                await(next);
            }
        }
    }

    /**
     * What it negotiates failed, or what it is made of; a sink or a reading that failed is no concern of the leg. A newer
     * negotiation that waited for this one is begun all the same.
     */
    void commandFailed(PeerCommandFailed event) {
        boolean making = event.request().isEmpty() && MAKING.contains(event.command());
        boolean negotiating = !event.request().isEmpty() && leg().exchange().request().equals(event.request());
        if (negotiating && leg().exchange().again()) {
            LOG.debug("{}: {} failed, a newer negotiation follows: {}", context.lane.connector(), event.command(), event.reason());
            begin();
        } else if (making || negotiating) {
            failed(event.reason());
        }
    }

    void signaling(SignalingState state) {
        legs.change(leg -> leg.with(state));
        goOnWhenReady();
    }

    void peerState(PeerState state) {
        legs.change(leg -> leg.with(state));
        goOnWhenReady();
    }

    /** The leg's peer connection is gone with its engine: makes it again and negotiates it for whoever waits. */
    void lost(MediaEngineLost event) {
        if (event.blueprint().isEmpty()) {
            failed("the media engine was lost: " + event.reason());
            return;
        }
        LOG.warn("{}: the media engine was lost, the receive-only peer connection is made again: {}", context.lane.connector(),
                event.reason());
        context.media.reopen(context.lane.connector(), leg().peer(), RecvLegs.settings(context), event.blueprint().get());
        legs.change(leg -> leg.with(SignalingState.STABLE).with(PeerState.NEW).reopening(event.blueprint()));
        begin();
    }

    /** Ends the negotiation going on. A leg that has not started ends with it, and the call with that. */
    void failed(String reason) {
        RecvLeg leg = leg();
        LOG.warn("{}: receive-only session of conference {} failed: {}", context.lane.connector(), leg.conference(), reason);
        RecvSessionException error = new RecvSessionException(reason, false);
        if (leg.started()) {
            legs.quiet(leg);
            legs.fail(leg.exchange().waiters(), error);
            leg.requality().ifPresent(change -> legs.fail(List.of(change.reply()), error));
            legs.change(present -> present.with(
                    leg.requality().map(Requality::previous).orElse(leg.quality()), Optional.empty()));
            exchange(present -> present.waiting(List.of(), false).at(Step.REST));
        } else {
            legs.drop(error);
            startFailed.accept(reason);
        }
    }

    private RecvLeg leg() {
        return legs.leg().orElseThrow();
    }

    private boolean current(String request, Step step) {
        return leg().at(step) && leg().exchange().request().equals(request);
    }

    private boolean posted(String id) {
        return legs.leg().filter(leg -> leg.at(Step.POSTING) && leg.exchange().http().equals(Optional.of(id))).isPresent();
    }

    private void exchange(UnaryOperator<RecvExchange> change) {
        legs.change(leg -> leg.exchanging(change));
    }
}
