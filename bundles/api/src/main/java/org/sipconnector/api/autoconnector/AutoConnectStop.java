/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

/** Why the auto connector gave up. */
public enum AutoConnectStop {
    /** The error forbids another attempt. */
    HALTED,
    /** The attempt was overtaken, or the wait for the next one cancelled. */
    CANCELLED,
    /** The wait for the next attempt could not be made. */
    FAILED,
    /** The host is offline; it goes on when the host is online again. */
    OFFLINE
}
