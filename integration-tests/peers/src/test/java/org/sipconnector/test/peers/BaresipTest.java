/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.testkit.Await;

/** baresip and we call one another through Kamailio, and it echoes our sound when we call; each side hangs up once in each direction. */
class BaresipTest {

    private static final DialogId CALL = new DialogId("call");

    private static Kamailio kamailio;
    private static Baresip baresip;
    private final SipFoundation sip = new SipFoundation();
    private final Phone phone = new Phone(sip, "1001");
    private Sound sound;

    @BeforeAll
    static void start() throws Exception {
        Programs.need("baresip", "baresip-core");
        kamailio = Programs.kamailio();
        baresip = new Baresip("2001", kamailio.port(Transport.TCP));
        Await.until("baresip is registered", () -> kamailio.registrations("2001") == 1, baresip::toString);
    }

    @AfterAll
    static void stop() throws Exception {
        if (baresip != null) {
            baresip.close();
        }
        if (kamailio != null) {
            kamailio.close();
        }
    }

    @BeforeEach
    void register() throws Exception {
        sound = new Sound();
        phone.start(Transport.TCP, kamailio.port(Transport.TCP), Kamailio.DOMAIN, kamailio.authority());
        phone.next(TransportConnected.class);
        sip.register(phone.id);
        phone.next(Registered.class);
    }

    @AfterEach
    void nothingIsLeft() {
        sound.close();
        Await.reading("no dialog is left", sip::statistics, now -> now.dialogs() == 0);
        sip.close();
    }

    private void weCall() throws Exception {
        sip.invite(phone.id, CALL, "sip:2001@sip.test", sound.description(), List.of());
        String answer = phone.next(DialogAnswered.class).answer().orElseThrow();
        sip.acknowledge(CALL);
        phone.next(DialogConfirmed.class);
        assertThat(sound.comesBack(answer, 25)).as("%s", baresip).isTrue();
    }

    private DialogId itCalls() throws Exception {
        baresip.run("dial", "sip:1001@sip.test");
        IncomingInvite invite = phone.next(IncomingInvite.class);
        assertThat(invite.fromUser()).isEqualTo("2001");
        assertThat(invite.offer().orElseThrow()).contains("m=audio", "PCMU/8000");
        sip.ring(invite.dialog());
        sip.accept(invite.dialog(), sound.description(), List.of());
        phone.next(DialogConfirmed.class);
        return invite.dialog();
    }

    private void itHangsUp() throws Exception {
        baresip.run("hangup", "");
        expectEnd(Originator.REMOTE);
    }

    private void weHangUp(DialogId call) throws Exception {
        sip.terminate(call, SipCause.TERMINATED, Optional.empty());
        expectEnd(Originator.LOCAL);
    }

    private void expectEnd(Originator originator) throws Exception {
        DialogEnded end = phone.next(DialogEnded.class);
        assertThat(List.of(end.failure().originator(), end.failure().cause()))
                .isEqualTo(List.of(originator, SipCause.TERMINATED));
    }

    @Test
    void weCallAndHangUp() throws Exception {
        weCall();
        weHangUp(CALL);
    }

    @Test
    void weCallAndBaresipHangsUp() throws Exception {
        weCall();
        itHangsUp();
    }

    @Test
    void baresipCallsAndHangsUp() throws Exception {
        itCalls();
        itHangsUp();
    }

    @Test
    void baresipCallsAndWeHangUp() throws Exception {
        weHangUp(itCalls());
    }
}
