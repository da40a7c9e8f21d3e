/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;

/** What answers inside a dialog end it, which do not, and how requests inside it are refused. */
class DialogEndTest extends CallOverWire {

    @ParameterizedTest
    @CsvSource({"INFO, 481", "INFO, 408", "MESSAGE, 481", "NOTIFY, 408", "OPTIONS, 481", "REFER, 481"})
    void aPeerThatKnowsTheDialogNoMoreHasEndedIt(String method, int status) throws IOException {
        established();
        request(method);
        peer.answer(peer.read(method), status + " Gone", "t1");
        assertThat(loopback.heard.next(RequestFailed.class).failure().status()).isEqualTo(status);
        endedByTheNetwork(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {481, 408})
    void soItDoesWhenItRefusesAReinvite(int status) throws IOException {
        established();
        loopback.client.reinvite(CALL, OFFER, List.of());
        peer.answer(peer.read("INVITE"), status + " Gone", "t1");
        peer.read("ACK");
        assertThat(loopback.heard.next(ReinviteFailed.class).failure().status()).isEqualTo(status);
        endedByTheNetwork(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 405, 415, 480, 486, 488, 491, 500, 501, 503, 603, 606})
    void otherRefusalsLeaveItAsItWas(int status) throws IOException {
        established();
        request("INFO");
        peer.answer(peer.read("INFO"), status + " No", "t1");
        assertThat(loopback.heard.next(RequestFailed.class).failure().status()).isEqualTo(status);
        request("INFO");
        peer.answer(peer.read("INFO"), "200 OK", "t1");
        hangUp();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 488, 500, 503, 606})
    void aRefusedReinviteLeavesItAsItWas(int status) throws IOException {
        established();
        loopback.client.reinvite(CALL, OFFER, List.of());
        peer.answer(peer.read("INVITE"), status + " No", "t1");
        peer.read("ACK");
        assertThat(loopback.heard.next(ReinviteFailed.class).failure().status()).isEqualTo(status);
        hangUp();
    }

    @Test
    void anInfoWithoutABodyIsAnsweredAndOneWithoutATypeIsTold() throws IOException {
        Message invite = established();
        peer.request(invite, "INFO", "t1", 9, "");
        peer.read("SIP/2.0 200");
        peer.request(invite, "INFO", "t1", 10, "", "Content-Type: application/x-own");
        peer.read("SIP/2.0 200");
        assertThat(loopback.heard.next(DialogRequestReceived.class).body().orElseThrow().contentType()).isEqualTo("application/x-own");
        peer.send("INFO sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKuntyped\r\nMax-Forwards: 70\r\nFrom: "
                + invite.header("To") + ";tag=t1\r\nTo: " + invite.header("From") + "\r\nCall-ID: " + invite.header("Call-ID")
                + "\r\nCSeq: 11 INFO\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(peer.read("SIP/2.0 415").header("Accept")).contains("application/dtmf-relay");
        hangUp();
    }

    @Test
    void aTransferIsDeclinedAndTold() throws IOException {
        Message invite = established();
        peer.request(invite, "REFER", "t1", 9, "", "Refer-To: <sip:200@sip.test>");
        peer.read("SIP/2.0 603");
        assertThat(loopback.heard.next(DialogRequestReceived.class).method()).isEqualTo("REFER");
        hangUp();
        peer.outside("REFER", "sip:alice@sip.test", "Refer-To: <sip:200@sip.test>");
        peer.read("SIP/2.0 603");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "UPDATE", "OPTIONS", "MESSAGE"})
    void whatIsRequiredAndNotKnownIsRefusedInsideTheDialogToo(String method) throws IOException {
        Message invite = established();
        peer.request(invite, method, "t1", 9, "", "Require: teleport");
        assertThat(peer.read("SIP/2.0 420").header("Unsupported")).isEqualTo("teleport");
        hangUp();
    }

    @Test
    void aDescriptionOfOneForkIsNoneOfAnother() throws IOException {
        Message invite = invite();
        peer.answer(invite, "183 Session Progress", "fork-a", ANSWER, NONE);
        peer.answer(invite, "200 OK", "fork-b");
        assertThat(loopback.heard.next(DialogAnswered.class).answer()).isEmpty();
        loopback.client.acknowledge(CALL);
        assertThat(peer.read("ACK").header("To")).contains("fork-b");
        loopback.client.terminate(CALL, SipCause.BAD_MEDIA_DESCRIPTION, Optional.empty());
        peer.answer(peer.read("BYE"), "200 OK", "fork-b");
        loopback.heard.next(DialogEnded.class);
    }

    @Test
    void theForkThatAnswersHasWhatItSaidEarly() throws IOException {
        Message invite = invite();
        String other = ANSWER.replace("o=- 2", "o=- 3");
        peer.answer(invite, "183 Session Progress", "fork-a", ANSWER, NONE);
        peer.answer(invite, "183 Session Progress", "fork-b", other, NONE);
        peer.answer(invite, "200 OK", "fork-b");
        assertThat(loopback.heard.next(DialogAnswered.class).answer()).contains(other);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        loopback.client.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        peer.answer(peer.read("BYE"), "200 OK", "fork-b");
        loopback.heard.next(DialogEnded.class);
    }

    private void request(String method) {
        loopback.client.requestInDialog(CALL, new OutgoingRequest("r", method, "", List.of(),
                Optional.of(new SipBody("text/plain", "hello")), OutgoingRequest.TRANSACTION_TIMEOUT));
    }

    private void endedByTheNetwork(int status) throws IOException {
        peer.answer(peer.read("BYE"), "481 Gone", "t1");
        SipFailure failure = loopback.heard.next(DialogEnded.class).failure();
        assertThat(failure.originator()).isEqualTo(Originator.SYSTEM);
        assertThat(failure.cause()).isEqualTo(SipCause.CONNECTION_ERROR);
        assertThat(failure.status()).isEqualTo(status);
    }
}
