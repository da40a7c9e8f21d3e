/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.store;

import org.sipconnector.api.SipConnectorException;

/** States could not be kept; its message says why and what to do. */
public class StateStoreException extends SipConnectorException {

    private static final long serialVersionUID = 1L;

    public StateStoreException(String message) {
        super(message);
    }

    public StateStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
