/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.testkit.Await;

/** What was answered, refused or could not be sent is in no table any more, though the connection goes on. */
class LeftoversTest {

    private static final int MANY = 1_000;
    private static final SipStatistics ONE_CONNECTION = new SipStatistics(1, 1, 0, 0, 0);

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private static void expectOneConnection(Loopback loopback) {
        Await.reading("the client keeps one connection alone", loopback.client::statistics, ONE_CONNECTION::equals);
        Await.reading("the server keeps one connection alone", loopback.server::statistics, ONE_CONNECTION::equals);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "WS"})
    void probesOfBothSides(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        UserAgentId atServer = loopback.connectAlice();
        for (int i = 0; i < MANY; i++) {
            loopback.client.request(Loopback.ALICE, OutgoingRequest.options("c" + i, "sip:alice@sip.test"));
            loopback.server.request(atServer, OutgoingRequest.options("s" + i, "sip:alice@sip.test"));
        }
        for (int i = 0; i < MANY; i++) {
            loopback.heard.next(RequestAnswered.class);
            loopback.served.next(RequestAnswered.class);
        }
        expectOneConnection(loopback);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "WS"})
    void callsThatWereRefusedOrGivenUp(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        loopback.connectAlice();
        for (int i = 0; i < MANY; i++) {
            DialogId call = new DialogId("call-" + i);
            loopback.client.invite(Loopback.ALICE, call, "sip:100@sip.test", "v=0\r\n", List.of());
            DialogId atServer = loopback.served.next(org.sipconnector.spi.sip.SipEvent.IncomingInvite.class).dialog();
            if (i % 2 == 0) {
                loopback.server.reject(atServer, 486, Optional.empty(), List.of());
            } else {
                loopback.client.terminate(call, SipCause.CANCELED, Optional.empty());
            }
            loopback.heard.next(DialogFailed.class);
        }
        expectOneConnection(loopback);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "WS"})
    void whatWasSentWithoutAConnection(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        loopback.server.close("mcu").toCompletableFuture().join();
        loopback.start(Loopback.ALICE, loopback.settings("alice", "pw-alice"));
        loopback.heard.next(TransportDisconnected.class);
        for (int i = 0; i < MANY; i++) {
            loopback.client.invite(Loopback.ALICE, new DialogId("call-" + i), "sip:100@sip.test", "v=0\r\n", List.of());
            loopback.client.request(Loopback.ALICE, OutgoingRequest.options("c" + i, "sip:alice@sip.test"));
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.CONNECTION_ERROR);
            loopback.heard.next(RequestFailed.class);
        }
        Await.reading("the client keeps one connection alone", loopback.client::statistics, new SipStatistics(1, 0, 0, 0, 0)::equals);
    }
}
