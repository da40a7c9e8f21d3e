/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.SnapshotChanged;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connector in the room that its configuration names, for as long as it is connected: calls it when nothing else
 * is going on, and again after a pause when the call could not be made or has ended. What is lost by the network is
 * redialled first as any call is. What was muted in the room stays so in the calls that follow. A hang-up holds until the
 * connector is disconnected or its room changes.
 */
final class StandingCall {

    private static final EventHandlers<StandingCall> HANDLERS = EventHandlers.<StandingCall>of()
            .on(SnapshotChanged.class, StandingCall::changed)
            .on(ConfigurationChanged.class, StandingCall::configured)
            .on(CallReconnectEvent.AttemptSucceeded.class, (own, event) -> own.setUpAgain())
            .on(TimerFired.class, StandingCall::timerFired);

    private static final Logger LOG = LoggerFactory.getLogger(StandingCall.class);
    static final String TIMER = "standing-call";
    /** What versions called it that gave all their calls one name. */
    private static final String UNNAMED = "standing";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    /** A server that asks for more patience is called again all the same. */
    private static final Duration LONGEST_WISH = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 4;

    private final Lane lane;
    private final StatePart<State> state;
    private final Calling calling;
    private final ConnectAndCall session;
    private final Draining draining;
    private final Redial redial;
    private final Runnable show;

    /**
     * The call that it has made last.
     *
     * @param promise names what it asked for
     * @param peer    its main connection, that of the latest attempt where it was lost and set up again
     */
    record Own(String promise, PeerId peer) {}

    /**
     * How far it is.
     *
     * @param heldOff  whether somebody hung up
     * @param attempts calls in a row that came to nothing or ended soon
     * @param waiting  whether the next call waits for its timer
     * @param since    when the call was answered
     * @param leaving  whether the connection is being ended, and no call is to be made over it any more
     * @param muted    what was muted in the room, absent from versions that did not keep it
     * @param notBefore when the server wants to be called again that named a time, absent from versions that did not keep it
     * @param own       the call it has made last, absent from versions that did not keep it
     */
    record State(boolean heldOff, int attempts, boolean waiting, Optional<Instant> since, boolean leaving, MutedMedia muted,
            Optional<Instant> notBefore, Optional<Own> own) {

        static final State FRESH = of(false, false);
        static final State LEAVING = of(false, true);
        static final State HELD_OFF = of(true, false);

        State {
            muted = muted == null ? MutedMedia.NONE : muted;
            notBefore = notBefore == null ? Optional.empty() : notBefore;
            own = own == null ? Optional.empty() : own;
        }

        private static State of(boolean heldOff, boolean leaving) {
            return new State(heldOff, 0, false, Optional.empty(), leaving, MutedMedia.NONE, Optional.empty(), Optional.empty());
        }

        State after(int calls) {
            return new State(heldOff, calls, false, Optional.empty(), leaving, muted, Optional.empty(), own);
        }

        State waitingForTimer() {
            return new State(false, attempts, true, Optional.empty(), false, muted, notBefore, own);
        }

        State disconnected() {
            return new State(heldOff, 0, false, Optional.empty(), false, muted, notBefore, own);
        }

        State answered(Instant now) {
            return new State(heldOff, attempts, false, Optional.of(now), leaving, muted, Optional.empty(), own);
        }

        State refusedUntil(Optional<Instant> when) {
            return new State(heldOff, attempts, waiting, since, leaving, muted, when, own);
        }

        State with(MutedMedia now) {
            return new State(heldOff, attempts, waiting, since, leaving, now, notBefore, own);
        }

        State with(Own call) {
            return new State(heldOff, attempts, waiting, since, leaving, muted, notBefore, Optional.of(call));
        }
    }

    /** @param promise absent from versions that gave all their calls one name */
    private record StandingCallMade(String room, Optional<String> promise) implements Step<PeerId> {

        StandingCallMade {
            promise = promise == null ? Optional.empty() : promise;
        }
    }

    StandingCall(Lane lane, StatePart<State> state, Calling calling, ConnectAndCall session, Draining draining, Redial redial, Runnable show) {
        this.lane = lane;
        this.calling = calling;
        this.session = session;
        this.draining = draining;
        this.redial = redial;
        this.show = show;
        this.state = state;
        state.change(this::known);
        lane.on(HANDLERS, this);
        lane.onOutcome(StandingCallMade.class, this::called);
    }

    private void timerFired(TimerFired fired) {
        if (fired.timer().equals(TIMER)) {
            call();
        }
    }

    /** A version that did not keep its call took the one to the room for it; what is kept beside that is of a call before. */
    private State known(State given) {
        CallSnapshot call = Calls.snapshot(lane);
        boolean named = given.own().filter(own -> call.peer().equals(Optional.of(own.peer()))).isPresent();
        return named || given.since().isEmpty() || !call.number().equals(room())
                ? given
                : call.peer().map(peer -> given.with(new Own(UNNAMED, peer))).orElse(given);
    }

    /** Somebody disconnected: the next connection calls the room again. */
    void release() {
        state.set(connected() ? State.LEAVING : State.FRESH);
        lane.cancel(TIMER);
        show.run();
    }

    /** Somebody hung up and means it. */
    void holdOff() {
        if (room().isPresent()) {
            LOG.info("{}: the standing call is held off until the connector is disconnected and connected again", lane.connector());
            state.set(State.HELD_OFF);
            lane.cancel(TIMER);
            show.run();
        }
    }

    private Optional<String> room() {
        return lane.configuration().call().room();
    }

    private void changed(SnapshotChanged any) {
        noteMuted();
        if (!connected()) {
            if (state.get().waiting() || state.get().since().isPresent() || state.get().attempts() > 0 || state.get().leaving()) {
                state.change(now -> now.disconnected());
                lane.cancel(TIMER);
            }
        } else if (!Calls.ongoing(lane) && state.get().since().isPresent()) {
            boolean lasted = !lane.now().isBefore(state.get().since().get().plus(LONGEST_PAUSE));
            state.change(now -> now.after(lasted ? 1 : now.attempts()));
        }
        look();
    }

    /** A call that is over tells nothing of it any more. */
    private void noteMuted() {
        CallSnapshot call = Calls.snapshot(lane);
        if (call.state().active() && call.number().equals(room()) && !call.muted().equals(state.get().muted())) {
            state.change(now -> now.with(call.muted()));
        }
    }

    private void configured(ConfigurationChanged event) {
        Optional<String> before = event.previous().call().room();
        Optional<String> now = event.current().call().room();
        if (!before.equals(now)) {
            Optional<Own> former = state.get().own();
            state.set(State.FRESH);
            lane.cancel(TIMER);
            show.run();
            former.ifPresent(this::end);
            look();
        }
    }

    /** A call that a version began which did not keep it; the room may have changed since. */
    private void know(Own call, String called) {
        if (state.get().own().isEmpty()) {
            state.change(now -> now.with(call));
            if (room().filter(called::equals).isEmpty()) {
                end(call);
            }
        }
    }

    /** Another call goes on, even one to the same room. */
    private void end(Own call) {
        calling.unwatch(call.promise(), DisarmReason.LOCAL_HANGUP);
        lane.manager(CallManager.class).endCall(call.peer());
    }

    private void setUpAgain() {
        state.get().own().filter(call -> calling.watches(call.promise())).ifPresent(call -> Calls.snapshot(lane).peer()
                .ifPresent(peer -> state.set(state.get().with(new Own(call.promise(), peer)))));
    }

    /** Whether nothing but the pause keeps the call from being made. */
    private boolean due() {
        return room().isPresent() && !state.get().heldOff() && !state.get().leaving() && connected() && !Calls.ongoing(lane) && !calling.beginning()
                && !redial.atWork() && !session.open() && !draining.state().on();
    }

    private boolean connected() {
        if (!lane.has(ConnectionManager.class)) {
            return false;
        }
        ConnectionSnapshot now = lane.manager(ConnectionManager.class).snapshot();
        return now.state() == ConnectionState.ESTABLISHED && (now.registered() || !lane.configuration().register());
    }

    /** To be called when something that is beginning is over. */
    void look() {
        if (!state.get().waiting() && due()) {
            state.change(now -> now.waitingForTimer());
            lane.schedule(TIMER, pause());
        }
    }

    private Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(0, state.get().attempts() - 1), MOST_DOUBLINGS));
        Duration own = state.get().attempts() == 0 ? Duration.ZERO : pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return own.compareTo(wish()) < 0 ? wish() : own;
    }

    /** What is left of the time that the server named (RFC 3261 section 20.33); the clock may have been set since. */
    private Duration wish() {
        Duration left = state.get().notBefore().map(then -> Duration.between(lane.now(), then)).orElse(Duration.ZERO);
        return left.compareTo(LONGEST_WISH) < 0 ? left : LONGEST_WISH;
    }

    private void call() {
        boolean due = due();
        state.change(now -> now.after(now.attempts() + (due ? 1 : 0)));
        if (due) {
            String room = room().orElseThrow();
            LOG.info("{}: calling {}, where the configuration keeps this connector", lane.connector(), room);
            String promise = lane.newId("standing");
            state.change(now -> now.with(new Own(promise, Beginnings.peer(promise))));
            calling.begin(promise, CallParameters.to(room).withMuted(state.get().muted().inAnotherCall()),
                    lane.configuration().call().autoRedial() ? Optional.of(RedialPolicy.STANDARD) : Optional.empty(),
                    new StandingCallMade(room, Optional.of(promise)));
        }
    }

    private void called(StandingCallMade step, Outcome<PeerId> outcome) {
        String promise = step.promise().orElse(UNNAMED);
        calling.made(promise, outcome);
        if (outcome.succeeded()) {
            state.change(now -> now.answered(lane.now()));
            know(new Own(promise, outcome.value()), step.room());
        } else {
            LOG.warn("{}: the standing call to {} could not be made: {}", lane.connector(), step.room(), ErrorText.of(outcome.error()));
            calling.unwatch(promise);
            Optional<Instant> notBefore = outcome.error() instanceof CallFailedException refused
                    ? refused.failure().retryAfter(LONGEST_WISH).map(lane.now()::plus)
                    : Optional.empty();
            state.change(now -> now.refusedUntil(notBefore));
            if (state.get().waiting()) {
                // the call's end was seen before what it ended with was heard
                lane.schedule(TIMER, pause());
            }
            look();
        }
    }
}
