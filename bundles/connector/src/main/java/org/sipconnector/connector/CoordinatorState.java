package org.sipconnector.connector;

/**
 * All the coordinator is between two messages.
 *
 * @param connectAfterCall whether a changed configuration waits for the call's end
 */
record CoordinatorState(Draining.State draining, SessionState session, boolean connectAfterCall) {

    static final CoordinatorState FRESH = new CoordinatorState(Draining.State.OFF, SessionState.NONE, false);
}
