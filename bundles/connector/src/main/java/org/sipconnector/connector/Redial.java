/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.kernel.Lane;

/** Setting up a lost call again, where the connector can: without that manager there is simply no redial. */
final class Redial {

    private final Lane lane;

    Redial(Lane lane) {
        this.lane = lane;
    }

    /** Watches the call that is about to be made. */
    void arm(CallParameters parameters, RedialPolicy policy) {
        if (lane.has(CallReconnectManager.class)) {
            lane.manager(CallReconnectManager.class).arm(parameters, policy);
        }
    }

    /** No longer watches it; an attempt under way is given up. */
    void disarm(DisarmReason reason) {
        if (lane.has(CallReconnectManager.class)) {
            lane.manager(CallReconnectManager.class).disarm(reason);
        }
    }

    /** Whether an attempt to set the call up again is under way. */
    boolean attempting() {
        return lane.has(CallReconnectManager.class) && lane.manager(CallReconnectManager.class).snapshot().attempting();
    }

    /** Whether it was told to watch and never told to stop. */
    boolean armed() {
        return lane.has(CallReconnectManager.class)
                && lane.manager(CallReconnectManager.class).snapshot().state() != CallReconnectState.IDLE;
    }

    /** Whether it watches a call or sets one up again; once it has given up it does neither. */
    boolean expecting() {
        return lane.has(CallReconnectManager.class) && switch (lane.manager(CallReconnectManager.class).snapshot().state()) {
            case IDLE, LIMIT_REACHED, ERROR_TERMINAL -> false;
            default -> true;
        };
    }

    /** Whether a lost call is being set up again or will be. */
    boolean atWork() {
        return lane.has(CallReconnectManager.class) && switch (lane.manager(CallReconnectManager.class).snapshot().state()) {
            case EVALUATING, BACKOFF, WAITING_SIGNALING, ATTEMPTING -> true;
            default -> false;
        };
    }

    /** Tells the session what becomes of its call. */
    void follow(ConnectAndCall session) {
        lane.on(CallReconnectEvent.TerminationClassified.class, event -> session.redialDecided(event.redial()));
        lane.on(CallReconnectEvent.AttemptSucceeded.class, event -> session.redialSucceeded());
        lane.on(CallReconnectEvent.Terminal.class, event -> session.redialGivenUp());
    }
}
