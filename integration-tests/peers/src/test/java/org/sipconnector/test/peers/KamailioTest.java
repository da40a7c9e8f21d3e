/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;

/** Accounts registered at a real Kamailio call one another, over every transport. */
class KamailioTest {

    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
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
        assertThat(phone.next(Registered.class).expires()).isEqualTo(300);
        return phone;
    }

    @ParameterizedTest
    @EnumSource
    void registersCallsTalksAndHangsUp(Transport transport) throws Exception {
        try (SipFoundation sip = new SipFoundation()) {
            Phone caller = registered(sip, "1001", transport);
            Phone called = registered(sip, "1002", transport);
            DialogId call = new DialogId("call");
            sip.invite(caller.id, call, "sip:1002@sip.test", OFFER, List.of(new Header("X-Vinteo-Session", "a b")));

            IncomingInvite invite = called.next(IncomingInvite.class);
            assertThat(invite.fromUser()).isEqualTo("1001");
            assertThat(Header.find(invite.headers(), "X-Vinteo-Session")).contains("a b");
            sip.ring(invite.dialog());
            sip.accept(invite.dialog(), ANSWER, List.of());
            assertThat(caller.next(DialogAnswered.class).answer()).contains(ANSWER);
            sip.acknowledge(call);
            caller.next(DialogConfirmed.class);
            called.next(DialogConfirmed.class);

            sip.requestInDialog(call, OutgoingRequest.info("dtmf", List.of(),
                    new SipBody("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n")));
            assertThat(caller.next(RequestAnswered.class).status()).isEqualTo(200);
            assertThat(called.next(DialogRequestReceived.class).body().orElseThrow().content()).startsWith("Signal=5");

            sip.reinvite(invite.dialog(), OFFER, List.of());
            caller.next(ReinviteReceived.class);
            sip.answerReinvite(call, ANSWER);
            assertThat(called.next(ReinviteAnswered.class).answer()).contains(ANSWER);
            sip.acknowledge(invite.dialog());

            sip.terminate(invite.dialog(), SipCause.TERMINATED, Optional.empty());
            assertThat(caller.next(DialogEnded.class).failure().originator()).isEqualTo(Originator.REMOTE);
            sip.stop(caller.id);
            sip.stop(called.id);
            assertThat(caller.next(TransportDisconnected.class).error()).isFalse();
            assertThat(called.next(TransportDisconnected.class).error()).isFalse();
            assertThat(sip.statistics().dialogs()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "UDP", mode = EnumSource.Mode.EXCLUDE)
    void restartedServerGetsAllRegistrationsBack(Transport transport) throws Exception {
        try (SipFoundation sip = new SipFoundation()) {
            Phone phone = registered(sip, "1001", transport);
            kamailio.stop();
            assertThat(phone.next(TransportDisconnected.class).error()).isTrue();
            kamailio.launch();
            phone.next(TransportConnected.class);
            phone.next(Registered.class);
        }
    }
}
