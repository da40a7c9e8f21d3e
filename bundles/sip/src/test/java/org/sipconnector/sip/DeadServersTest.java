/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.transport.Limits;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/**
 * Servers that do not answer, each in its way, do not slow the accounts of others: whatever waited for one of them on a
 * thread would, at the pace they are tried again here, keep the others from ever being served.
 */
class DeadServersTest {

    private static final int LIVE = 100;
    private static final int DEAD = 10;

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private final ConnectorId owner = ConnectorId.of("client");
    private final EventRecorder heard = new EventRecorder();
    private TestNames names;
    private DatagramSocket silentNames;
    private SipFoundation client;

    @BeforeEach
    void namesThatAreKnownAndOneThatIsNeverAnswered() throws IOException {
        names = fixture.ends(new TestNames()).host("live.test", "127.0.0.1").silent("dead.test");
        silentNames = fixture.ends(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        client = fixture.ends(new SipFoundation(new SipConfiguration(List.of(names.address()), Limits.DEFAULT)));
        client.attach(owner, heard);
    }

    @AfterEach
    void nothingIsLeft() {
        client.release(owner);
        Await.reading("the client keeps nothing", client::statistics, new SipStatistics(0, 0, 0, 0, 0)::equals);
    }

    @Test
    void accountsOfOthersRegisterWhileNamesConnectionsAndHandshakesAreNotAnswered() throws Exception {
        Loopback server = fixture.over(Transport.TLS);
        Loopback webSocket = fixture.over(Transport.WSS);
        dead(Settings.alice(Transport.TCP, "dead.test", 5060));
        dead(Settings.alice(Transport.TLS, "dead.test", 0));
        dead(Settings.alice(Transport.TCP, "127.0.0.1", unanswered()));
        dead(Settings.alice(Transport.TLS, "127.0.0.1", accepting()));
        dead(Settings.alice(Transport.WS, "127.0.0.1", accepting()));
        dead(Settings.alice(Transport.WSS, "127.0.0.1", accepting()));
        dead(Settings.alice(Transport.UDP, "127.0.0.1", silentNames.getLocalPort()));
        Set<UserAgentId> live = IntStream.range(0, LIVE).mapToObj(i -> new UserAgentId("live-" + i)).collect(Collectors.toSet());
        for (UserAgentId id : live) {
            Loopback one = id.hashCode() % 2 == 0 ? server : webSocket;
            UserAgentSettings usual = one.settings("alice", "pw-alice");
            client.start(owner, id, Settings.at(usual, one.port));
            client.register(id);
        }
        List<UserAgentId> registered = new ArrayList<>();
        while (registered.size() < LIVE) {
            registered.add(heard.next(SipEvent.Registered.class).userAgent());
        }
        assertThat(registered).containsExactlyInAnyOrderElementsOf(live);
    }

    private void dead(UserAgentSettings settings) {
        for (int i = 0; i < DEAD; i++) {
            UserAgentId id = new UserAgentId(
                    "dead-" + settings.server().transport() + '-' + settings.server().host() + '-' + settings.server().port() + '-' + i);
            client.start(owner, id, settings);
            client.register(id);
        }
    }

    /** A port whose connections the system does not answer, as behind a firewall. */
    private int unanswered() throws IOException {
        ServerSocket server = fixture.ends(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < 50; i++) {
            Socket socket = fixture.ends(new Socket());
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 300);
            } catch (SocketTimeoutException full) {
                return server.getLocalPort();
            }
        }
        throw new AssertionError("the system takes any number of connections");
    }

    /** A port that takes connections and says nothing. */
    private int accepting() throws IOException {
        return fixture.ends(new ServerSocket(0, 200, InetAddress.getLoopbackAddress())).getLocalPort();
    }

    @Test
    void aNameThatIsNotAnsweredIsAskedForOnceWhateverTheNumberOfAccounts() {
        dead(Settings.alice(Transport.TCP, "dead.test", 5060));
        heard.next(SipEvent.TransportConnecting.class);
        for (int i = 0; i < DEAD; i++) {
            heard.next(SipEvent.TransportDisconnected.class);
        }
        assertThat(names.asked).filteredOn("A dead.test"::equals).hasSizeLessThan(DEAD);
    }
}
