/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

/** How SIP messages reach the server: RFC 3261 transports and SIP over WebSocket (RFC 7118). */
public enum Transport {
    UDP(5060, false), TCP(5060, false), TLS(5061, true), WS(80, false), WSS(443, true);

    private final int defaultPort;
    private final boolean secure;

    Transport(int defaultPort, boolean secure) {
        this.defaultPort = defaultPort;
        this.secure = secure;
    }

    public int defaultPort() {
        return defaultPort;
    }

    public boolean secure() {
        return secure;
    }

    public boolean webSocket() {
        return this == WS || this == WSS;
    }
}
