/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import org.sipconnector.api.SipConnectorException;

/** The receive-only session of a spectator could not be set up or renegotiated. */
public final class RecvSessionException extends SipConnectorException {

    /** Whether it was given up because something newer took its place. */
    private final boolean canceled;

    public RecvSessionException(String message, boolean canceled) {
        super(message);
        this.canceled = canceled;
    }

    public boolean canceled() {
        return canceled;
    }
}
