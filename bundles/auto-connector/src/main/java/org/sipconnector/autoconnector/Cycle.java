/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.autoconnector.AttemptLimitException;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectStop;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.autoconnector.ReconnectFailedException;
import org.sipconnector.api.connection.ConnectedAccount;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connectionqueue.ConnectPendingException;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.chart.Position;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chart at work: connects, waits, connects again, gives up or watches, and tells those who wait for it. */
final class Cycle {

    static final String TIMER = "retry";
    private static final Logger LOG = LoggerFactory.getLogger(Cycle.class);

    /** What is going on only while connected, or while out of attempts. */
    interface Watchers {

        void connected();

        void outOfAttempts();

        void stop();
    }

    private record Connected(long run) implements Step<ConnectionConfiguration> {}

    private record Disconnected(long run) implements Step<Void> {}

    private final AutoConnectorContext work;
    private final Watchers watchers;
    private final StatePart<CycleState> state;
    private final AttemptLog log;
    private final WaitingCallers callers;

    Cycle(AutoConnectorContext work, StatePart<CycleState> state, Watchers watchers) {
        this.work = work;
        this.watchers = watchers;
        this.state = state;
        log = new AttemptLog(work);
        callers = new WaitingCallers(work.lane, state);
        if (state.get().made() == null) {
            // taken for made here, as a version did that did not keep it
            state.change(now -> now.made(work.connectionNow().configuration().map(ConnectedAccount::of)));
        }
        work.onOutcome(Connected.class, this::connected);
        work.onOutcome(Disconnected.class, this::disconnected);
    }

    /** Whether the log knows that the server is not there. */
    boolean failing() {
        return log.failing();
    }

    AutoConnectorState at() {
        return state.get().state();
    }

    /** Whether nothing goes on, nor will when the connection has been ended. */
    boolean resting() {
        return at() == AutoConnectorState.IDLE || at() == AutoConnectorState.DISCONNECTING && !course().attempting();
    }

    boolean gaveUp() {
        return at() == AutoConnectorState.ERROR_TERMINAL;
    }

    /** Whether the connection that is there was made here, or is being made or ended. */
    boolean ownsConnection() {
        return at() == AutoConnectorState.ATTEMPTING_CONNECT || at() == AutoConnectorState.CONNECTED_MONITORING
                || at() == AutoConnectorState.DISCONNECTING;
    }

    /** Whether the connection that is up, watched over or not, is for another account than what was connected here. */
    private boolean taken() {
        ConnectionSnapshot now = work.connectionNow();
        return now.established() && (!ownsConnection() || at() == AutoConnectorState.CONNECTED_MONITORING)
                && now.configuration().map(ConnectedAccount::of).filter(used -> !state.get().made().connected().equals(Optional.of(used)))
                        .isPresent();
    }

    private RetryProgress course() {
        return state.get().course();
    }

    // ---- wishes

    /** What was connected before is none of what begins now. */
    void begin() {
        state.change(now -> now.made(Optional.empty()));
    }

    /** Begins for this caller. */
    void start(ReplyId<AutoConnectResult> reply) {
        callers.waitsForStart(reply);
    }

    /** Somebody asks for what the disconnect under way is for: it gives way to no connect any more. */
    private void insist() {
        if (at() == AutoConnectorState.DISCONNECTING && state.get().yielding()) {
            stopConnection(course().inProgress(), false);
        }
    }

    /**
     * Begins anew, after the end of the connection where there is one.
     *
     * @param yielding whether a connect that somebody has asked for is not given up
     */
    void restart(String why, boolean yielding) {
        AutoConnectorState before = at();
        boolean inProgress = course().inProgress();
        take(new AutoConnectSignal.Restart(work.connectionThere()));
        callers.settleStops();
        if (before == AutoConnectorState.IDLE && at() != AutoConnectorState.DISCONNECTING) {
            attempt();
        } else if (before != AutoConnectorState.DISCONNECTING) {
            work.loseCall(why);
            stopConnection(inProgress, yielding);
        } else if (!yielding) {
            insist();
        }
    }

    /**
     * Ends for this caller, together with whoever wanted that before.
     *
     * @param yielding whether a connect that somebody has asked for is not given up, nor a
     *              connection that it has made
     */
    void stop(ReplyId<Void> reply, boolean yielding) {
        if (callers.waitsForEnd(reply)) {
            if (yielding && taken()) {
                leave();
            } else {
                end(AutoConnectSignal.STOP, yielding);
            }
        } else if (!yielding) {
            insist();
        }
    }

    /** Rests until the host is online again. A connection that it does not own is not ended. */
    void pause() {
        if (ownsConnection()) {
            work.loseCall("the host is offline");
        } else {
            waitNoMore();
        }
        end(AutoConnectSignal.PAUSE, true);
    }

    private void end(AutoConnectSignal signal, boolean yielding) {
        boolean inProgress = course().inProgress();
        take(signal);
        callers.settleStart(signal == AutoConnectSignal.PAUSE ? AutoConnectResult.Reason.OFFLINE : AutoConnectResult.Reason.CANCELLED,
                Optional.empty());
        if (at() == AutoConnectorState.DISCONNECTING) {
            stopConnection(inProgress, yielding);
        } else {
            callers.settleStops();
        }
    }

    /** Rests, and the connection goes on. */
    private void leave() {
        take(AutoConnectSignal.STOP);
        callers.settleStart(AutoConnectResult.Reason.CANCELLED, Optional.empty());
        waitNoMore();
        take(AutoConnectSignal.DISCONNECTED);
        callers.settleStops();
    }

    void cancelWait() {
        if (at() == AutoConnectorState.WAITING_BEFORE_RETRY) {
            work.lane.cancel(TIMER);
            take(AutoConnectSignal.WAIT_CANCELLED);
            gaveUp(new ReconnectFailedException());
        }
    }

    /** Neither for the next attempt nor for what is watched. */
    private void waitNoMore() {
        work.lane.cancel(TIMER);
        watchers.stop();
    }

    /** The connection is up, though it was not made here. */
    void stillConnected() {
        waitNoMore();
        take(AutoConnectSignal.STILL_CONNECTED);
        succeeded();
    }

    // ---- steps

    private void stopConnection(boolean inProgress, boolean yielding) {
        ConnectionQueueManager queue = work.lane.manager(ConnectionQueueManager.class);
        if (inProgress && !yielding) {
            queue.stop();
        }
        waitNoMore();
        state.change(now -> now.nextRun().yielding(yielding));
        work.lane.expect(yielding ? queue.disconnect(true) : queue.disconnect(), new Disconnected(state.get().run()));
    }

    /** Through the gate. */
    private void attempt() {
        if (at() == AutoConnectorState.TELEPHONY_CHECKING) {
            AttemptLimitException error = new AttemptLimitException();
            log.limitReached(course().attempts());
            work.publish(new AutoConnectEvent.LimitReachedAttempts(error));
            callers.settleStart(AutoConnectResult.Reason.LIMIT_REACHED_ATTEMPTS, Optional.of(error));
            watchers.outOfAttempts();
            return;
        }
        state.change(CycleState::nextRun);
        try {
            work.lane.expect(work.connect(), new Connected(state.get().run()));
        } catch (RuntimeException e) {
            failed(e, Optional.of(AutoConnectStop.FAILED));
        }
    }

    void onTimer() {
        if (work.connectionNow().established()) {
            stillConnected();
        } else if (work.connectionThere()) {
            waitForOthers();
        } else {
            take(AutoConnectSignal.WAITED);
            attempt();
        }
    }

    /** Whether somebody else connects: what comes of it is to be watched over, too. */
    private static boolean byOthers(Throwable error) {
        return error instanceof ConnectPendingException || error instanceof SupersededException late && late.overtaken();
    }

    private void waitForOthers() {
        LOG.debug("somebody else has begun to connect: waiting for what comes of it");
        work.lane.schedule(TIMER, work.about(work.options().timeoutBetweenAttempts()));
    }

    private void connected(Connected step, Outcome<ConnectionConfiguration> outcome) {
        if (step.run() != state.get().run() || at() != AutoConnectorState.ATTEMPTING_CONNECT) {
            return;
        }
        if (outcome.succeeded()) {
            state.change(now -> now.made(Optional.of(ConnectedAccount.of(outcome.value()))));
            take(AutoConnectSignal.CONNECTED);
            succeeded();
        } else if (byOthers(outcome.error())) {
            take(AutoConnectSignal.GAVE_WAY);
            waitForOthers();
        } else {
            judge(outcome.error());
        }
    }

    private void disconnected(Disconnected step, Outcome<Void> outcome) {
        if (step.run() != state.get().run() || at() != AutoConnectorState.DISCONNECTING) {
            return;
        }
        if (!outcome.succeeded() && !(outcome.error() instanceof ConnectPendingException)) {
            LOG.warn("{}: could not disconnect, going on all the same: {}", work.lane.connector(), ErrorText.of(outcome.error()));
        }
        take(AutoConnectSignal.DISCONNECTED);
        if (at() == AutoConnectorState.IDLE) {
            callers.settleStops();
        } else {
            attempt();
        }
    }

    private void succeeded() {
        log.succeeded();
        watchers.connected();
        work.publish(new AutoConnectEvent.Success());
        callers.settleStart(AutoConnectResult.Reason.STARTED, Optional.empty());
    }

    private void judge(Throwable error) {
        Optional<AutoConnectStop> stop;
        try {
            stop = Verdict.on(error, work.options());
        } catch (RuntimeException e) {
            failed(e, Optional.of(AutoConnectStop.FAILED));
            return;
        }
        failed(error, stop);
    }

    private void failed(Throwable error, Optional<AutoConnectStop> stop) {
        take(new AutoConnectSignal.Failed(stop, error.getMessage() == null ? ErrorText.of(error) : error.getMessage()));
        if (stop.isPresent()) {
            gaveUp(error);
            return;
        }
        Duration pause = Verdict.retryAfter(error).plus(work.about(work.options().timeoutBetweenAttempts()));
        log.failed(pause, course().attempts());
        work.lane.schedule(TIMER, pause);
    }

    private void gaveUp(Throwable error) {
        AutoConnectStop reason = course().stopReason().orElseThrow();
        log.gaveUp(reason, error);
        switch (reason) {
            case HALTED -> {
                work.publish(new AutoConnectEvent.StopAttemptsByError(error));
                callers.settleStart(AutoConnectResult.Reason.STOP_ATTEMPTS_BY_ERROR, Optional.of(error));
            }
            case CANCELLED -> {
                work.publish(new AutoConnectEvent.CancelledAttempts(error));
                callers.settleStart(AutoConnectResult.Reason.CANCELLED, Optional.of(error));
            }
            case FAILED -> {
                work.publish(new AutoConnectEvent.FailedAllAttempts(error));
                callers.settleStart(AutoConnectResult.Reason.FAILED_ALL_ATTEMPTS, Optional.of(error));
            }
            case OFFLINE -> throw new IllegalStateException("an offline host pauses, it does not give up", error);
        }
    }

    private void take(Object signal) {
        Optional<Position<AutoConnectorState, RetryProgress>> next = AutoConnectChart.CHART.step(state.get().position(), signal);
        if (next.isEmpty()) {
            LOG.debug("Invalid transition: {} from {}. Event cannot be processed in current state.", signal, at().text());
            return;
        }
        LOG.debug("{} --{}--> {}", at().text(), signal, next.get().state().text());
        boolean before = course().inProgress();
        state.change(now -> now.at(next.get()));
        work.show();
        if (at() == AutoConnectorState.ATTEMPTING_CONNECT || at() == AutoConnectorState.TELEPHONY_CHECKING) {
            work.publish(new AutoConnectEvent.BeforeAttempt());
        }
        if (course().inProgress() != before) {
            work.publish(new AutoConnectEvent.ChangedAttemptStatus(course().inProgress()));
        }
    }
}
