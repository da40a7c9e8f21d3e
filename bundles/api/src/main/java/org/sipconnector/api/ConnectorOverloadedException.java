/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

/** A connector's lane is full: the call was refused and has had no effect. Try again later. */
public final class ConnectorOverloadedException extends SipConnectorException {

    public ConnectorOverloadedException(ConnectorId connector, int waiting) {
        super("connector " + connector + " is overloaded: " + waiting + " messages are waiting; try again later");
    }
}
