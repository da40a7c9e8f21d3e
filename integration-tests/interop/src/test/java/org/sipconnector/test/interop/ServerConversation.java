/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.util.Set;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorConfigurationBuilder;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.media.MediaEngine;

/** A connector and its scripted server, and what they have said. */
final class ServerConversation extends ScriptedUserAgent {

    final ScriptedPeer peer;
    final Transport transport;
    private final ConnectorConfigurationBuilder configuration;
    private final MediaEngine media;
    private RealConnector connector;

    /**
     * @param transports the first is the connector's
     * @param media prepared, or a real engine that the caller closes
     */
    ServerConversation(Set<Transport> transports, MediaEngine media) throws IOException {
        this.peer = ScriptedPeer.listening(transports);
        this.transport = transports.iterator().next();
        this.media = media;
        this.configuration = ConnectorConfiguration.builder("interop").server("127.0.0.1:" + peer.port()).domain(DOMAIN)
                .transport(transport).account(USER, Secret.of(PASSWORD)).displayName("Alice");
        if (transport.secure()) {
            configuration.trust(TlsTrust.caFile(PeerCertificate.get().file().toString()));
        }
    }

    /** To be changed before the connector is first asked for. */
    ConnectorConfigurationBuilder configuration() {
        return configuration;
    }

    RealConnector connector() {
        if (connector == null) {
            connector = new RealConnector(configuration.build(), media);
        }
        return connector;
    }

    /** The next connection; what is said now goes over it. */
    void connected() throws InterruptedException {
        connection = peer.nextConnection();
    }

    @Override
    ReceivedMessage next() throws InterruptedException {
        return peer.next();
    }

    @Override
    void saidNothing() {
        peer.saidNothing();
    }

    @Override
    Address own() {
        return new Address("sip:600@" + DOMAIN, "");
    }

    @Override
    Address other() {
        return new Address("sip:" + USER + '@' + DOMAIN, heard("register").uri("Contact"));
    }

    @Override
    int port() {
        return peer.port();
    }

    @Override
    String context() {
        return "The connector told last: " + connector().toldLast();
    }

    @Override
    public void close() {
        peer.close();
        if (connector != null) {
            connector.close();
        }
    }
}
