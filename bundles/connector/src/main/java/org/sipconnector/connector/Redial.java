package org.sipconnector.connector;

import org.sipconnector.api.call.CallParameters;
import org.sipconnector.kernel.Lane;

/** Setting up a lost call again, where the connector can. */
final class Redial {

    static final String MANUAL = "manual";
    static final String DISARM = "disarm";
    static final String LOCAL_HANGUP = "local-hangup";

    Redial(Lane lane) {
    }

    void arm(CallParameters parameters) {
    }

    void disarm(String reason) {
    }

    void follow(ConnectAndCall session) {
    }
}
