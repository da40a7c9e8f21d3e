package org.sipconnector.sip.agent;

/** Something with an endpoint that commands can be given to, and that can be ended. */
public interface Agent {

    Endpoint endpoint();

    /** Ends it politely. On its loop. */
    void stop();
}
