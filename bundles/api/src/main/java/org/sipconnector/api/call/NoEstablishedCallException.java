/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import org.sipconnector.api.SipConnectorException;

/** The operation needs an established call and there is none. */
public final class NoEstablishedCallException extends SipConnectorException {

    public NoEstablishedCallException() {
        super("there is no call");
    }
}
