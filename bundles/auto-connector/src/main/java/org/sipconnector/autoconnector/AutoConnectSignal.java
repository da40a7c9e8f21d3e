/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.util.Optional;
import org.sipconnector.api.autoconnector.AutoConnectStop;

/** What moves the chart; besides these, {@link Restart} and {@link Failed}. */
enum AutoConnectSignal {
    STOP,
    /** The host is offline. */
    PAUSE,
    /** The connection is gone. */
    DISCONNECTED,
    CONNECTED,
    /** The attempt was not made: it gives way to a connect that somebody has asked for. */
    GAVE_WAY,
    /** The pause before the next attempt is over. */
    WAITED,
    WAIT_CANCELLED,
    /** The server is there, and so is the connection to it. */
    STILL_CONNECTED;

    /**
     * A new cycle is wanted.
     *
     * @param connectionBusy whether there is a connection, which has to be ended first
     */
    record Restart(boolean connectionBusy) {}

    /**
     * An attempt failed.
     *
     * @param stop why there must not be another one; empty when there may
     */
    record Failed(Optional<AutoConnectStop> stop, String error) {}
}
