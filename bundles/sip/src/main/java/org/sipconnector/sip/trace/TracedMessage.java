/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import java.net.InetSocketAddress;

/** A message on its way, credentials masked. */
record TracedMessage(boolean sent, String transport, InetSocketAddress local, InetSocketAddress remote, byte[] bytes,
        long millis) {

    private static final int SIP_PORT = 5060;

    InetSocketAddress source() {
        return sent ? local : server();
    }

    InetSocketAddress destination() {
        return sent ? server() : local;
    }

    /** The peer under SIP's own port, by which analysers know the protocol; other ports mean other protocols to them. */
    private InetSocketAddress server() {
        return new InetSocketAddress(remote.getAddress(), SIP_PORT);
    }
}
