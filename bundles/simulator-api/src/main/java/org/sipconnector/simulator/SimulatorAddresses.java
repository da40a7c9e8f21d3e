/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the simulator listens.
 *
 * @param host    address it is bound to
 * @param domain  domain of its users and digest realm
 * @param wssPort SIP over secure WebSocket at {@code /webrtc/wss/}, and HTTPS
 * @param wsPort  SIP over plain WebSocket at the same path
 * @param tcpPort SIP over TCP
 * @param udpPort SIP over UDP
 * @param caFile  PEM file of the authority that signed its certificate
 */
public record SimulatorAddresses(String host, String domain, OptionalInt wssPort, OptionalInt wsPort,
        OptionalInt tcpPort, OptionalInt udpPort, Optional<Path> caFile) {

    public static final String WEB_SOCKET_PATH = "/webrtc/wss/";
}
