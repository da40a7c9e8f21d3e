/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;

/** Makes the clients, servers and peers of a test and ends them after it, the latest first, whatever became of the test. */
final class SipFixture implements AfterEachCallback {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** A client and its server. */
    Loopback over(Transport transport) throws Exception {
        return over(transport, SipConfiguration.DEFAULT);
    }

    /** @param serving how the server is configured */
    Loopback over(Transport transport, SipConfiguration serving) throws Exception {
        Loopback loopback = ends(new Loopback(transport, serving));
        loopback.listen(0);
        return loopback;
    }

    /** A client whose server does not listen, so that a test says where hers is. */
    Loopback alone(Transport transport) {
        return ends(new Loopback(transport, SipConfiguration.DEFAULT));
    }

    RawPeer peer() throws IOException {
        return ends(new RawPeer());
    }

    RawPeer peer(ServerSocket server) throws IOException {
        return ends(new RawPeer(server));
    }

    /** A client whose alice has opened a connection to that peer, which is yet to greet her where the transport has a greeting. */
    Loopback reaching(RawPeer peer, Transport transport) throws IOException {
        Loopback loopback = alone(transport);
        loopback.port = peer.port();
        loopback.start(Loopback.ALICE, loopback.settings("alice", "pw-alice"));
        peer.accept();
        return loopback;
    }

    /** A client whose alice is connected to that peer. */
    Loopback connected(RawPeer peer) throws IOException {
        Loopback loopback = reaching(peer, Transport.TCP);
        loopback.heard.next(TransportConnected.class);
        return loopback;
    }

    <T extends AutoCloseable> T ends(T made) {
        open.push(made);
        return made;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        end();
    }

    void end() throws Exception {
        if (!open.isEmpty()) {
            try {
                open.pop().close();
            } finally {
                end();
            }
        }
    }
}
