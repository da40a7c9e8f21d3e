/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

import org.sipconnector.api.SipConnectorException;

/** No call rings, or not this one. */
public final class NoIncomingCallException extends SipConnectorException {

    public NoIncomingCallException() {
        super("that call does not ring, or rings no more");
    }
}
