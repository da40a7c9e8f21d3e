/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

import org.sipconnector.api.SipConnectorException;

/** The server did not accept what it was told or asked; the message is the text of the reason. */
public final class ServerRequestException extends SipConnectorException {

    public enum Reason {
        DECLINED("Error decline with 603"),
        REFUSED("Error response"),
        TRANSPORT("Transport response"),
        TIMEOUT("Request timeout"),
        DIALOG("Dialog error");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private final Reason reason;
    private final int status;

    public ServerRequestException(Reason reason, int status) {
        super(reason.text());
        this.reason = reason;
        this.status = status;
    }

    public Reason reason() {
        return reason;
    }

    /** The SIP status of the refusal, 0 when no response arrived. */
    public int status() {
        return status;
    }
}
