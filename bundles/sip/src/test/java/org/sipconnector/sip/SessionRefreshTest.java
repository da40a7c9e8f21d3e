/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;

/** Session timers where something goes wrong, or was not expected (RFC 4028). */
class SessionRefreshTest extends CallOverWire {

    private static final int SECONDS = 8;

    @ParameterizedTest
    @ValueSource(strings = {"503 Busy", "500 Error", "488 No", "400 Bad"})
    void aRefusedRefreshIsTriedAgainAndAgainBeforeTheSessionExpires(String refusal) throws IOException {
        established("Session-Expires: " + SECONDS + ";refresher=uac");
        peer.answer(peer.read("UPDATE"), refusal, "t1");
        peer.answer(peer.read("UPDATE"), refusal, "t1");
        Message third = peer.read("UPDATE");
        peer.answer(third, "200 OK", "t1", "Session-Expires: 90;refresher=uac");
        hangUp();
    }

    @Test
    void aRefusedRefreshByReinviteIsTriedAgainToo() throws IOException {
        established("Session-Expires: " + SECONDS + ";refresher=uac", "Allow: INVITE, ACK, BYE");
        peer.answer(peer.read("INVITE"), "503 Busy", "t1");
        peer.read("ACK");
        Message again = peer.read("INVITE");
        peer.answer(again, "200 OK", "t1", ANSWER, new String[] {"Session-Expires: 90;refresher=uac"});
        peer.read("ACK");
        hangUp();
    }

    @Test
    void aSessionThatIsNeverRefreshedEndsInTime() throws IOException {
        established("Session-Expires: 1;refresher=uac");
        Message next = peer.read();
        while (next.head().startsWith("UPDATE")) {
            peer.answer(next, "503 Busy", "t1");
            next = peer.read();
        }
        assertThat(next.head()).startsWith("BYE");
        peer.answer(next, "200 OK", "t1");
        assertThat(loopback.heard.next(DialogEnded.class).failure().originator()).isEqualTo(Originator.SYSTEM);
    }

    /** It must not agree to less than 90 s (RFC 4028 section 4), and shall not make us ask it all the time. */
    @Test
    void aPeerThatAgreesToATinyIntervalIsAskedAtLeisureAndAlwaysSo() throws IOException {
        established("Session-Expires: 1;refresher=uac");
        Message first = peer.read("UPDATE");
        long answered = System.nanoTime();
        peer.answer(first, "200 OK", "t1", "Session-Expires: 1;refresher=uac");
        Message second = peer.read("UPDATE");
        assertThat((System.nanoTime() - answered) / 1_000_000).isGreaterThan(2_900);
        peer.answer(second, "200 OK", "t1", "Session-Expires: 90;refresher=uac");
        hangUp();
    }

    @Test
    void aRefreshOfASessionThePeerHasForgottenEndsIt() throws IOException {
        established("Session-Expires: 1;refresher=uac");
        peer.answer(peer.read("UPDATE"), "481 Gone", "t1");
        peer.answer(peer.read("BYE"), "481 Gone", "t1");
        assertThat(loopback.heard.next(DialogEnded.class).failure().originator()).isEqualTo(Originator.SYSTEM);
    }

    /** Timers are off for alice: what is required is done all the same. */
    @Test
    void aTimerThatIsRequiredIsKept() throws IOException {
        DialogId call = called(OFFER, "Require: timer", "Supported: timer", "Session-Expires: 120;refresher=uas");
        loopback.client.accept(call, ANSWER, java.util.List.of());
        Message ok = peer.read("SIP/2.0 200");
        assertThat(ok.header("Session-Expires")).isEqualTo("120;refresher=uas");
        assertThat(ok.header("Require")).isEqualTo("timer");
        String tag = ok.header("To").substring(ok.header("To").indexOf(";tag=") + 5);
        send("ACK", "ack", tag, 1, "");
        loopback.heard.next(DialogConfirmed.class);
        send("UPDATE", "update", tag, 2, "", "Session-Expires: 100;refresher=uac", "Supported: timer");
        assertThat(peer.read("SIP/2.0 200").header("Session-Expires")).isEqualTo("100;refresher=uac");
        send("BYE", "bye", tag, 3, "");
        peer.read("SIP/2.0 200");
        loopback.heard.next(DialogEnded.class);
    }

    @Test
    void aRequiredTimerThatIsTooShortIsRefusedWithOurMinimum() throws IOException {
        send("INVITE", "first", "", 1, OFFER, "Require: timer", "Session-Expires: 10");
        peer.read("SIP/2.0 100");
        assertThat(peer.read("SIP/2.0 422").header("Min-SE")).isEqualTo("90");
        send("ACK", "first", "", 1, "");
    }
}
