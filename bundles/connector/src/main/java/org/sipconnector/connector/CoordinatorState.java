/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.connector.ConnectorSnapshot;

/**
 * All the coordinator is between two messages.
 *
 * @param reconfiguring    what becomes of the connection when the configuration has changed
 * @param standing         the call the configuration asks for; absent from versions that knew none
 * @param beginnings       calls asked for that the call manager has not come to; none in versions that did not count them
 * @param calling          calls that are still to be asked for; absent from versions that kept none
 * @param answering        answers under way; none in versions that kept none
 * @param closedSessions   why sessions before the present one were closed; none in versions that did not keep them
 * @param ringingCalls     incoming calls that are not established; none in versions that did not keep since when they ring
 */
record CoordinatorState(Draining.State draining, SessionState session, @Embedded Reconfiguring.State reconfiguring,
        Optional<StandingCall.State> standing, List<String> beginnings, Optional<Calling.State> calling,
        List<IncomingCallAnswer.Claim> answering, List<ClosedSessions.Closed> closedSessions, List<RingingCalls.Ringing> ringingCalls) {

    static final int VERSION = 3;

    CoordinatorState {
        standing = standing == null ? Optional.empty() : standing;
        beginnings = beginnings == null ? List.of() : List.copyOf(beginnings);
        calling = calling == null ? Optional.empty() : calling;
        answering = answering == null ? List.of() : List.copyOf(answering);
        closedSessions = closedSessions == null ? List.of() : List.copyOf(closedSessions);
        ringingCalls = ringingCalls == null ? List.of() : List.copyOf(ringingCalls);
    }

    static final CoordinatorState FRESH = new CoordinatorState(Draining.State.OFF, SessionState.NONE, Reconfiguring.State.DONE,
            Optional.of(StandingCall.State.FRESH), List.of(), Optional.of(Calling.State.NONE), List.of(), List.of(), List.of());

    CoordinatorState with(Draining.State other) {
        return new CoordinatorState(other, session, reconfiguring, standing, beginnings, calling, answering, closedSessions, ringingCalls);
    }

    CoordinatorState with(SessionState other) {
        return new CoordinatorState(draining, other, reconfiguring, standing, beginnings, calling, answering, closedSessions, ringingCalls);
    }

    CoordinatorState with(Reconfiguring.State other) {
        return new CoordinatorState(draining, session, other, standing, beginnings, calling, answering, closedSessions, ringingCalls);
    }

    CoordinatorState with(StandingCall.State other) {
        return new CoordinatorState(draining, session, reconfiguring, Optional.of(other), beginnings, calling, answering, closedSessions,
                ringingCalls);
    }

    CoordinatorState with(Calling.State other) {
        return new CoordinatorState(draining, session, reconfiguring, standing, beginnings, Optional.of(other), answering, closedSessions,
                ringingCalls);
    }

    CoordinatorState withBeginnings(List<String> other) {
        return new CoordinatorState(draining, session, reconfiguring, standing, other, calling, answering, closedSessions, ringingCalls);
    }

    CoordinatorState withAnswering(List<IncomingCallAnswer.Claim> other) {
        return new CoordinatorState(draining, session, reconfiguring, standing, beginnings, calling, other, closedSessions, ringingCalls);
    }

    CoordinatorState withClosedSessions(List<ClosedSessions.Closed> other) {
        return new CoordinatorState(draining, session, reconfiguring, standing, beginnings, calling, answering, other, ringingCalls);
    }

    CoordinatorState withRinging(List<RingingCalls.Ringing> other) {
        return new CoordinatorState(draining, session, reconfiguring, standing, beginnings, calling, answering, closedSessions, other);
    }

    StandingCall.State standingCall() {
        return standing.orElse(StandingCall.State.FRESH);
    }

    Calling.State callsToMake() {
        return calling.orElse(Calling.State.NONE);
    }

    ConnectorSnapshot snapshot() {
        return new ConnectorSnapshot(draining.on(), Optional.of(session.id()).filter(id -> !id.isEmpty()), session.phase(),
                session.closeReason(), standingCall().heldOff(), reconfiguring.connectAfterCall());
    }
}
