/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.connector.ConnectorSnapshot;

/**
 * All the coordinator is between two messages.
 *
 * @param connectAfterCall whether a changed configuration waits for the call's end
 * @param standing         the call the configuration asks for; absent from versions that knew none
 * @param beginnings       calls asked for that the call manager has not come to; none in versions that did not count them
 * @param calling          calls that are still to be asked for; absent from versions that kept none
 * @param answering        answers under way; none in versions that kept none
 * @param connectionEnding whether the connection is being ended; false from versions that did not keep it
 * @param closedSessions   why sessions before the present one were closed; none in versions that did not keep them
 * @param ringingCalls     incoming calls that are not established; none in versions that did not keep since when they ring
 * @param changedFrom      whose connections are made anew with the changed configuration; none in versions that made anew any
 */
record CoordinatorState(Draining.State draining, SessionState session, boolean connectAfterCall,
        Optional<StandingCall.State> standing, List<String> beginnings, Optional<Calling.State> calling,
        List<IncomingCallAnswer.Claim> answering, boolean connectionEnding,
        List<ClosedSessions.Closed> closedSessions, List<RingingCalls.Ringing> ringingCalls, List<Reconfiguring.Account> changedFrom) {

    static final int VERSION = 3;

    CoordinatorState {
        standing = standing == null ? Optional.empty() : standing;
        beginnings = beginnings == null ? List.of() : List.copyOf(beginnings);
        calling = calling == null ? Optional.empty() : calling;
        answering = answering == null ? List.of() : List.copyOf(answering);
        closedSessions = closedSessions == null ? List.of() : List.copyOf(closedSessions);
        ringingCalls = ringingCalls == null ? List.of() : List.copyOf(ringingCalls);
        changedFrom = changedFrom == null ? List.of() : List.copyOf(changedFrom);
    }

    static final CoordinatorState FRESH = new CoordinatorState(Draining.State.OFF, SessionState.NONE, false,
            Optional.of(StandingCall.State.FRESH), List.of(), Optional.of(Calling.State.NONE), List.of(), false, List.of(), List.of(), List.of());

    CoordinatorState with(Draining.State other) {
        return new CoordinatorState(other, session, connectAfterCall, standing, beginnings, calling, answering, connectionEnding, closedSessions,
                ringingCalls, changedFrom);
    }

    CoordinatorState with(SessionState other) {
        return new CoordinatorState(draining, other, connectAfterCall, standing, beginnings, calling, answering, connectionEnding, closedSessions,
                ringingCalls, changedFrom);
    }

    CoordinatorState with(StandingCall.State other) {
        return new CoordinatorState(draining, session, connectAfterCall, Optional.of(other), beginnings, calling, answering, connectionEnding,
                closedSessions, ringingCalls, changedFrom);
    }

    CoordinatorState with(Calling.State other) {
        return new CoordinatorState(draining, session, connectAfterCall, standing, beginnings, Optional.of(other), answering, connectionEnding,
                closedSessions, ringingCalls, changedFrom);
    }

    CoordinatorState withBeginnings(List<String> other) {
        return new CoordinatorState(draining, session, connectAfterCall, standing, other, calling, answering, connectionEnding, closedSessions,
                ringingCalls, changedFrom);
    }

    CoordinatorState withAnswering(List<IncomingCallAnswer.Claim> other) {
        return new CoordinatorState(draining, session, connectAfterCall, standing, beginnings, calling, other, connectionEnding, closedSessions,
                ringingCalls, changedFrom);
    }

    CoordinatorState withClosedSessions(List<ClosedSessions.Closed> other) {
        return new CoordinatorState(draining, session, connectAfterCall, standing, beginnings, calling, answering, connectionEnding, other,
                ringingCalls,
                changedFrom);
    }

    CoordinatorState withRinging(List<RingingCalls.Ringing> other) {
        return new CoordinatorState(draining, session, connectAfterCall, standing, beginnings, calling, answering, connectionEnding, closedSessions,
                other, changedFrom);
    }

    Reconfiguring.State reconfiguring() {
        return new Reconfiguring.State(connectAfterCall, connectionEnding, changedFrom);
    }

    CoordinatorState with(Reconfiguring.State other) {
        return new CoordinatorState(draining, session, other.due(), standing, beginnings, calling, answering, other.ending(), closedSessions,
                ringingCalls,
                other.from());
    }

    StandingCall.State standingCall() {
        return standing.orElse(StandingCall.State.FRESH);
    }

    Calling.State callsToMake() {
        return calling.orElse(Calling.State.NONE);
    }

    ConnectorSnapshot snapshot() {
        return new ConnectorSnapshot(draining.on(), Optional.of(session.id()).filter(id -> !id.isEmpty()), session.phase(),
                session.closeReason(), standingCall().heldOff(), connectAfterCall);
    }
}
