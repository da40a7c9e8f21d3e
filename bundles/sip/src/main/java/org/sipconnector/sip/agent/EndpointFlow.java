/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import org.sipconnector.api.Transport;
import org.sipconnector.sip.transaction.TransactionFlow;
import org.sipconnector.sip.transport.Flow;

/**
 * One flow of an endpoint. Via names the same host and port over each of them, so that a request which changes its flow
 * stays the same transaction (RFC 3261 section 17.2.3).
 *
 * @param flow null while there is no connection
 */
record EndpointFlow(EndpointFlows of, Flow flow) implements TransactionFlow {

    @Override
    public String via(String branch) {
        String token = flow == null ? "WS" : flow.transport().name();
        String rport = flow == null || flow.transport().webSocket() ? "" : ";rport";
        return "SIP/2.0/" + token + ' ' + of.sentBy() + ";branch=" + branch + rport;
    }

    @Override
    public boolean reliable() {
        return flow == null || flow.transport() != Transport.UDP;
    }

    @Override
    public boolean send(byte[] message) {
        if (flow == null || !flow.open()) {
            return false;
        }
        of.send(flow, message);
        return true;
    }
}
