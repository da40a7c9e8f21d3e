/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectionEvent;

/** Tells when the registration failed: at once, or when the call that goes on without it is over. */
final class RegistrationWatch {

    /** @param failed whether it failed during a call */
    record State(boolean on, boolean failed) {
        static final State OFF = new State(false, false);
    }

    private final AutoConnectorContext work;
    private final Runnable unregistered;
    private State state;

    RegistrationWatch(AutoConnectorContext work, State state, Runnable unregistered) {
        this.work = work;
        this.state = state;
        this.unregistered = unregistered;
        work.lane.on(ConnectionEvent.RegistrationFailed.class, this::onFailed);
        work.lane.on(ConnectionEvent.Registered.class, registered -> wonBack());
        work.lane.onSnapshot(CallManager.class, (before, now) -> onCallChanged());
    }

    State state() {
        return state;
    }

    void start() {
        state = new State(true, false);
    }

    void stop() {
        state = State.OFF;
    }

    private void onFailed(ConnectionEvent.RegistrationFailed failure) {
        if (state.on()) {
            state = new State(true, true);
            tellOutOfCall();
        }
    }

    /** The SIP foundation has registered again by itself. */
    private void wonBack() {
        state = new State(state.on(), false);
    }

    private void onCallChanged() {
        if (state.failed()) {
            tellOutOfCall();
        }
    }

    private void tellOutOfCall() {
        if (!work.callActive()) {
            state = new State(true, false);
            unregistered.run();
        }
    }
}
