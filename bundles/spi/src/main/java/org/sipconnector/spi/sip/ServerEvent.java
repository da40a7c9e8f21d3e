/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.UserAgentId;

/** What the SIP foundation tells the owner of a listener. */
public sealed interface ServerEvent extends Event {

    /** The listener's name. */
    String server();

    /** The connection, or for UDP the flow, a message came over. */
    UserAgentId userAgent();

    record ClientConnected(String server, UserAgentId userAgent, String remote) implements ServerEvent {}

    /** The client's connection is closed, and it did not come back for the calls it had. */
    record ClientDisconnected(String server, UserAgentId userAgent) implements ServerEvent {}

    record ClientRegistered(String server, UserAgentId userAgent, String user, int expires) implements ServerEvent {}

    record ClientUnregistered(String server, UserAgentId userAgent, String user) implements ServerEvent {}

    /** A REGISTER was refused: wrong password (403) or another reason. */
    record RegistrationRefused(String server, UserAgentId userAgent, String user, int status) implements ServerEvent {}

    /**
     * An INFO, NOTIFY, MESSAGE or REFER inside a session of a listener's client; it waits for
     * {@link SipServers#answer}. It takes the place of {@link SipEvent.DialogRequestReceived}, so that a server can
     * refuse.
     *
     * @param request names the request within its session
     */
    record DialogRequestWaiting(String server, UserAgentId userAgent, DialogId dialog, String request, String method,
            List<Header> headers, Optional<SipBody> body) implements ServerEvent {

        public DialogRequestWaiting {
            headers = List.copyOf(headers);
        }
    }
}
