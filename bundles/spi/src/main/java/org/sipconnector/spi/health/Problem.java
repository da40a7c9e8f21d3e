/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.health;

import java.util.Optional;
import org.sipconnector.api.ConnectorId;

/**
 * One thing that keeps connectors from working.
 *
 * @param kind      what it concerns
 * @param connector the one it concerns; empty when it concerns more than one
 * @param text      what is wrong and what to do, in one line
 */
public record Problem(Kind kind, Optional<ConnectorId> connector, String text) {

    /** What a problem concerns. */
    public enum Kind {
        /** There is no kernel, so that no connector works. */
        KERNEL,
        /** Calls cannot be made for want of media. */
        MEDIA,
        /** Code of a manager is not at work. */
        MANAGER,
        /** A bundle is not at work, or two releases are. */
        BUNDLE,
        /** Former code is still in memory. */
        FORMER_CODE,
        /** The process runs out of something. */
        SHORTAGE,
        /** Connectors cannot be kept for the next process. */
        STORE,
        /** This process takes no part in sharing connectors with others. */
        CLUSTER,
        /** A configuration is refused. */
        CONFIGURATION,
        /** A connector still runs though its file has gone. */
        ORPHAN,
        /** A connector that is to be connected is not. */
        CONNECTION,
        /** A connector that is to be registered is not. */
        REGISTRATION,
        /** A connector takes no new calls. */
        DRAINED
    }

    /** What concerns more than one connector. */
    public static Problem of(Kind kind, String text) {
        return new Problem(kind, Optional.empty(), text);
    }

    public static Problem of(Kind kind, ConnectorId connector, String text) {
        return new Problem(kind, Optional.of(connector), text);
    }

    /** As {@code sip:health} prints it. */
    public String line() {
        return connector.map(id -> id + ": ").orElse("") + text;
    }
}
