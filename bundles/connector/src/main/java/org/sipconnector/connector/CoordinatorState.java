package org.sipconnector.connector;

/** All the coordinator is between two messages. */
record CoordinatorState(Draining.State draining, SessionState session) {

    static final CoordinatorState FRESH = new CoordinatorState(Draining.State.OFF, SessionState.NONE);
}
