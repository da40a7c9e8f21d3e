/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

/** How far a connect-and-call session is. */
public enum ConnectAndCallPhase {
    IDLE, CONNECTING, CALLING, ACTIVE,
    /** The call was lost and is being set up again. */
    RECONNECTING,
    /** Cleaning up by itself. */
    FINALIZING,
    /** Cleaning up because the user said so. */
    CANCELLING,
    CLOSED;

    /** Whether it still owns the connector. */
    public boolean open() {
        return this != IDLE && this != CLOSED;
    }
}
