/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.time.Duration;

/** A client's supplier of parameters has not answered in time; let it fail or answer sooner. */
public final class SupplierTimeoutException extends SipConnectorException {

    /** How long a supplier of parameters is waited for, each time it is asked. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final long serialVersionUID = 1;

    public SupplierTimeoutException(Duration waited) {
        super("parameters: the supplier has given none for " + waited.toSeconds() + " s");
    }
}
