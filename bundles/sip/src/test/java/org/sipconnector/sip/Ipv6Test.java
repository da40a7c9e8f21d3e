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
import org.sipconnector.spi.sip.ServerEvent.ClientRegistered;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;

/** IPv6 addresses are addresses. */
class Ipv6Test {

    private static final DialogId CALL = new DialogId("call-6");
    private static final String SDP = "v=0\r\no=- 1 1 IN IP6 ::1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    @ParameterizedTest
    @EnumSource
    void registersAndCallsBothWays(Transport transport) throws Exception {
        Loopback loopback = fixture.alone(transport);
        loopback.host = "::1";
        loopback.listen(0, "::1");
        loopback.start(Loopback.ALICE, loopback.settings("alice", "pw-alice"));
        assertThat(loopback.heard.next(TransportConnected.class).remote()).startsWith("[0:0:0:0:0:0:0:1]:");
        loopback.client.register(Loopback.ALICE);
        loopback.heard.next(Registered.class);
        UserAgentId atServer = loopback.served.next(ClientRegistered.class).userAgent();

        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", SDP, List.of());
        IncomingInvite atRoom = loopback.served.next(IncomingInvite.class);
        loopback.server.accept(atRoom.dialog(), SDP, List.of());
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        loopback.served.next(DialogConfirmed.class);
        loopback.server.terminate(atRoom.dialog(), SipCause.TERMINATED, Optional.empty());
        loopback.heard.next(DialogEnded.class);

        loopback.server.invite(atServer, new DialogId("back"), "sip:alice@sip.test", SDP, List.of());
        DialogId back = loopback.heard.next(IncomingInvite.class).dialog();
        loopback.client.accept(back, SDP, List.of());
        loopback.served.next(DialogAnswered.class);
        loopback.server.acknowledge(new DialogId("back"));
        loopback.heard.next(DialogConfirmed.class);
        loopback.client.terminate(back, SipCause.TERMINATED, Optional.empty());
        loopback.served.next(DialogEnded.class);
        loopback.stopAndExpectNothingLeft();
    }
}
