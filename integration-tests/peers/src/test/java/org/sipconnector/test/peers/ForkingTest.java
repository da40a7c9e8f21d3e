/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.testkit.Await;

/** A user registered at two places: a real proxy rings both. */
@Timeout(600)
class ForkingTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
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

    private static Phone registered(SipFoundation sip, String id, String user) throws InterruptedException {
        Phone phone = new Phone(sip, id, user);
        phone.start(Transport.TCP, kamailio.port(Transport.TCP), Kamailio.DOMAIN, kamailio.authority());
        phone.next(TransportConnected.class);
        sip.register(phone.id);
        phone.next(Registered.class);
        return phone;
    }

    @Test
    void whoAnswersFirstHasTheCallAndTheOtherIsCancelled() throws Exception {
        try (SipFoundation sip = new SipFoundation(); SipFoundation other = new SipFoundation()) {
            Phone caller = registered(sip, "caller", "1001");
            Phone desk = registered(sip, "desk", "1002");
            Phone mobile = registered(other, "mobile", "1002");
            DialogId call = new DialogId("call");
            sip.invite(caller.id, call, "sip:1002@sip.test", SDP, List.of());
            IncomingInvite atDesk = desk.next(IncomingInvite.class);
            IncomingInvite atMobile = mobile.next(IncomingInvite.class);
            sip.ring(atDesk.dialog());
            other.ring(atMobile.dialog());
            caller.next(DialogProgress.class);
            other.accept(atMobile.dialog(), SDP, List.of());

            caller.next(DialogAnswered.class);
            sip.acknowledge(call);
            mobile.next(DialogConfirmed.class);
            DialogFailed cancelled = desk.next(DialogFailed.class);
            assertThat(cancelled.failure().cause()).isEqualTo(SipCause.CANCELED);
            assertThat(cancelled.failure().originator()).isEqualTo(Originator.REMOTE);
            sip.terminate(call, SipCause.TERMINATED, Optional.empty());
            mobile.next(DialogEnded.class);
            nothingIsLeft(sip, other);
        }
    }

    @Test
    void ofTwoAnswersOneIsTakenAndTheOtherEndedAtOnce() throws Exception {
        try (SipFoundation sip = new SipFoundation(); SipFoundation other = new SipFoundation()) {
            Phone caller = registered(sip, "caller", "1001");
            Phone desk = registered(sip, "desk", "1002");
            Phone mobile = registered(other, "mobile", "1002");
            DialogId call = new DialogId("call");
            sip.invite(caller.id, call, "sip:1002@sip.test", SDP, List.of());
            IncomingInvite atDesk = desk.next(IncomingInvite.class);
            IncomingInvite atMobile = mobile.next(IncomingInvite.class);
            sip.accept(atDesk.dialog(), SDP, List.of());
            other.accept(atMobile.dialog(), SDP, List.of());

            caller.next(DialogAnswered.class);
            sip.acknowledge(call);
            caller.next(DialogConfirmed.class);
            Await.until("the caller and one of the called are in a call", () -> sip.statistics().dialogs() + other.statistics().dialogs() == 2,
                    () -> List.of(sip.statistics(), other.statistics()));
            sip.terminate(call, SipCause.TERMINATED, Optional.empty());
            nothingIsLeft(sip, other);
        }
    }

    private static void nothingIsLeft(SipFoundation... all) {
        for (SipFoundation one : all) {
            Await.reading("no dialog is left", one::statistics, now -> now.dialogs() == 0);
        }
    }
}
