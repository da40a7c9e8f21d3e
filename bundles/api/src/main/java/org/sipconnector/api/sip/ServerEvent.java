package org.sipconnector.api.sip;

import org.sipconnector.api.Event;

/** What the SIP foundation tells the owner of a listener. */
public sealed interface ServerEvent extends Event {

    /** The listener's name. */
    String server();

    /** The connection, or for UDP the flow, a message came over. */
    UserAgentId userAgent();

    record ClientConnected(String server, UserAgentId userAgent, String remote) implements ServerEvent {}

    record ClientDisconnected(String server, UserAgentId userAgent) implements ServerEvent {}

    record ClientRegistered(String server, UserAgentId userAgent, String user, int expires) implements ServerEvent {}

    record ClientUnregistered(String server, UserAgentId userAgent, String user) implements ServerEvent {}

    /** A REGISTER was refused: wrong password (403) or another reason. */
    record RegistrationRefused(String server, UserAgentId userAgent, String user, int status) implements ServerEvent {}
}
