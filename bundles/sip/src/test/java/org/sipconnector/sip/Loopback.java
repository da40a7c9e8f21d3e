/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipOptions;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** A client and a server of ours on loopback. Passwords are "pw-" and the user's name; "nobody" is unknown. */
final class Loopback implements AutoCloseable {

    static final String DOMAIN = "sip.test";
    static final String PATH = "/webrtc/wss/";
    static final UserAgentId ALICE = new UserAgentId("alice-ua");

    static final Duration PATIENCE = Duration.ofSeconds(40);

    SipFoundation client = new SipFoundation();
    final SipFoundation server;
    final EventRecorder heard = new EventRecorder();
    final EventRecorder served = new EventRecorder();
    private final ConnectorId clientOwner = ConnectorId.of("client");
    private final ConnectorId serverOwner = ConnectorId.of("server");
    private final Transport transport;
    /** Where the server is, as the client is told. */
    String host = "localhost";
    int port;

    /** @param serving how the server is configured */
    Loopback(Transport transport, SipConfiguration serving) {
        this.server = new SipFoundation(serving);
        this.transport = transport;
        client.attach(clientOwner, heard);
        server.attach(serverOwner, served);
    }

    void listen(int wanted) throws Exception {
        listen(wanted, "localhost");
    }

    void listen(int wanted, String certificate) throws Exception {
        port = server.listen(serverOwner, "mcu", Settings.serving(transport, new InetSocketAddress(address(), wanted), certificate),
                user -> user.equals("nobody") ? Optional.empty() : Optional.of(Secret.of("pw-" + user)))
                .toCompletableFuture().get(40, TimeUnit.SECONDS).getPort();
    }

    private InetAddress address() {
        return host.equals("localhost") ? InetAddress.getLoopbackAddress() : NetUtil.createInetAddressFromIpAddressString(host);
    }

    /** Another hears what the server's owner did. */
    void served(EventSink other) {
        server.attach(serverOwner, other);
    }

    UserAgentSettings settings(String user, String password) {
        return new UserAgentSettings(
                new TransportTarget(transport, host, port, PATH, Optional.of("https://" + DOMAIN), Settings.trust(transport)),
                new SipAccount(user, DOMAIN, "Test_User", user, Optional.of(Secret.of(password))),
                new RegistrationOptions(Duration.ofSeconds(300), Optional.empty(), List.of(new Header("X-Vinteo-Remote", "10.1.2.3"))),
                Settings.RECOVERY, "test agent", false, new SipOptions(Optional.empty(), List.of(), Optional.empty(), true));
    }

    /** Starts alice and waits until she is connected; the server's side of her. UDP has none before its first packet. */
    UserAgentId connectAlice() {
        client.start(clientOwner, ALICE, settings("alice", "pw-alice"));
        heard.next(SipEvent.TransportConnected.class);
        if (transport == Transport.UDP) {
            client.request(ALICE, OutgoingRequest.options("hello", "sip:alice@sip.test"));
            heard.next(SipEvent.RequestAnswered.class);
        }
        return served.next(org.sipconnector.spi.sip.ServerEvent.ClientConnected.class).userAgent();
    }

    /** Another foundation takes the client's place, as the stand-in does it when the bundle is replaced. */
    void replaceClient() {
        replaceClient(LeavePeriods.STANDARD);
    }

    /** The same where the peer answers what is withdrawn, however long that takes here. */
    void replaceClientOnceAnswered() {
        replaceClient(new LeavePeriods(LeavePeriods.STANDARD.answers(), PATIENCE, PATIENCE));
    }

    private void replaceClient(LeavePeriods periods) {
        SipFoundation former = client;
        Map<ConnectorId, Object> left = former.leave(periods);
        former.close();
        client = new SipFoundation();
        client.attach(clientOwner, heard);
        left.forEach(client::takeUp);
    }

    /** Freezes the server's end and returns when it is frozen: a request sent after that gets no answer. */
    void stall(UserAgentId atServer) {
        server.stall(atServer);
        server.request(atServer, new OutgoingRequest("frozen", "OPTIONS", "sip:x@sip.test", List.of(), Optional.empty(),
                Duration.ofMillis(1)));
        served.next(SipEvent.RequestFailed.class);
    }

    void start(UserAgentId id, UserAgentSettings settings) {
        client.start(clientOwner, id, settings);
    }

    ConnectorId serverOwner() {
        return serverOwner;
    }

    ConnectorId clientOwner() {
        return clientOwner;
    }

    /** Stops alice and checks that neither side keeps anything. */
    void stopAndExpectNothingLeft() {
        client.stop(ALICE);
        heard.next(SipEvent.TransportDisconnected.class, event -> !event.error());
        if (transport == Transport.UDP) {
            server.close("mcu");
        }
        expectNothingLeft();
    }

    void expectNothingLeft() {
        SipStatistics empty = new SipStatistics(0, 0, 0, 0, 0);
        Await.reading("the client keeps nothing", client::statistics, empty::equals);
        Await.reading("the server keeps nothing", server::statistics, empty::equals);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
