/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.Locale;

/** Where the connection is. {@link #REGISTERED} is passed through at once on the way to {@link #ESTABLISHED}. */
public enum ConnectionState {
    /** No user agent, no configuration. */
    IDLE,
    /** A connect has begun; its parameters are being resolved, or the next attempt is being waited for. */
    PREPARING,
    /** The transport is being opened. */
    CONNECTING,
    /** The transport is open, the registration is not there yet. */
    CONNECTED,
    REGISTERED,
    /** Ready for calls: open and, if wanted, registered. */
    ESTABLISHED,
    DISCONNECTING,
    /** Lost or refused. The configuration stays known until the end of the disconnect that follows. */
    DISCONNECTED;

    /** The state's public spelling, such as {@code connection:idle}. */
    public String text() {
        return "connection:" + name().toLowerCase(Locale.ROOT);
    }
}
