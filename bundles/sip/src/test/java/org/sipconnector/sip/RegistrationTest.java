/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportConnecting;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipEvent.Unregistered;

/** What becomes of registrations when something is wrong. */
class RegistrationTest {

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    @Test
    void wrongPasswordFailsOnceWith403AndIsNotRetried() throws Exception {
        Loopback loopback = fixture.over(Transport.WS);
        loopback.start(Loopback.ALICE, loopback.settings("alice", "wrong"));
        loopback.heard.next(TransportConnected.class);
        loopback.client.register(Loopback.ALICE);

        RegistrationFailed failed = loopback.heard.next(RegistrationFailed.class);
        assertThat(failed.failure().status()).isEqualTo(403);
        assertThat(failed.failure().cause()).isEqualTo(SipCause.REJECTED);
        assertThat(failed.failure().originator()).isEqualTo(Originator.REMOTE);
        assertThat(loopback.served.next(ServerEvent.RegistrationRefused.class).status()).isEqualTo(403);
        loopback.stopAndExpectNothingLeft();
        assertThat(loopback.heard.names()).containsOnlyOnce("RegistrationFailed");
    }

    @Test
    void registeringAgainWhileRegisteredAnswersAgain() throws Exception {
        Loopback loopback = fixture.over(Transport.WS);
        loopback.connectAlice();
        loopback.client.register(Loopback.ALICE);
        loopback.heard.next(Registered.class);
        loopback.client.register(Loopback.ALICE);
        loopback.heard.next(Registered.class);
        loopback.client.unregister(Loopback.ALICE);
        assertThat(loopback.heard.next(Unregistered.class).failure()).isEmpty();
        loopback.client.unregister(Loopback.ALICE);
        assertThat(loopback.heard.next(Unregistered.class).failure()).isEmpty();
        loopback.stopAndExpectNothingLeft();
    }

    @Test
    void unreachableServerIsReportedAs1006AndTriedAgain() throws Exception {
        Loopback loopback = fixture.over(Transport.WS);
        loopback.server.close("mcu").toCompletableFuture().join();
        loopback.start(Loopback.ALICE, loopback.settings("alice", "pw-alice"));
        assertThat(loopback.heard.next(TransportConnecting.class).attempt()).isEqualTo(1);
        TransportDisconnected refused = loopback.heard.next(TransportDisconnected.class);
        assertThat(refused.error()).isTrue();
        assertThat(refused.opened()).isFalse();
        assertThat(refused.code()).isEqualTo(1006);
        assertThat(refused.reason()).containsIgnoringCase("refused");

        loopback.client.register(Loopback.ALICE);
        assertThat(loopback.heard.next(RegistrationFailed.class).failure().cause())
                .isEqualTo(SipCause.CONNECTION_ERROR);
        assertThat(loopback.heard.next(TransportConnecting.class).attempt()).isEqualTo(2);
        loopback.listen(loopback.port);
        loopback.heard.next(TransportConnected.class);
        loopback.heard.next(Registered.class);
        loopback.stopAndExpectNothingLeft();
    }

    @Test
    void lostTransportFailsWhatIsPendingThenReportsThenRecoversAndRegistersAgain() throws Exception {
        Loopback loopback = fixture.over(Transport.WS);
        UserAgentId atServer = loopback.connectAlice();
        loopback.client.register(Loopback.ALICE);
        loopback.heard.next(Registered.class);
        loopback.stall(atServer);
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("ping", "sip:alice@sip.test"));
        loopback.server.drop(atServer);

        RequestFailed failed = loopback.heard.next(RequestFailed.class);
        assertThat(failed.failure().cause()).isEqualTo(SipCause.CONNECTION_ERROR);
        assertThat(failed.failure().originator()).isEqualTo(Originator.SYSTEM);
        assertThat(loopback.heard.next(TransportDisconnected.class).opened()).isTrue();
        loopback.heard.next(Unregistered.class);
        loopback.heard.next(TransportConnected.class);
        loopback.heard.next(Registered.class);
        loopback.stopAndExpectNothingLeft();
    }

    @Test
    void eventsWaitInOrderWhileTheOwnerIsDetached() throws Exception {
        Loopback loopback = fixture.over(Transport.WS);
        loopback.client.detach(loopback.clientOwner());
        loopback.start(Loopback.ALICE, loopback.settings("alice", "pw-alice"));
        loopback.served.next(ServerEvent.ClientConnected.class);
        loopback.client.register(Loopback.ALICE);
        loopback.served.next(ServerEvent.ClientRegistered.class);
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("o", "sip:alice@sip.test"));
        assertThat(loopback.heard.all()).isEmpty();

        loopback.client.attach(loopback.clientOwner(), loopback.heard);
        assertThat(loopback.heard.next(RequestAnswered.class).id()).isEqualTo("o");
        assertThat(loopback.heard.names()).containsExactly("TransportConnecting", "TransportConnected",
                "Registered", "RequestAnswered");
        loopback.stopAndExpectNothingLeft();
    }

    @Test
    void releaseFreesEverythingOfTheOwnerWithoutAnEvent() throws Exception {
        Loopback loopback = fixture.over(Transport.WS);
        loopback.connectAlice();
        loopback.client.register(Loopback.ALICE);
        loopback.heard.next(Registered.class);
        loopback.client.release(loopback.clientOwner());
        loopback.served.next(ServerEvent.ClientUnregistered.class);
        loopback.expectNothingLeft();
        assertThat(loopback.heard.names()).doesNotContain("TransportDisconnected");
    }

    @Test
    void optionsTimesOutAfterItsOwnTime() throws Exception {
        Loopback loopback = fixture.over(Transport.WS);
        UserAgentId atServer = loopback.connectAlice();
        loopback.stall(atServer);
        loopback.client.request(Loopback.ALICE, new OutgoingRequest("ping", "OPTIONS", "sip:alice@sip.test",
                java.util.List.of(), Optional.empty(), java.time.Duration.ofMillis(100)));
        RequestFailed failed = loopback.heard.next(RequestFailed.class);
        assertThat(failed.failure().cause()).isEqualTo(SipCause.REQUEST_TIMEOUT);
        assertThat(failed.failure().originator()).isEqualTo(Originator.SYSTEM);
        loopback.server.drop(atServer);
        loopback.heard.next(TransportConnected.class);
        loopback.stopAndExpectNothingLeft();
    }
}
