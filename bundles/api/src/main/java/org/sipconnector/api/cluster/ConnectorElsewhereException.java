/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.cluster;

import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.SipConnectorException;

/**
 * The connector has gone on at another node: ask there, which {@link ConnectorNodes#nodeOf} names. What was being done when it left may have
 * been done or not; its call and its connection go on. Thrown, or given by the stage, to who asks the connector that was here.
 */
public final class ConnectorElsewhereException extends SipConnectorException {

    private static final long serialVersionUID = 1L;

    public ConnectorElsewhereException(ConnectorId connector) {
        super("connector " + connector + " goes on at another node: ask there, sip:cluster --connectors names it");
    }
}
