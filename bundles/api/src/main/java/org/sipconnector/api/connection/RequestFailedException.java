/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.sip.SipFailure;

/** A request got no 2xx. */
public final class RequestFailedException extends SipConnectorException {

    private final SipFailure failure;

    public RequestFailedException(SipFailure failure) {
        super("Request failed: " + failure);
        this.failure = failure;
    }

    public SipFailure failure() {
        return failure;
    }
}
