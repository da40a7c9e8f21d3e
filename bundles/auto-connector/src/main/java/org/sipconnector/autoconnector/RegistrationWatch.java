/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.StatePart;

/** Tells when the registration failed: at once, or when the call that goes on without it is over. */
final class RegistrationWatch {

    private static final EventHandlers<RegistrationWatch> HANDLERS = EventHandlers.<RegistrationWatch>of()
            .on(ConnectionEvent.RegistrationFailed.class, RegistrationWatch::onFailed)
            .on(ConnectionEvent.Registered.class, (own, registered) -> own.wonBack());

    /** @param failed whether it failed during a call */
    record State(boolean on, boolean failed) {
        static final State OFF = new State(false, false);
    }

    private final AutoConnectorContext work;
    private final StatePart<State> state;
    private final Runnable unregistered;

    RegistrationWatch(AutoConnectorContext work, StatePart<State> state, Runnable unregistered) {
        this.work = work;
        this.state = state;
        this.unregistered = unregistered;
        work.lane.on(HANDLERS, this);
        work.lane.onSnapshot(CallManager.class, (before, now) -> onCallChanged());
    }

    void start() {
        state.set(new State(true, false));
    }

    void stop() {
        state.set(State.OFF);
    }

    private void onFailed(ConnectionEvent.RegistrationFailed failure) {
        if (state.get().on()) {
            state.set(new State(true, true));
            tellOutOfCall();
        }
    }

    /** The SIP foundation has registered again by itself. */
    private void wonBack() {
        state.set(new State(state.get().on(), false));
    }

    private void onCallChanged() {
        if (state.get().failed()) {
            tellOutOfCall();
        }
    }

    private void tellOutOfCall() {
        if (!work.callActive()) {
            state.set(new State(true, false));
            unregistered.run();
        }
    }
}
