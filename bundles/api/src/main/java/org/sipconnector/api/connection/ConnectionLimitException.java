/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import org.sipconnector.api.SipConnectorException;

/** The server could not be reached at any of the attempts; the cause tells what became of the last. */
public final class ConnectionLimitException extends SipConnectorException {

    private final int attempts;

    public ConnectionLimitException(int attempts, Throwable last) {
        super("call limit (" + attempts + ") is reached: " + last.getMessage(), last);
        this.attempts = attempts;
    }

    public int attempts() {
        return attempts;
    }
}
