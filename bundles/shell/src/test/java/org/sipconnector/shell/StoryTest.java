/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

class StoryTest {

    @Test
    void aCallReadsAsAStory() {
        List<Event> events = List.of(new ConnectionEvent.ConnectStarted(), new ConnectionEvent.Connecting(1),
                new ConnectionEvent.Connected("127.0.0.1:8443"), new ConnectionEvent.Registered(200, 300),
                new CallEvent.StartCall("600", false, List.of()), new CallEvent.Sending(new DialogId("d")),
                new CallEvent.Progress(180, "Ringing"), new CallEvent.Confirmed(new DialogId("d")),
                new ServerApiEvent.EnterRoom("600", "demo", Optional.of(Secret.of("token")), Optional.empty()),
                new CallEvent.NewDtmf(Originator.LOCAL, "5"), new CallEvent.NewDtmf(Originator.REMOTE, "#"),
                new CallEvent.Ended(SipFailure.local(SipCause.TERMINATED)), new ConnectionEvent.Disconnected(false, 1000, ""));

        assertThat(events.stream().map(EventLines::line).flatMap(Optional::stream)).containsExactly("connecting",
                "connected to 127.0.0.1:8443", "registered for 300 s", "calling 600", "the other side says 180 Ringing",
                "call is up", "in room 600 as demo", "tone 5 sent", "tone # received", "call ended: hung up, by this side; sip:call calls again",
                "disconnected");
    }

    @Test
    void whatNeedsAnOperatorIsTold() {
        SipFailure forbidden = SipFailure.response(403, "Forbidden", List.of());

        assertThat(EventLines.line(new ConnectionEvent.RegistrationFailed(forbidden)))
                .hasValueSatisfying(line -> assertThat(line).contains("registration failed", "403 Forbidden"));
        assertThat(EventLines.line(new ConnectionEvent.Disconnected(true, 1006, "connection refused")))
                .contains("connection lost: connection refused");
    }
}
