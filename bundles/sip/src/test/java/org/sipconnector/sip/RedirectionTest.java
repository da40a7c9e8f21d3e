/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.Registered;

/** Answers that send us elsewhere, and names the registrar gives us. */
class RedirectionTest extends CallOverWire {

    private void refuse(Message invite, String status, String... headers) throws IOException {
        peer.answerWithout(invite, status, "t" + status.charAt(0), headers);
        peer.read("ACK");
    }

    @Test
    void callGoesToTheLikeliestContactFirstAndToTheNextWhenThatFails() throws IOException {
        Message first = invite();
        refuse(first, "302 Moved Temporarily", "Contact: <sip:low@b.test>;q=0.2, \"B, C\" <sip:high@c.test?X=y>;q=0.9",
                "Contact: <tel:+49123>, <sips:secure@d.test>");
        Message second = peer.read("INVITE sip:high@c.test SIP/2.0");
        assertThat(second.header("Call-ID")).isEqualTo(first.header("Call-ID"));
        assertThat(second.header("From")).isEqualTo(first.header("From"));
        assertThat(second.header("To")).isEqualTo("<sip:100@sip.test>");
        assertThat(second.body()).isEqualTo(OFFER);
        refuse(second, "480 Temporarily Unavailable");
        Message third = peer.read("INVITE sip:low@b.test SIP/2.0");
        peer.answer(third, "200 OK", "t9", OFFER, new String[0]);
        loopback.heard.next(DialogAnswered.class);
    }

    @Test
    void loopEndsAsRedirected() throws IOException {
        refuse(invite(), "302 Moved Temporarily", "Contact: <sip:a@b.test>");
        refuse(peer.read("INVITE sip:a@b.test"), "301 Moved", "Contact: <sip:100@SIP.test>, <sip:A@b.test>");
        assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.REDIRECTED);
    }

    @Test
    void endlessRedirectionEnds() throws IOException {
        Message invite = invite();
        for (int i = 0; i < 5; i++) {
            refuse(invite, "302 Moved Temporarily", "Contact: <sip:x" + i + "@b.test>");
            invite = peer.read("INVITE sip:x" + i + "@b.test");
        }
        refuse(invite, "302 Moved Temporarily", "Contact: <sip:x9@b.test>");
        assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.REDIRECTED);
    }

    @Test
    void globalRefusalIsFinal() throws IOException {
        refuse(invite(), "302 Moved Temporarily", "Contact: <sip:a@b.test>, <sip:c@b.test>");
        refuse(peer.read("INVITE sip:a@b.test"), "603 Decline");
        assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.REJECTED);
    }

    @Test
    void registrationFollowsToo() throws IOException {
        loopback.client.register(Loopback.ALICE);
        Message first = peer.read("REGISTER sip:sip.test");
        peer.answerWithout(first, "302 Moved Temporarily", "t1", "Contact: <sip:registrar2.test>");
        Message second = peer.read("REGISTER sip:registrar2.test");
        assertThat(second.header("Call-ID")).isEqualTo(first.header("Call-ID"));
        assertThat(second.header("CSeq")).isEqualTo("2 REGISTER");
        peer.answer(second, "200 OK", "t2", "Expires: 60");
        loopback.heard.next(Registered.class);
    }

    @Test
    void nameTheRegistrarGivesUsIsTheContactOfCallsButNotOfTheRegistration() throws IOException {
        loopback.client.register(Loopback.ALICE);
        Message register = peer.read("REGISTER");
        assertThat(register.header("Supported")).isEqualTo("path,gruu,outbound");
        String gruu = "sip:alice@sip.test;gr=urn:uuid:f81d4fae";
        peer.answerWithout(register, "200 OK", "t1", "Contact: " + register.header("Contact").replace("expires=300", "expires=60")
                + ";pub-gruu=\"" + gruu + "\";temp-gruu=\"sip:tgruu.7hs==jd7vnzga5w7fajsc7-ajd6fabz0f8g5@sip.test;gr\"");
        assertThat(loopback.heard.next(Registered.class).expires()).isEqualTo(60);
        Message invite = invite();
        assertThat(invite.header("Contact")).isEqualTo("<" + gruu + ">");
        assertThat(invite.header("Supported")).isEqualTo("gruu,ice,replaces,outbound");
        refuse(invite, "486 Busy Here");

        loopback.client.register(Loopback.ALICE);
        Message again = peer.read("REGISTER");
        assertThat(again.header("Contact")).isEqualTo(register.header("Contact"));
        peer.answer(again, "200 OK", "t2", "Expires: 60");
    }
}
