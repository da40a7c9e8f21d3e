/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.sip.SipFailure;

/** The server refused the registration, or did not answer it. */
public final class RegistrationFailedException extends SipConnectorException {

    private final SipFailure failure;

    public RegistrationFailedException(SipFailure failure) {
        super("Registration failed: " + failure);
        this.failure = failure;
    }

    public SipFailure failure() {
        return failure;
    }

    /** Whether user or password are wrong (401, 403, 407): trying again would not help. */
    public boolean forbidden() {
        return failure.status() == 401 || failure.status() == 403 || failure.status() == 407;
    }
}
