/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipEvent;

/** The foundation ends right after its owners have gone, as when the framework stops. */
class FarewellTest {

    private static final DialogId CALL = new DialogId("call");
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    @Test
    void aFoundationWithAnAccountMayBeClosedTwice() throws Exception {
        Loopback loopback = fixture.over(Transport.TCP);
        registeredAndInCall(loopback);

        loopback.client.close();

        assertThatCode(loopback.client::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"WSS", "WS", "TCP", "UDP"})
    void callsAndRegistrationsOfOwnersThatHaveGoneEndPolitely(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        registeredAndInCall(loopback);

        loopback.client.release(loopback.clientOwner());
        loopback.client.close();

        loopback.served.next(ServerEvent.ClientUnregistered.class);
        SipEvent.DialogEnded bye = loopback.served.next(SipEvent.DialogEnded.class);
        assertThat(bye.failure().originator()).isEqualTo(Originator.REMOTE);
    }

    @Test
    void aPeerThatDoesNotAnswerHoldsTheEndUpForTwoSecondsAtMost() throws Exception {
        Loopback loopback = fixture.over(Transport.TCP);
        UserAgentId atServer = registeredAndInCall(loopback);
        loopback.stall(atServer);
        Instant start = Instant.now();
        loopback.client.release(loopback.clientOwner());
        loopback.client.close();

        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(12));
    }

    private static UserAgentId registeredAndInCall(Loopback loopback) {
        UserAgentId atServer = loopback.connectAlice();
        loopback.client.register(Loopback.ALICE);
        loopback.heard.next(SipEvent.Registered.class);
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", SDP, List.of());
        SipEvent.IncomingInvite invite = loopback.served.next(SipEvent.IncomingInvite.class);
        loopback.server.accept(invite.dialog(), SDP, List.of());
        loopback.heard.next(SipEvent.DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        loopback.served.next(SipEvent.DialogConfirmed.class);
        return atServer;
    }
}
