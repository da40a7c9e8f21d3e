/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedSip.Start;
import org.sipconnector.testkit.RecordedSip.Stop;

/** The other side of a connection manager on a stage: says what the latest user agent experiences. */
record Server(LaneHarness stage) {

    UserAgentId userAgent() {
        return stage.command(Start.class).userAgent();
    }

    UserAgentSettings settings() {
        return stage.command(Start.class).settings();
    }

    Server opens() {
        return tells(new SipEvent.TransportConnecting(userAgent(), 1),
                new SipEvent.TransportConnected(userAgent(), "10.0.0.1:443"));
    }

    Server registers() {
        return tells(new SipEvent.Registered(userAgent(), 200, 300));
    }

    Server refusesToRegister(int status, String reason) {
        return tells(new SipEvent.RegistrationFailed(userAgent(), SipFailure.response(status, reason, List.of())));
    }

    Server isUnreachable() {
        return tells(new SipEvent.TransportConnecting(userAgent(), 1),
                new SipEvent.TransportDisconnected(userAgent(), true, false, 0, "connection refused"));
    }

    Server vanishes() {
        return tells(new SipEvent.TransportDisconnected(userAgent(), true, true, 1006, "connection reset"),
                new SipEvent.Unregistered(userAgent(), Optional.empty()));
    }

    /** A refresh was refused. */
    Server losesTheRegistration(int status, String reason) {
        return tells(new SipEvent.Unregistered(userAgent(),
                Optional.of(SipFailure.response(status, reason, List.of()))));
    }

    Server unregisters() {
        return tells(new SipEvent.Unregistered(userAgent(), Optional.empty()));
    }

    /** The foundation has ended the user agent it was last told to stop. */
    Server letsGo() {
        return tells(new SipEvent.TransportDisconnected(stage.command(Stop.class).userAgent(), false, true,
                1000, "stopped"));
    }

    Server doesNotAnswer(String request) {
        return tells(new SipEvent.RequestFailed(userAgent(), request,
                SipFailure.system(SipCause.REQUEST_TIMEOUT, "no answer")));
    }

    private Server tells(SipEvent... events) {
        for (SipEvent event : events) {
            stage.post(event);
        }
        return this;
    }
}
