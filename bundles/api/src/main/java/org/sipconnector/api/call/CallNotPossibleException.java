/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import org.sipconnector.api.SipConnectorException;

/** A call cannot even be tried; the message says what is missing. */
public final class CallNotPossibleException extends SipConnectorException {

    public CallNotPossibleException(String message) {
        super(message);
    }
}
