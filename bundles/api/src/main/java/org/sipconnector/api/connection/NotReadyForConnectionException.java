/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import org.sipconnector.api.SipConnectorException;

/** The predicate given with a connect said that now is not the time. */
public final class NotReadyForConnectionException extends SipConnectorException {

    public NotReadyForConnectionException() {
        super("Not ready for connection");
    }
}
