/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.callreconnect.SignalingTimeoutException;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.kernel.chart.Position;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes operations, ends of calls, timers and the connection's comings and goings to the chart, and acts on its states. */
final class CallReconnect implements CallReconnectManager, Manager {

    private static final EventHandlers<CallReconnect> HANDLERS = EventHandlers.<CallReconnect>of()
            .on(CallEvent.StartCall.class, (own, event) -> own.onStartCall(event.peer().or(own::peerUp), event.answering()))
            .on(CallEvent.EndCall.class, (own, event) -> own.onEndCall(event.peer()))
            .on(CallEvent.Failed.class, (own, event) -> own.onEnd(event.peer(), event.failure()))
            .on(CallEvent.Ended.class, (own, event) -> own.onEnd(event.peer(), event.end()))
            .on(CallEvent.Muted.class, (own, event) -> own.onMuted(event.now()))
            .on(CallEvent.Unmuted.class, (own, event) -> own.onMuted(event.now()))
            .on(TimerFired.class, CallReconnect::onTimer);

    private static final Logger LOG = LoggerFactory.getLogger(CallReconnect.class);
    private static final String PAUSE = "pause";
    private static final String SIGNALING = "signaling";

    private final ManagerContext<RedialState, CallReconnectSnapshot> context;
    private final Lane lane;
    private final Supplier<CallReconnectOptions> standard;
    private final ArmedCall client;
    private final Attempt attempt;

    CallReconnect(ManagerContext<RedialState, CallReconnectSnapshot> context, Supplier<CallReconnectOptions> standard) {
        this.context = context;
        this.lane = context.lane();
        this.standard = standard;
        client = new ArmedCall(lane, context.part(RedialState::client, RedialState::with));
        attempt = new Attempt(lane, context.part(RedialState::attempt, RedialState::with), client, this::succeeded,
                error -> failed(error, client.canRetry(error)), error -> failed(error, client.canAskAgain(error)));
        lane.on(HANDLERS, this);
        lane.onSnapshot(ConnectionManager.class, (before, now) -> take(ready() ? RedialSignal.SIGNALING_READY : RedialSignal.SIGNALING_LOST));
        context.show();
    }

    // ---- operations

    @Override
    public CompletionStage<Void> arm(CallParameters parameters, RedialPolicy policy) {
        return armLatest(parameters, policy);
    }

    @Override
    public CompletionStage<Void> arm(CallParameters parameters, RedialPolicy policy, PeerId call) {
        return armFor(parameters, policy, call, Optional.of(call));
    }

    /** A call that is being ended is none that could be lost: the next one is meant. */
    @Override
    public CompletionStage<Void> arm(Supplier<CompletionStage<CallParameters>> parameters, RedialPolicy policy) {
        return armLatest(parameters, policy);
    }

    private CompletionStage<Void> armLatest(Object parameters, RedialPolicy policy) {
        Optional<PeerId> up = call().filter(call -> call.state() != CallState.DISCONNECTING && !endedByArming(call)).flatMap(CallSnapshot::peer);
        return armFor(parameters, policy, up.orElseGet(() -> new PeerId(lane.newId("watched"))), up);
    }

    /** An attempt under way is given up for what is armed now, with its call. */
    private boolean endedByArming(CallSnapshot call) {
        return attempt.calls() && attempt.began(call.peer());
    }

    /** @param parameters {@link CallParameters}, or a supplier of their stage */
    private CompletionStage<Void> armFor(Object parameters, RedialPolicy policy, PeerId name, Optional<PeerId> peer) {
        Optional<CallSnapshot> up = call().filter(call -> peer.isPresent() && call.peer().equals(peer));
        if (up.filter(call -> call.role().watching()).isPresent()) {
            context.publish(new CallReconnectEvent.Cancelled(DisarmReason.SPECTATOR_ROLE));
        } else {
            client.is(parameters, policy, name, peer);
            up.filter(call -> call.state().active()).ifPresent(call -> client.muted(call.muted()));
            take(new RedialSignal.Arm(), new CallReconnectEvent.Armed());
        }
        return attempt.gone();
    }

    private Optional<CallSnapshot> call() {
        return lane.has(CallManager.class) ? Optional.of(lane.manager(CallManager.class).snapshot()) : Optional.empty();
    }

    @Override
    public CompletionStage<Void> disarm(DisarmReason reason) {
        watchNoMore(reason);
        return attempt.gone();
    }

    @Override
    public CompletionStage<Void> disarm(DisarmReason reason, List<PeerId> calls) {
        if (client.call().isEmpty() || calls.contains(client.call().get())) {
            watchNoMore(reason);
        }
        return attempt.gone();
    }

    private void watchNoMore(DisarmReason reason) {
        boolean announced = atWork();
        if (take(new RedialSignal.Disarm(reason), new CallReconnectEvent.Disarmed(), new CallReconnectEvent.Cancelled(reason))) {
            if (announced) {
                LOG.info("{}: the lost call is not set up again", lane.connector());
            }
            client.forget();
        }
    }

    @Override
    public CompletionStage<Void> forceReconnect() {
        if (lane.has(SipConnector.class) && lane.manager(SipConnector.class).snapshot().draining()) {
            throw new DrainingException(lane.connector());
        }
        take(new RedialSignal.Force(outlook()));
        return done();
    }

    @Override
    public CompletionStage<Void> cancelCurrentAttempt() {
        take(RedialSignal.CANCEL);
        return attempt.gone();
    }

    @Override
    public CompletionStage<Void> setOptions(CallReconnectOptions options) {
        context.change(state -> state.with(options));
        return done();
    }

    private Optional<PeerId> peerUp() {
        return call().flatMap(CallSnapshot::peer);
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedStage(null);
    }

    // ---- what comes

    /** Another call takes the place of the one watched: no attempt could be made beside it, and its loss is not the other's. */
    private void onStartCall(Optional<PeerId> peer, boolean answering) {
        boolean another = !attempt.began(peer) && !(armed() && client.names(peer));
        if (another && (atWork() && !attempt.calls() || armed() && answering)) {
            overtaken();
        } else if (another && armed()) {
            client.begun(peer);
        }
    }

    private void overtaken() {
        LOG.info("{}: the lost call is not set up again: another call was made or answered meanwhile", lane.connector());
        watchNoMore(DisarmReason.DISARM);
    }

    private void onEndCall(Optional<PeerId> peer) {
        if (armed() && !attempt.ends(peer) && client.watches(peer)) {
            watchNoMore(DisarmReason.DISARM);
        }
    }

    /** What is muted in another call, such as one that is made or answered after it gave up, says nothing about the lost one. */
    private void onMuted(MutedMedia now) {
        if (armed() && client.watches(peerUp()) || attempt.calls()) {
            client.muted(now);
        }
    }

    /** The ends of attempts' calls are heard of as failed attempts. */
    private void onEnd(Optional<PeerId> peer, SipFailure end) {
        if (atWork() || attempt.ends(peer)) {
            return;
        }
        boolean watched = armed() && client.watches(peer);
        boolean redial = watched && client.networkFailure(end);
        if (redial) {
            LOG.debug("the call was lost: {}", end);
            client.lost();
            take(new RedialSignal.Lost(end, outlook(), notBefore(Optional.of(end))),
                    new CallReconnectEvent.FailureDetected(end.cause(), end.originator(), position().context().attempt()));
        } else if (watched) {
            watchNoMore(DisarmReason.DISARM);
        }
        context.publish(new CallReconnectEvent.TerminationClassified(redial, end));
    }

    private void onTimer(TimerFired fired) {
        switch (fired.timer()) {
            case PAUSE -> take(RedialSignal.PAUSED);
            case SIGNALING -> timedOut(new SignalingTimeoutException(options().waitSignalingTimeout()));
            default -> LOG.debug("timer {} of another version", fired.timer());
        }
    }

    private void timedOut(SignalingTimeoutException error) {
        if (take(new RedialSignal.TimedOut(error.getMessage()))) {
            giveUp(error);
        }
    }

    private void succeeded(PeerId peer) {
        int number = position().context().attempt();
        client.isNow(peer);
        LOG.info("{}: the call is there again after attempt {}", lane.connector(), number);
        take(RedialSignal.SUCCEEDED, new CallReconnectEvent.AttemptSucceeded(number));
    }

    private void failed(Throwable error, boolean again) {
        if (error instanceof CallInProgressException) {
            overtaken();
            return;
        }
        LOG.info("{}: attempt {} failed: {}", lane.connector(), position().context().attempt(), ErrorText.of(error));
        take(new RedialSignal.Failed(error.toString(), again, outlook(),
                notBefore(Optional.of(error).filter(CallFailedException.class::isInstance).map(failed -> ((CallFailedException) failed).failure()))),
                new CallReconnectEvent.AttemptFailed(position().context().attempt(), error));
        if (position().in(CallReconnectState.ERROR_TERMINAL)) {
            giveUp(error);
        }
    }

    private void giveUp(Throwable error) {
        LOG.warn("{}: the call is not set up again: {}", lane.connector(), ErrorText.of(error));
        context.publish(new CallReconnectEvent.Terminal("error-terminal", position().context().attempt(), Optional.of(error)));
    }

    // ---- the chart at work

    /** Takes the signal if the state knows it; tells, after what is left has been cleaned up, these events and the state's. */
    private boolean take(Object signal, CallReconnectEvent... events) {
        CallReconnectState left = position().state();
        return RedialChart.CHART.step(position(), signal).map(next -> {
            context.changeUnshown(state -> state.at(next));
            LOG.debug("{} -> {}", left, next.state());
            lane.cancel(PAUSE);
            lane.cancel(SIGNALING);
            attempt.abort();
            Duration delay = delay();
            context.change(state -> state.nextAfter(delay));
            if (left == CallReconnectState.ATTEMPTING) {
                context.publish(new CallReconnectEvent.StatusChanged(false));
            }
            for (CallReconnectEvent event : events) {
                context.publish(event);
            }
            enter();
            return true;
        }).orElse(false);
    }

    private Duration delay() {
        return switch (position().state()) {
            case BACKOFF -> Backoff.notBefore(position().context().notBefore(), lane.now(),
                    Backoff.before(position().context().attempt() + 1, options(), lane.random()));
            case ATTEMPTING -> context.state().nextDelay();
            default -> Duration.ZERO;
        };
    }

    private Optional<Instant> notBefore(Optional<SipFailure> refusal) {
        return refusal.flatMap(failure -> failure.retryAfter(Backoff.LONGEST_WISH)).map(lane.now()::plus);
    }

    private void enter() {
        int attempts = position().context().attempt();
        switch (position().state()) {
            case BACKOFF -> {
                Duration nextDelay = context.state().nextDelay();
                lane.schedule(PAUSE, nextDelay);
                LOG.info("{}: the call is set up again in {} ms, attempt {}", lane.connector(), nextDelay.toMillis(), attempts + 1);
                context.publish(new CallReconnectEvent.AttemptScheduled(attempts + 1, nextDelay));
            }
            case WAITING_SIGNALING -> {
                lane.schedule(SIGNALING, options().waitSignalingTimeout());
                LOG.info("{}: waiting for the connection before the call is set up again", lane.connector());
                context.publish(new CallReconnectEvent.WaitingSignaling(options().waitSignalingTimeout()));
            }
            case ATTEMPTING -> {
                context.publish(new CallReconnectEvent.AttemptStarted(attempts));
                context.publish(new CallReconnectEvent.StatusChanged(true));
                attempt.start();
            }
            case LIMIT_REACHED -> {
                LOG.warn("{}: the call is not set up again: {} attempts failed", lane.connector(), attempts);
                context.publish(new CallReconnectEvent.LimitReached(attempts));
                context.publish(new CallReconnectEvent.Terminal("limit-reached", attempts, Optional.empty()));
            }
            default -> {}
        }
    }

    private boolean armed() {
        return position().in(CallReconnectState.ARMED);
    }

    private boolean atWork() {
        return switch (position().state()) {
            case EVALUATING, BACKOFF, WAITING_SIGNALING, ATTEMPTING -> true;
            default -> false;
        };
    }

    private RedialSignal.Outlook outlook() {
        return new RedialSignal.Outlook(ready(), options().maxAttempts());
    }

    /** Connected, and registered where that is wanted: a call sent before would be refused. */
    private boolean ready() {
        if (!lane.has(ConnectionManager.class)) {
            return false;
        }
        ConnectionSnapshot now = lane.manager(ConnectionManager.class).snapshot();
        return now.established() && now.agent().transportOpen() && (now.registered() || !now.registerConfigured());
    }

    private CallReconnectOptions options() {
        return context.state().options().orElseGet(standard);
    }

    // ---- what is seen

    @Override
    public CallReconnectSnapshot snapshot() {
        return context.snapshot();
    }

    private Position<CallReconnectState, RedialProgress> position() {
        return context.state().position();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }
}
