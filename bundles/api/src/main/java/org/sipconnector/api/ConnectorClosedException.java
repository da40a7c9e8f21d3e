/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

/** The connector was closed before the call could be worked off. */
public final class ConnectorClosedException extends SipConnectorException {

    public ConnectorClosedException(ConnectorId connector) {
        super("connector " + connector + " is closed");
    }
}
