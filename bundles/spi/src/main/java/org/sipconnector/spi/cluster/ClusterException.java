/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.cluster;

import org.sipconnector.api.SipConnectorException;

/** What was asked of the cluster cannot be done; the message says why, and what to do. */
public final class ClusterException extends SipConnectorException {

    private static final long serialVersionUID = 1;

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
