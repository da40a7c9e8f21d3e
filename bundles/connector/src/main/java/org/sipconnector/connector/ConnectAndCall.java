/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.ConnectAndCallResult.NotInCall;
import org.sipconnector.api.connector.ConnectAndCallResult.Reason;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One owner for "connect, call, keep both alive, clean everything up once". Owns the auto connector for its duration.
 * Every step is an outcome or an event; the start's promise is kept when its last step and, if it failed, the clean-up
 * are over.
 */
final class ConnectAndCall {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectAndCall.class);

    private record SessionConnected(String session) implements Step<AutoConnectResult> {}

    private record SessionAttemptEnded(String session) implements Step<Void> {}

    private record SessionCalled(String session) implements Step<PeerId> {}

    private record SessionCallEnded(String session) implements Step<Void> {}

    private record SessionAutoConnectorStopped(String session) implements Step<Void> {}

    private final Lane lane;
    private final StatePart<SessionState> state;
    private final Redial redial;
    private final Calling calling;
    private final Draining draining;
    private final Runnable changed;
    private final ClosedSessions former;
    private final SessionReplies replies;

    ConnectAndCall(Lane lane, StatePart<SessionState> state, ClosedSessions former, Redial redial, Calling calling, Draining draining,
            Runnable changed) {
        this.lane = lane;
        this.state = state;
        this.former = former;
        this.redial = redial;
        this.calling = calling;
        this.draining = draining;
        this.changed = changed;
        replies = new SessionReplies(lane, state);
        lane.onOutcome(SessionConnected.class, (step, outcome) -> onlyOf(step.session(), () -> connected(outcome)));
        lane.onOutcome(SessionAttemptEnded.class, (step, outcome) -> onlyOf(step.session(), this::attemptEnded));
        lane.onOutcome(SessionCalled.class, (step, outcome) -> {
            calling.made(step.session(), outcome);
            onlyOf(step.session(), () -> called(outcome));
        });
        lane.onOutcome(SessionCallEnded.class, (step, outcome) -> cleanedUp(step.session(), outcome, this::stopAutoConnector));
        lane.onOutcome(SessionAutoConnectorStopped.class, (step, outcome) -> cleanedUp(step.session(), outcome, this::close));
    }

    SessionState state() {
        return state.get();
    }

    boolean open() {
        return state.get().phase().open();
    }

    // ---- beginning

    CompletionStage<ConnectAndCallResult> start(ConnectAndCallParameters parameters) {
        if (open()) {
            return CompletableFuture.completedStage(NotInCall.because(Reason.SESSION_ACTIVE));
        }
        AutoConnectorManager autoConnector = lane.manager(AutoConnectorManager.class);
        Reply<ConnectAndCallResult> reply = lane.reply();
        state.change(now -> now.waitingFor(SessionState.Awaited.NOTHING));
        // what a former start still waited for when its session was closed will not be heard of any more
        replies.answerStarter();
        state.get().closeReason().ifPresent(reason -> former.add(state.get().id(), reason));
        state.set(SessionState.begun(lane.newId("session"), reply.id(), lane.keep(parameters)));
        take(SessionChart.Signal.START);
        if (autoConnector.isActive() && autoConnector.snapshot().state() != AutoConnectorState.ERROR_TERMINAL) {
            leaveAutoConnector();
            return reply;
        }
        lane.expect(parameters.connection().map(autoConnector::start).orElseGet(autoConnector::start),
                new SessionConnected(state.get().id()));
        return reply;
    }

    /** It is somebody else's, and goes on as it was. */
    private void leaveAutoConnector() {
        take(new SessionChart.Reject(CloseReason.AUTO_CONNECTOR_ACTIVE));
        state.get().call().ifPresent(lane::release);
        replies.rejected();
    }

    /** What a former session began is none of this one's business. */
    private void onlyOf(String session, Runnable next) {
        if (session.equals(state.get().id())) {
            next.run();
        }
    }

    private void connected(Outcome<AutoConnectResult> outcome) {
        state.change(now -> now.waitingFor(SessionState.Awaited.NOTHING));
        AutoConnectResult result = outcome.value();
        if (state.get().phase() != ConnectAndCallPhase.CONNECTING) {
            if (result != null) {
                result.error().ifPresent(error -> replies.keepError(error, false));
            }
            replies.answerStarter();
        } else if (result == null) {
            replies.keepError(outcome.error(), false);
            finish(CloseReason.AUTO_CONNECT_FAILED, false);
        } else if (result.reason() == AutoConnectResult.Reason.COALESCED) {
            // somebody else's start came a moment before
            leaveAutoConnector();
        } else if (result.reason() == AutoConnectResult.Reason.OFFLINE) {
            state.change(now -> now.waitingFor(SessionState.Awaited.NETWORK));
        } else if (!result.succeeded()) {
            result.error().ifPresent(error -> replies.keepError(error, false));
            finish(Cancellations.is(result) ? CloseReason.CANCELLED : CloseReason.AUTO_CONNECT_FAILED, false);
        } else {
            call();
        }
    }

    /** The auto connector is connected, which matters to a start that waited until the host is online again. */
    void connectedAgain() {
        if (state.get().step() == SessionState.Awaited.NETWORK && state.get().phase() == ConnectAndCallPhase.CONNECTING) {
            call();
        }
    }

    private void call() {
        take(SessionChart.Signal.AUTO_CONNECTED);
        if (taken()) {
            giveWay();
            return;
        }
        if (configuration().isEmpty()) {
            replies.keepError(new SipConnectorException("Connection configuration is unavailable after auto-connect"), true);
            finish(CloseReason.AUTO_CONNECT_FAILED, false);
            return;
        }
        if (draining.state().on()) {
            replies.keepError(new DrainingException(lane.connector()), true);
            notCalled();
            return;
        }
        state.change(now -> now.waitingFor(SessionState.Awaited.CALL));
        if (!calling.endAttempt(new SessionAttemptEnded(state.get().id()))) {
            dial();
        }
    }

    private void attemptEnded() {
        if (state.get().phase() == ConnectAndCallPhase.CALLING) {
            dial();
        } else {
            state.change(now -> now.waitingFor(SessionState.Awaited.NOTHING));
            replies.answerStarter();
        }
    }

    private void dial() {
        ConnectAndCallParameters wanted = state.get().wanted(lane);
        calling.begin(state.get().id(), wanted.call(), Optional.of(wanted.policy()), new SessionCalled(state.get().id()));
    }

    private void called(Outcome<PeerId> outcome) {
        state.change(now -> now.waitingFor(SessionState.Awaited.NOTHING));
        if (state.get().phase() == ConnectAndCallPhase.FINALIZING || state.get().phase() == ConnectAndCallPhase.CANCELLING
                || state.get().phase() == ConnectAndCallPhase.CLOSED) {
            if (!outcome.succeeded()) {
                replies.keepError(outcome.error(), false);
            }
            replies.answerStarter();
        } else if (outcome.succeeded()) {
            take(SessionChart.Signal.CALL_STARTED);
            replies.inCall(new ConnectAndCallResult.InCall(configuration().orElseThrow(), outcome.value(), state.get().id()));
            followUnlessUp();
        } else {
            replies.keepError(outcome.error(), true);
            notCalled();
        }
    }

    /** Its own call is over, if it ever began: one that goes on is none of the session's, and keeps the connection. */
    private void notCalled() {
        if (!Calls.goesOn(lane) && !calling.beginning()) {
            finish(CloseReason.INITIAL_CALL_FAILED, false);
        } else if (take(new SessionChart.Finalize(CloseReason.INITIAL_CALL_FAILED))) {
            LOG.info("{}: {} could not call and leaves the connection to the call that is there", lane.connector(), state.get().id());
            calling.unwatch(state.get().id());
            close();
        }
    }

    private Optional<ConnectionConfiguration> configuration() {
        return lane.manager(ConnectionManager.class).snapshot().configuration();
    }

    // ---- while it lives

    /** Somebody may have connected for another account: over that one nothing is called, and it is not ended. */
    void lookWhoseConnection() {
        if ((state.get().phase() == ConnectAndCallPhase.CALLING || hasHadItsCall()) && taken()) {
            giveWay();
        }
    }

    private boolean taken() {
        return ForeignConnection.isUp(lane, state.get().wanted(lane));
    }

    private void giveWay() {
        LOG.info("{}: {} ends, for somebody else has connected another account", lane.connector(), state.get().id());
        replies.keepError(SupersededException.byLaterConnect(), false);
        finish(CloseReason.AUTO_CONNECT_FAILED, false);
    }

    /** A call that ended before its success was heard of has told what follows too early. */
    private void followUnlessUp() {
        if (!Calls.ongoing(lane)) {
            redialDecided(redial.atWork());
        }
    }

    /** The end of a call that is not the session's, such as one that was up before it connected, is not its business. */
    void redialDecided(boolean redials) {
        if (!hasHadItsCall()) {
            return;
        }
        if (redials) {
            take(SessionChart.Signal.REDIAL_STARTED);
        } else {
            finish(CloseReason.COMPLETED, false);
        }
    }

    void redialSucceeded() {
        take(SessionChart.Signal.REDIAL_SUCCEEDED);
    }

    void redialGivenUp() {
        if (hasHadItsCall()) {
            finish(CloseReason.REDIAL_EXHAUSTED, false);
        }
    }

    /** Without attempts a lost call does not come again; another one that has taken its place is the session's from now on. */
    void redialCancelled() {
        if (Calls.goesOn(lane)) {
            redialSucceeded();
        } else if (state.get().phase() == ConnectAndCallPhase.RECONNECTING) {
            finish(CloseReason.CANCELLED, false);
        }
    }

    private boolean hasHadItsCall() {
        return state.get().phase() == ConnectAndCallPhase.ACTIVE || state.get().phase() == ConnectAndCallPhase.RECONNECTING;
    }

    /** The auto connector gave up or came to rest. */
    void connectionGivenUp() {
        switch (state.get().phase()) {
            case CALLING, ACTIVE, RECONNECTING -> finish(CloseReason.AUTO_CONNECT_FAILED, true);
            case CONNECTING -> {
                if (state.get().step() == SessionState.Awaited.NETWORK) {
                    finish(CloseReason.AUTO_CONNECT_FAILED, false);
                }
            }
            default -> {}
        }
    }

    // ---- ending

    /** Closes the session that is open; answers when the clean-up is over, at once when there is none. */
    CompletionStage<Void> close(String session) {
        if (!open() || !state.get().id().equals(session)) {
            return CompletableFuture.completedStage(null);
        }
        Reply<Void> reply = lane.reply();
        state.change(now -> now.alsoClosedFor(reply.id()));
        end(new SessionChart.ManualClose(), true, true);
        return reply;
    }

    CompletionStage<CloseReason> waitUntilClosed(String session) {
        if (!state.get().id().equals(session)) {
            return CompletableFuture.completedStage(former.reason(session).orElse(CloseReason.MANUAL));
        }
        if (!open()) {
            return CompletableFuture.completedStage(state.get().closeReason().orElse(CloseReason.MANUAL));
        }
        Reply<CloseReason> reply = lane.reply();
        state.change(now -> now.alsoWaitedForBy(reply.id()));
        return reply;
    }

    private void finish(CloseReason reason, boolean hangUp) {
        end(new SessionChart.Finalize(reason), false, hangUp);
    }

    private void end(Object signal, boolean manual, boolean hangUp) {
        boolean dialling = state.get().step() == SessionState.Awaited.CALL;
        if (!take(signal)) {
            return;
        }
        if (state.get().step() == SessionState.Awaited.NETWORK) {
            state.change(now -> now.waitingFor(SessionState.Awaited.NOTHING));
        }
        calling.unwatch(manual ? DisarmReason.MANUAL : DisarmReason.DISARM);
        if (hangUp && (dialling || Calls.ongoing(lane) || calling.beginning())) {
            lane.expect(calling.endCall(), new SessionCallEnded(state.get().id()));
        } else {
            stopAutoConnector();
        }
    }

    /** What nobody has closed yields to a connect that its client has asked for; it may be that which ended the call. */
    private void stopAutoConnector() {
        boolean yielding = state.get().closeReason().filter(CloseReason.MANUAL::equals).isEmpty();
        lane.expect(lane.manager(AutoConnectorManager.class).stop(yielding), new SessionAutoConnectorStopped(state.get().id()));
    }

    private void cleanedUp(String session, Outcome<Void> outcome, Runnable next) {
        onlyOf(session, () -> {
            if (!outcome.succeeded()) {
                LOG.warn("{}: clean-up of {} failed: {}", lane.connector(), state.get().id(), ErrorText.of(outcome.error()));
                replies.cleanUpFailed(outcome.error());
            }
            next.run();
        });
    }

    private void close() {
        take(SessionChart.Signal.CLEANUP_COMPLETE);
        state.get().call().ifPresent(lane::release);
        replies.closed();
    }

    private boolean take(Object signal) {
        return SessionChart.CHART.step(SessionChart.at(state.get().phase(), state.get().closeReason()), signal).map(next -> {
            state.change(now -> now.at(next.state(), next.context()));
            LOG.debug("{}: {}", state.get().id(), state.get().phase());
            changed.run();
            lane.publish(new ConnectorEvent.SessionPhaseChanged(state.get().id(), state.get().phase(), state.get().closeReason()));
            return true;
        }).orElse(false);
    }
}
