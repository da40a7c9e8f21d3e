/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import org.sipconnector.api.SipConnectorException;

/** The server could not be reached by the probe. */
public final class TelephonyNotAvailableException extends SipConnectorException {

    public TelephonyNotAvailableException(String reason) {
        super("Telephony is not available: " + reason);
    }
}
