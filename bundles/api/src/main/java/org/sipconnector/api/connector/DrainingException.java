/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.SipConnectorException;

/** The connector takes no new calls for now: it is being drained. Calls that are up go on. */
public final class DrainingException extends SipConnectorException {

    public DrainingException(ConnectorId connector) {
        super("connector " + connector + " is drained and takes no new calls; reopen it with sip:undrain");
    }
}
