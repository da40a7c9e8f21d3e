/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.OIOMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;

/** jain-sip's own blocking sockets, and Netty's WebSockets. The stack makes it by its name; a process has one. */
public final class RawTransports implements MessageProcessorFactory {

    private static final RawWebSockets WEB_SOCKETS = new RawWebSockets();

    private final MessageProcessorFactory own = new OIOMessageProcessorFactory();

    static RawWebSockets webSockets() {
        return WEB_SOCKETS;
    }

    @Override
    public MessageProcessor createMessageProcessor(SIPTransactionStack stack, InetAddress address, int port, String transport)
            throws IOException {
        if (!transport.equalsIgnoreCase("ws")) {
            return own.createMessageProcessor(stack, address, port, transport);
        }
        WEB_SOCKETS.initialize(address, port, stack);
        return WEB_SOCKETS;
    }
}
