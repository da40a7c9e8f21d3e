/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.connection.ConnectionConfiguration;

/** What the coordinator tells. */
public sealed interface ConnectorEvent extends Event {

    /** The connection is gone and no call was up. */
    record DisconnectedFromOutOfCall() implements ConnectorEvent {
        @Override
        public String name() {
            return "disconnected-from-out-of-call";
        }
    }

    /** The connection is there, or there again, and no call is up. */
    record ConnectedWithConfigurationFromOutOfCall(ConnectionConfiguration configuration) implements ConnectorEvent {
        @Override
        public String name() {
            return "connected-with-configuration-from-out-of-call";
        }
    }

    /** From now on no new calls are taken, or they are again. */
    record DrainingChanged(boolean draining) implements ConnectorEvent {
        @Override
        public String name() {
            return "connector:draining-changed";
        }
    }

    /**
     * The connector goes on after a restart, of its process or by a refresh of the API, with the registration and the calls it had.
     *
     * @param gap     how long nobody had it
     * @param expired whether that was too long for its calls, which are ended ({@code recovery.maxAgeSeconds})
     */
    record Recovered(Duration gap, boolean expired) implements ConnectorEvent {
        @Override
        public String name() {
            return "connector:recovered";
        }
    }

    /** A connect-and-call session goes on. */
    record SessionPhaseChanged(String session, ConnectAndCallPhase phase, Optional<CloseReason> closeReason) implements ConnectorEvent {
        @Override
        public String name() {
            return "connector:session-phase-changed";
        }
    }
}
