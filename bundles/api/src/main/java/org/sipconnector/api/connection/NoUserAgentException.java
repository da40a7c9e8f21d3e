/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import org.sipconnector.api.SipConnectorException;

/** The operation needs a connection and there is none. */
public final class NoUserAgentException extends SipConnectorException {

    public NoUserAgentException() {
        super("UA not initialized: connect first");
    }
}
