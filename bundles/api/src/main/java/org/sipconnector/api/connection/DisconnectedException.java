/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import org.sipconnector.api.SipConnectorException;

/** The transport was closed or could not be opened. */
public final class DisconnectedException extends SipConnectorException {

    /** WebSocket code of an abnormal closure; stands for every failure to open a transport. */
    public static final int ABNORMAL_CLOSURE = 1006;

    private final int code;

    public DisconnectedException(int code, String reason) {
        super("Disconnected" + (code == 0 ? "" : " (" + code + ")") + ": " + reason);
        this.code = code;
    }

    /** WebSocket close code, 0 when there was none. */
    public int code() {
        return code;
    }

    /** Whether the server was not reached at all, so that another attempt may help. */
    public boolean unreachable() {
        return code == ABNORMAL_CLOSURE;
    }
}
