/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import org.sipconnector.api.SipConnectorException;

/** The auto connector could not go on. */
public final class ReconnectFailedException extends SipConnectorException {

    public ReconnectFailedException() {
        super("Failed to reconnect");
    }
}
