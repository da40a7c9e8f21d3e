/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connectionqueue;

import org.sipconnector.api.SipConnectorException;

/** What yields to the connects of others was not done: one of them is under way. */
public final class ConnectPendingException extends SipConnectorException {

    public ConnectPendingException() {
        super("somebody else has asked for a connection, which is being made");
    }
}
