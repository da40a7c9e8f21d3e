/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.foundation.JumpingAhead;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;

/** A process whose account goes on in another one, as it was kept, and that does not know it, is refused by a real registrar and by its peer. */
class FormerOwnerTest {

    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final SipBody KEY = new SipBody("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n");
    private static Kamailio kamailio;

    @BeforeAll
    static void startKamailio() throws Exception {
        kamailio = Programs.kamailio();
    }

    @AfterAll
    static void stopKamailio() throws Exception {
        if (kamailio != null) {
            kamailio.close();
        }
    }

    private static Phone registered(SipFoundation sip, String user, Transport transport) throws InterruptedException {
        Phone phone = new Phone(sip, user);
        phone.start(transport, kamailio.port(transport), Kamailio.DOMAIN, kamailio.authority());
        phone.next(TransportConnected.class);
        sip.register(phone.id);
        phone.next(Registered.class);
        return phone;
    }

    /** The account as a store has it, in another process. */
    private static Phone takenUp(SipFoundation former, SipFoundation next, String user) {
        ConnectorId owner = ConnectorId.of(user);
        Object kept = former.copy(owner).toCompletableFuture().join().orElseThrow();
        Phone phone = new Phone(next, user);
        next.takeUp(owner, ((JumpingAhead) kept).jumpedAhead(Duration.ZERO));
        phone.next(Registered.class);
        return phone;
    }

    @ParameterizedTest
    @EnumSource
    void theRegistrarRefusesIt(Transport transport) throws Exception {
        try (SipFoundation former = new SipFoundation(); SipFoundation next = new SipFoundation()) {
            Phone before = registered(former, "1001", transport);
            takenUp(former, next, "1001");

            former.register(before.id);
            assertThat(before.next(RegistrationFailed.class).failure().status()).isGreaterThanOrEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePeerOfACallRefusesIt(Transport transport) throws Exception {
        try (SipFoundation former = new SipFoundation(); SipFoundation next = new SipFoundation(); SipFoundation peer = new SipFoundation()) {
            Phone before = registered(former, "1001", transport);
            Phone called = registered(peer, "1002", transport);
            DialogId call = new DialogId("call");
            former.invite(before.id, call, "sip:1002@sip.test", OFFER, List.of());
            IncomingInvite invite = called.next(IncomingInvite.class);
            peer.accept(invite.dialog(), ANSWER, List.of());
            before.next(DialogAnswered.class);
            former.acknowledge(call);
            called.next(DialogConfirmed.class);
            Phone after = takenUp(former, next, "1001");

            next.requestInDialog(call, OutgoingRequest.info("dtmf", List.of(), KEY));
            assertThat(after.next(RequestAnswered.class).status()).isEqualTo(200);
            called.next(DialogRequestReceived.class);
            former.requestInDialog(call, OutgoingRequest.info("late", List.of(), KEY));
            assertThat(before.next(RequestFailed.class).failure().status()).isEqualTo(500);
            assertThat(called.heard(DialogRequestReceived.class)).isEqualTo(1);
        }
    }
}
