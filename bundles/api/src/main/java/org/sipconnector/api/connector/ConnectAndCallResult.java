/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.util.Optional;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.media.PeerId;

/** What became of connecting and calling in one step. */
public sealed interface ConnectAndCallResult {

    default boolean successful() {
        return this instanceof InCall;
    }

    /**
     * The call is up.
     *
     * @param session to be closed by {@link SipConnector#closeSession}; {@code hangUp} and {@code disconnect} close it too
     */
    record InCall(ConnectionConfiguration configuration, PeerId peer, String session) implements ConnectAndCallResult {}

    /** There is no call, and everything that was begun has been ended. */
    record NotInCall(Reason reason, Optional<Throwable> error) implements ConnectAndCallResult {

        public static NotInCall because(Reason reason) {
            return new NotInCall(reason, Optional.empty());
        }
    }

    /** Why there is no call, other than that the call itself failed, which fails the stage. */
    enum Reason {
        /** An earlier session is not closed yet. */
        SESSION_ACTIVE("session-active"),
        /** The auto connector runs for somebody else; it was not touched. */
        AUTO_CONNECTOR_ACTIVE("auto-connector-active"),
        /** Closed by the user, or the connection was not wanted any more. */
        CANCELLED("cancelled"),
        /**
         * Also when somebody else connects another account, whose connection then goes on: the error is a
         * {@link org.sipconnector.api.connectionqueue.SupersededException}.
         */
        AUTO_CONNECT_FAILED("auto-connect-failed");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason's public spelling. */
        public String text() {
            return text;
        }
    }
}
