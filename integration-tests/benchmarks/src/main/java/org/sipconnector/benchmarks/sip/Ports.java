/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import org.sipconnector.api.Transport;

/** Where the peer listens on loopback. */
record Ports(int udp, int tcp, int ws) {

    static Ports parse(String text) {
        String[] ports = text.split(",");
        return new Ports(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]), Integer.parseInt(ports[2]));
    }

    int of(Transport transport) {
        return switch (transport) {
            case UDP -> udp;
            case TCP -> tcp;
            case WS -> ws;
            case TLS, WSS -> throw new IllegalArgumentException("the peer does not speak " + transport);
        };
    }

    @Override
    public String toString() {
        return udp + "," + tcp + "," + ws;
    }
}
