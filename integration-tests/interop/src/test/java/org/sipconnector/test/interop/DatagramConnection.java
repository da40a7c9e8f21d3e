/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import org.sipconnector.api.Transport;

/** What the connector sends from one UDP address. */
class DatagramConnection extends PeerWay {

    private final DatagramSocket socket;
    private final SocketAddress remote;

    DatagramConnection(DatagramSocket socket, SocketAddress remote) {
        this.socket = socket;
        this.remote = remote;
    }

    @Override
    Transport transport() {
        return Transport.UDP;
    }

    @Override
    void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, remote));
    }

    /** There is nothing to close towards one address only. */
    @Override
    void close() {
        over();
    }
}
