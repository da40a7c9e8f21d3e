/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import org.sipconnector.api.SipConnectorException;

/** A connect was given up because another connect or a disconnect was asked for. */
public final class ConnectionCanceledException extends SipConnectorException {

    public ConnectionCanceledException() {
        super("canceled");
    }
}
