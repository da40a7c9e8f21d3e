/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import org.sipconnector.api.SipConnectorException;

/** A call is already going on; end it first. */
public final class CallInProgressException extends SipConnectorException {

    public CallInProgressException(CallState state) {
        super("a call is already in state " + state + "; end it first");
    }
}
