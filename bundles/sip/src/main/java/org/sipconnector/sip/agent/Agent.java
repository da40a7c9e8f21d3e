/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

/** Something with an endpoint that commands can be given to, and that can be ended. */
public interface Agent {

    Endpoint endpoint();

    /** Closes its connection without a word, as a broken network does. On its loop. */
    default void cut() {
        if (endpoint().connected()) {
            endpoint().flow().close();
        }
    }

    /** Ends it politely. On its loop. */
    void stop();
}
