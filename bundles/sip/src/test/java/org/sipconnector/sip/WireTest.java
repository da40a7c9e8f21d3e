/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.SipOptions;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipState;
import org.sipconnector.spi.sip.SipStatistics;

/** What goes over the wire when the peer behaves as peers do. */
class WireTest extends CallOverWire {

    @Test
    void answerThatCrossesACancelIsAcknowledgedAndEndedWithBye() throws IOException {
        Message invite = invite();
        peer.answer(invite, "180 Ringing", "t1");
        loopback.heard.next(DialogProgress.class);
        loopback.client.terminate(CALL, SipCause.CANCELED, Optional.empty());
        Message cancel = peer.read("CANCEL");
        assertThat(cancel.header("Via")).isEqualTo(invite.header("Via"));
        assertThat(cancel.header("CSeq")).isEqualTo(invite.header("CSeq").replace("INVITE", "CANCEL"));
        peer.answer(invite, "200 OK", "t1", ANSWER, NONE);
        peer.answer(cancel, "200 OK", "t1");
        peer.read("ACK");
        peer.answer(peer.read("BYE"), "200 OK", "t1");
        DialogFailed failed = loopback.heard.next(DialogFailed.class);
        assertThat(failed.failure().originator()).isEqualTo(Originator.LOCAL);
        assertThat(failed.failure().cause()).isEqualTo(SipCause.CANCELED);
    }

    @Test
    void cancelWaitsForTheFirstProvisionalResponse() throws IOException {
        Message invite = invite();
        loopback.client.terminate(CALL, SipCause.CANCELED, Optional.empty());
        loopback.heard.next(DialogFailed.class);
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("o", "sip:x@sip.test"));
        peer.answer(peer.read("OPTIONS"), "200 OK", "o1");
        peer.answer(invite, "100 Trying", "");
        Message cancel = peer.read("CANCEL");
        peer.answer(cancel, "200 OK", "t1");
        peer.answer(invite, "487 Request Terminated", "t1");
        assertThat(peer.read("ACK").header("Via")).isEqualTo(invite.header("Via"));
    }

    @Test
    void secondForkThatAnswersIsAcknowledgedAndEnded() throws IOException {
        Message invite = established();
        peer.answer(invite, "200 OK", "t2", ANSWER, NONE);
        assertThat(peer.read("ACK").header("To")).contains("tag=t2");
        Message bye = peer.read("BYE");
        assertThat(bye.header("To")).contains("tag=t2");
        peer.answer(bye, "200 OK", "t2");
        hangUp();
    }

    @Test
    void repeatedAnswerGetsItsAckAgain() throws IOException {
        Message invite = established();
        peer.answer(invite, "200 OK", "t1", ANSWER, NONE);
        assertThat(peer.read("ACK").header("CSeq")).startsWith(invite.header("CSeq").split(" ")[0]);
        hangUp();
    }

    @Test
    void answerToAnInviteNobodyRemembersIsEnded() throws IOException {
        Message invite = established();
        hangUp();
        peer.answer(invite, "200 OK", "ghost", ANSWER, NONE);
        peer.read("ACK");
        peer.answer(peer.read("BYE"), "200 OK", "ghost");
    }

    @Test
    void answerThatCrossesAReconnectIsEnded() throws IOException {
        Message invite = invite();
        peer.dropConnection();
        assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.CONNECTION_ERROR);
        peer.accept();
        loopback.heard.next(TransportConnected.class);
        peer.answer(invite, "200 OK", "ghost", ANSWER, NONE);
        assertThat(peer.read("ACK").header("To")).endsWith("tag=ghost");
        peer.answer(peer.read("BYE"), "200 OK", "ghost");
    }

    @Test
    void glareIsRetriedAndThePeersOwnOfferIsTakenMeanwhile() throws IOException {
        Message invite = established();
        loopback.client.reinvite(CALL, OFFER, List.of());
        Message ours = peer.read("INVITE");
        peer.request(invite, "INVITE", "t1", 7, OFFER);
        peer.read("SIP/2.0 491");
        peer.request(invite, "ACK", "t1", 7, "");
        peer.answer(ours, "491 Request Pending", "t1");
        peer.read("ACK");
        peer.request(invite, "INVITE", "t1", 8, OFFER);
        loopback.heard.next(ReinviteReceived.class);
        peer.read("SIP/2.0 100");
        loopback.client.answerReinvite(CALL, ANSWER);
        assertThat(peer.read("SIP/2.0 200").body()).isEqualTo(ANSWER);
        peer.request(invite, "ACK", "t1", 8, "");
        Message again = peer.read("INVITE");
        assertThat(again.body()).isEqualTo(OFFER);
        peer.answer(again, "200 OK", "t1", ANSWER, NONE);
        loopback.heard.next(ReinviteAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        hangUp();
    }

    @Test
    void offerGoesByUpdateAndNeedsNoAck() throws IOException {
        established();
        loopback.client.update(CALL, OFFER, List.of(new Header("X-Why", "test")));
        Message update = peer.read("UPDATE");
        assertThat(update.body()).isEqualTo(OFFER);
        assertThat(update.header("X-Why")).isEqualTo("test");
        peer.answer(update, "200 OK", "t1", ANSWER, NONE);
        assertThat(loopback.heard.next(ReinviteAnswered.class).answer()).contains(ANSWER);
        loopback.client.acknowledge(CALL);
        hangUp();
    }

    @Test
    void offerGoesByReinviteToAPeerThatKnowsNoUpdate() throws IOException {
        established();
        loopback.client.update(CALL, OFFER, List.of());
        peer.answer(peer.read("UPDATE"), "405 Method Not Allowed", "t1");
        Message again = peer.read("INVITE");
        assertThat(again.body()).isEqualTo(OFFER);
        peer.answer(again, "200 OK", "t1", ANSWER, NONE);
        loopback.heard.next(ReinviteAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        hangUp();
    }

    @Test
    void updateIsNotTriedAtAPeerThatDoesNotAllowIt() throws IOException {
        peer.answer(invite(), "200 OK", "t1", ANSWER, new String[] {"Allow: INVITE, ACK, BYE, CANCEL"});
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        loopback.client.update(CALL, OFFER, List.of());
        Message offer = peer.read("INVITE");
        peer.answer(offer, "200 OK", "t1", ANSWER, NONE);
        loopback.heard.next(ReinviteAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        hangUp();
    }

    @Test
    void answerIsRepeatedUntilTheAckComes() throws IOException {
        peer.outside("INVITE", "sip:alice@sip.test");
        IncomingInvite incoming = loopback.heard.next(IncomingInvite.class);
        peer.read("SIP/2.0 100");
        loopback.client.accept(incoming.dialog(), OFFER, List.of());
        Message first = peer.read("SIP/2.0 200");
        assertThat(peer.read()).isEqualTo(first);
        String tag = first.header("To").replaceAll(".*tag=", "");
        peer.send("ACK sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKack\r\nFrom: "
                + first.header("From") + "\r\nTo: <sip:alice@sip.test>;tag=" + tag + "\r\nCall-ID: " + first.header("Call-ID")
                + "\r\nCSeq: 1 ACK\r\nContent-Type: application/sdp\r\nContent-Length: " + ANSWER.length() + "\r\n\r\n" + ANSWER);
        assertThat(loopback.heard.next(DialogConfirmed.class).answer()).contains(ANSWER);
        loopback.client.terminate(incoming.dialog(), SipCause.TERMINATED, Optional.empty());
        peer.answer(peer.read("BYE"), "200 OK", "r1");
    }

    @Test
    void strongestChallengeOfEachRealmIsAnsweredAndItsNonceUsedAgain() throws IOException {
        loopback.client.register(Loopback.ALICE);
        Message first = peer.read("REGISTER");
        assertThat(first.find("Authorization")).isEmpty();
        peer.answer(first, "401 Unauthorized", "t1", "WWW-Authenticate: Digest realm=\"sip.test\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"",
                "WWW-Authenticate: Digest realm=\"sip.test\", nonce=\"n2\", algorithm=SHA-512-256, qop=\"auth,auth-int\", opaque=\"o\"",
                "WWW-Authenticate: Digest realm=\"sip.test\", nonce=\"n3\", algorithm=SHA-256, qop=\"auth\"",
                "Proxy-Authenticate: Digest realm=\"proxy\", nonce=\"p1\"");
        Message second = peer.read("REGISTER");
        assertThat(second.header("Authorization")).contains("nonce=\"n2\"", "algorithm=SHA-512-256", "qop=auth,",
                "nc=00000001", "opaque=\"o\"");
        assertThat(second.header("Proxy-Authorization")).contains("nonce=\"p1\"").doesNotContain("nc=");
        assertThat(second.header("CSeq")).isEqualTo("2 REGISTER");
        assertThat(second.header("Call-ID")).isEqualTo(first.header("Call-ID"));
        peer.answer(second, "200 OK", "t1", "Expires: 300");
        loopback.heard.next(Registered.class);

        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("o", "sip:x@sip.test"));
        Message options = peer.read("OPTIONS");
        assertThat(options.header("Authorization")).contains("nonce=\"n2\"", "nc=00000002");
        peer.answer(options, "401 Unauthorized", "t2",
                "WWW-Authenticate: Digest realm=\"sip.test\", nonce=\"n9\", algorithm=SHA-256, qop=\"auth\", stale=TRUE");
        Message again = peer.read("OPTIONS");
        assertThat(again.header("Authorization")).contains("nonce=\"n9\"", "nc=00000001");
        peer.answer(again, "200 OK", "t2");
        loopback.heard.next(RequestAnswered.class);
    }

    @Test
    void refusedCredentialsAreNotSentForEver() throws IOException {
        loopback.client.register(Loopback.ALICE);
        String challenge = "WWW-Authenticate: Digest realm=\"sip.test\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"";
        peer.answer(peer.read("REGISTER"), "401 Unauthorized", "t1", challenge);
        peer.answer(peer.read("REGISTER"), "401 Unauthorized", "t1", challenge.replace("n1", "n2"));
        RegistrationFailed failed = loopback.heard.next(RegistrationFailed.class);
        assertThat(failed.failure().status()).isEqualTo(401);
        assertThat(failed.failure().cause()).isEqualTo(SipCause.AUTHENTICATION_ERROR);
    }

    @Test
    void tooBriefRegistrationIsAskedForAgainWithTheServersMinimum() throws IOException {
        loopback.client.register(Loopback.ALICE);
        peer.answer(peer.read("REGISTER"), "423 Interval Too Brief", "t1", "Min-Expires: 900");
        Message longer = peer.read("REGISTER");
        assertThat(longer.header("Expires")).isEqualTo("900");
        peer.answer(longer, "200 OK", "t1", "Contact: <sip:other@elsewhere>;expires=7, "
                + longer.header("Contact").replaceAll(";expires=\\d+", ";expires=800"));
        assertThat(loopback.heard.next(Registered.class).expires()).isEqualTo(800);
    }

    @Test
    void unavailableRegistrarIsTriedAgainAfterItsOwnTime() throws IOException {
        loopback.client.register(Loopback.ALICE);
        peer.answer(peer.read("REGISTER"), "503 Service Unavailable", "t1", "Retry-After: 1 (busy)");
        assertThat(loopback.heard.next(RegistrationFailed.class).failure().status()).isEqualTo(503);
        peer.answer(peer.read("REGISTER"), "200 OK", "t1", "Expires: 60");
        loopback.heard.next(Registered.class);
    }

    @Test
    void requestsThatAreNotForUsAreRefusedAsTheRfcSays() throws IOException {
        peer.outside("OPTIONS", "sip:stranger@sip.test");
        peer.read("SIP/2.0 404");
        peer.outside("OPTIONS", "sips:alice@sip.test");
        peer.read("SIP/2.0 416");
        peer.outside("OPTIONS", "sip:alice@sip.test", "Require: teleport");
        assertThat(peer.read("SIP/2.0 420").header("Unsupported")).isEqualTo("teleport");
        peer.outside("SUBSCRIBE", "sip:alice@sip.test");
        assertThat(peer.read("SIP/2.0 405").header("Allow")).contains("INVITE");
        peer.outside("BYE", "sip:alice@sip.test");
        peer.read("SIP/2.0 481");
        peer.outside("REGISTER", "sip:alice@sip.test");
        peer.read("SIP/2.0 405");
    }

    @Test
    void theirByeIsToldWithItsReason() throws IOException {
        Message invite = established();
        peer.request(invite, "BYE", "t1", 10, "", "Reason: SIP;cause=200;text=\"bye\"");
        peer.read("SIP/2.0 200");
        DialogEnded ended = loopback.heard.next(DialogEnded.class);
        assertThat(ended.failure().originator()).isEqualTo(Originator.REMOTE);
        assertThat(ended.failure().header("Reason")).contains("SIP;cause=200;text=\"bye\"");
        loopback.client.requestInDialog(CALL, OutgoingRequest.info("late", List.of(), new org.sipconnector.api.sip.SipBody("a/b", "")));
    }

    @Test
    void incomingCallCancelledByThePeerIsAnswered487() throws IOException {
        peer.send("INVITE sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKc\r\nFrom: <sip:r@sip.test>;tag=r\r\n"
                + "To: <sip:alice@sip.test>\r\nCall-ID: c1\r\nCSeq: 1 INVITE\r\nContact: <sip:r@127.0.0.1>\r\nContent-Length: 0\r\n\r\n");
        loopback.heard.next(IncomingInvite.class);
        peer.read("SIP/2.0 100");
        peer.send("CANCEL sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKc\r\nFrom: <sip:r@sip.test>;tag=r\r\n"
                + "To: <sip:alice@sip.test>\r\nCall-ID: c1\r\nCSeq: 1 CANCEL\r\nContent-Length: 0\r\n\r\n");
        assertThat(peer.read("SIP/2.0 200").header("CSeq")).isEqualTo("1 CANCEL");
        assertThat(peer.read("SIP/2.0 487").header("CSeq")).isEqualTo("1 INVITE");
        assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.CANCELED);
    }

    @Test
    void connectionLostDuringAnInviteFailsItAtOnce() throws IOException {
        invite();
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("o", "sip:x@sip.test"));
        peer.read("OPTIONS");
        peer.close();
        assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.CONNECTION_ERROR);
        loopback.heard.await(RequestFailed.class);
    }

    @Test
    void callOutlivesALostConnectionAndIsBoundToTheNewOneByAnUnchangedOffer() throws IOException {
        established();
        RawPeer old = peer;
        old.dropConnection();
        peer.accept();
        Message rebind = peer.read("INVITE");
        assertThat(rebind.body()).isEqualTo(OFFER);
        assertThat(rebind.header("To")).contains("tag=t1");
        peer.answer(rebind, "200 OK", "t1", ANSWER, NONE);
        peer.read("ACK");
        hangUp();
        assertThat(loopback.heard.names()).doesNotContain("ReinviteAnswered", "DialogFailed");
    }

    @Test
    void callTheServerForgotMeanwhileEndsAsTakenByTheConnection() throws IOException {
        established();
        peer.dropConnection();
        peer.accept();
        peer.answer(peer.read("INVITE"), "481 Call/Transaction Does Not Exist", "t1");
        SipFailure end = loopback.heard.next(DialogEnded.class).failure();
        assertThat(end.cause()).isEqualTo(SipCause.CONNECTION_ERROR);
        assertThat(end.originator()).as("the connection took it, not the peer").isEqualTo(Originator.SYSTEM);
    }

    @Test
    void sessionIsRefreshedByUpdateAtHalfItsTimeAndEndedWhenThePeerForgotIt() throws IOException {
        restartWithTimers();
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        Message invite = peer.read("INVITE");
        assertThat(invite.header("Session-Expires")).isEqualTo("90");
        assertThat(invite.header("Supported")).contains("timer");
        peer.answer(invite, "422 Session Interval Too Small", "t1", "Min-SE: 1800");
        peer.read("ACK");
        Message longer = peer.read("INVITE");
        assertThat(longer.header("Session-Expires")).isEqualTo("1800");
        assertThat(longer.header("Min-SE")).isEqualTo("1800");
        peer.answer(longer, "200 OK", "t1", ANSWER, new String[] {"Session-Expires: 1;refresher=uac", "Require: timer"});
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        Message update = peer.read("UPDATE");
        assertThat(update.header("Session-Expires")).endsWith(";refresher=uac");
        peer.answer(update, "481 Call/Transaction Does Not Exist", "t1");
        peer.answer(peer.read("BYE"), "200 OK", "t1");
        DialogEnded ended = loopback.heard.next(DialogEnded.class);
        assertThat(ended.failure().originator()).isEqualTo(Originator.SYSTEM);
        assertThat(ended.failure().cause()).isEqualTo(SipCause.CONNECTION_ERROR);
    }

    @Test
    void sessionThePeerDoesNotRefreshIsEnded() throws IOException {
        restartWithTimers();
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        Message invite = peer.read("INVITE");
        peer.answer(invite, "200 OK", "t1", ANSWER, new String[] {"Session-Expires: 1;refresher=uas"});
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        assertThat(peer.read("BYE").header("Reason")).contains("cause=408");
        assertThat(loopback.heard.next(DialogEnded.class).failure().originator()).isEqualTo(Originator.SYSTEM);
    }

    @Test
    void tooShortSessionOfThePeerIsRefusedWith422() throws IOException {
        restartWithTimers();
        peer.outside("INVITE", "sip:alice@sip.test", "Session-Expires: 20");
        peer.read("SIP/2.0 100");
        assertThat(peer.read("SIP/2.0 422").header("Min-SE")).isEqualTo("90");
    }

    @Test
    void sessionIsRefreshedByReinviteAtAPeerThatDoesNotAllowUpdate() throws IOException {
        restartWithTimers();
        peer.answer(invite(), "200 OK", "t1", ANSWER, new String[] {"Allow: INVITE, ACK, BYE", "Session-Expires: 1;refresher=uac"});
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        peer.read("ACK");
        Message refresh = peer.read("INVITE");
        assertThat(refresh.body()).isEqualTo(OFFER);
        assertThat(refresh.header("Session-Expires")).isEqualTo("6;refresher=uac");
        peer.answer(refresh, "200 OK", "t1", ANSWER, new String[] {"Session-Expires: 90;refresher=uac"});
        peer.read("ACK");
        hangUp();
        assertThat(loopback.heard.names()).doesNotContain("ReinviteAnswered");
    }

    /** What the caller asks for, whether he knows timers, and who refreshes then. */
    @ParameterizedTest
    @CsvSource({"90, timer, uac", "90;refresher=uac, timer, uac", "90;refresher=uas, timer, uas", "90, 100rel, uas"})
    void calledAgreesToTheCallersTimer(String asked, String supported, String refresher) throws IOException {
        restartWithTimers();
        peer.outside("INVITE", "sip:alice@sip.test", "Session-Expires: " + asked, "Supported: " + supported);
        IncomingInvite invite = loopback.heard.next(IncomingInvite.class);
        peer.read("SIP/2.0 100");
        loopback.client.accept(invite.dialog(), ANSWER, List.of());
        Message ok = peer.read("SIP/2.0 200");
        assertThat(ok.header("Session-Expires")).isEqualTo("90;refresher=" + refresher);
        assertThat(ok.find("Require")).isEqualTo(supported.equals("timer") ? Optional.of("timer") : Optional.empty());
    }

    private void restartWithTimers() throws IOException {
        loopback.client.stop(Loopback.ALICE);
        loopback.heard.next(org.sipconnector.spi.sip.SipEvent.TransportDisconnected.class);
        org.sipconnector.spi.sip.UserAgentSettings base = loopback.settings("alice", "pw-alice");
        loopback.start(Loopback.ALICE, base.with(SipOptions.DEFAULT).withSessionTimers(true));
        peer.accept();
        loopback.heard.next(TransportConnected.class);
    }

    @Test
    void reliableProvisionalResponseIsAcknowledgedWithPrackOnce() throws IOException {
        Message invite = invite();
        String[] reliable = {"Require: 100rel", "RSeq: 42"};
        peer.answer(invite, "183 Session Progress", "t1", ANSWER, reliable);
        Message prack = peer.read("PRACK");
        assertThat(prack.header("RAck")).isEqualTo("42 " + invite.header("CSeq"));
        peer.answer(invite, "183 Session Progress", "t1", ANSWER, reliable);
        peer.answer(prack, "200 OK", "t1");
        assertThat(loopback.heard.next(DialogProgress.class).answer()).contains(ANSWER);
        peer.answer(invite, "200 OK", "t1", ANSWER, NONE);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        assertThat(peer.read("ACK").header("CSeq")).isEqualTo(invite.header("CSeq").replace("INVITE", "ACK"));
        hangUp();
        assertThat(loopback.heard.names()).containsOnlyOnce("DialogProgress");
    }

    @Test
    void ringingIsRepeatedUntilPrackForACallerWhoRequiresIt() throws IOException {
        peer.call(OFFER, "Require: 100rel");
        IncomingInvite incoming = loopback.heard.next(IncomingInvite.class);
        peer.read("SIP/2.0 100");
        loopback.client.ring(incoming.dialog());
        Message ringing = peer.read("SIP/2.0 180");
        assertThat(peer.read()).isEqualTo(ringing);
        peer.send("PRACK sip:alice@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKprack\r\nFrom: "
                + ringing.header("From") + "\r\nTo: " + ringing.header("To") + "\r\nCall-ID: " + ringing.header("Call-ID")
                + "\r\nCSeq: 2 PRACK\r\nRAck: " + ringing.header("RSeq") + " 1 INVITE\r\nContent-Length: 0\r\n\r\n");
        assertThat(peer.read("SIP/2.0 200").header("CSeq")).isEqualTo("2 PRACK");
        loopback.client.reject(incoming.dialog(), 486, Optional.empty(), List.of());
        peer.read("SIP/2.0 486");
    }

    @Test
    void earlyDialogsOfTwoForksAreBothReportedAndTheOneThatAnswersStays() throws IOException {
        Message invite = invite();
        peer.answer(invite, "180 Ringing", "t1");
        peer.answer(invite, "183 Session Progress", "t2", ANSWER, NONE);
        assertThat(loopback.heard.next(DialogProgress.class).status()).isEqualTo(180);
        assertThat(loopback.heard.next(DialogProgress.class).status()).isEqualTo(183);
        peer.answer(invite, "200 OK", "t1", ANSWER, NONE);
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        assertThat(peer.read("ACK").header("To")).contains("tag=t1");
        hangUp();
    }

    @Test
    void callThatReplacesAnotherEndsItOnceAccepted() throws IOException {
        Message invite = established();
        String ours = invite.header("From").replaceAll(".*tag=", "");
        peer.outside("INVITE", "sip:alice@sip.test", "Replaces: " + invite.header("Call-ID") + ";to-tag=" + ours + ";from-tag=t1");
        IncomingInvite transfer = loopback.heard.next(IncomingInvite.class);
        peer.read("SIP/2.0 100");
        loopback.client.accept(transfer.dialog(), ANSWER, List.of());
        peer.read("SIP/2.0 200");
        Message bye = peer.read("BYE");
        assertThat(bye.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        peer.answer(bye, "200 OK", "t1");
        assertThat(loopback.heard.next(DialogEnded.class).dialog()).isEqualTo(CALL);

        peer.outside("INVITE", "sip:alice@sip.test", "Replaces: unknown;to-tag=1;from-tag=2");
        peer.read("SIP/2.0 100");
        peer.read("SIP/2.0 481");
    }

    @Test
    void referIsDeclinedAndTold() throws IOException {
        Message invite = established();
        peer.request(invite, "REFER", "t1", 9, "", "Refer-To: <sip:200@sip.test?Replaces=a%3Bto-tag%3Db>");
        peer.read("SIP/2.0 603");
        assertThat(loopback.heard.next(org.sipconnector.spi.sip.SipEvent.DialogRequestReceived.class).method()).isEqualTo("REFER");
        loopback.client.requestInDialog(CALL, new OutgoingRequest("n", "NOTIFY", "",
                List.of(new org.sipconnector.api.sip.Header("Event", "refer")),
                Optional.of(new org.sipconnector.api.sip.SipBody("message/sipfrag", "SIP/2.0 200 OK")), OutgoingRequest.TRANSACTION_TIMEOUT));
        Message notify = peer.read("NOTIFY");
        assertThat(notify.body()).isEqualTo("SIP/2.0 200 OK");
        peer.answer(notify, "200 OK", "t1");
        hangUp();
    }

    @Test
    void routesOfTheSettingsAndOfServiceRouteAreUsed() throws IOException {
        loopback.client.register(Loopback.ALICE);
        peer.answer(peer.read("REGISTER"), "200 OK", "t1", "Expires: 300",
                "Service-Route: <sip:edge.sip.test;lr>, <sip:core.sip.test;lr>");
        loopback.heard.next(Registered.class);
        Message invite = invite();
        assertThat(invite.all("Route")).containsExactly("<sip:edge.sip.test;lr>", "<sip:core.sip.test;lr>");
        peer.answer(invite, "603 Decline", "t1");
        peer.read("ACK");
        assertThat(loopback.heard.next(DialogFailed.class).failure().cause()).isEqualTo(SipCause.REJECTED);
    }

    @Test
    void callAndRegistrationAreTakenUpByAnotherFoundationWithoutTheOwnerNoticing() throws Exception {
        loopback.client.register(Loopback.ALICE);
        Message register = peer.read("REGISTER");
        peer.answer(register, "200 OK", "t1", "Expires: 300");
        loopback.heard.next(Registered.class);
        Message invite = established();
        int events = loopback.heard.all().size();

        SipState state = loopback.client.handOver(loopback.clientOwner()).toCompletableFuture().get(40, TimeUnit.SECONDS);
        assertThat(state.toString()).doesNotContain("pw-alice");
        assertThat(loopback.client.statistics()).isEqualTo(new SipStatistics(0, 0, 0, 0, 0));
        SipFoundation successor = fixture.ends(new SipFoundation());
        successor.attach(loopback.clientOwner(), loopback.heard);
        successor.takeUp(loopback.clientOwner(), state, id -> loopback.settings("alice", "pw-alice"));
        peer.accept();
        Message again = peer.read("REGISTER");
        assertThat(again.header("Call-ID")).isEqualTo(register.header("Call-ID"));
        assertThat(again.header("CSeq")).isEqualTo("2 REGISTER");
        assertThat(instance(again)).isEqualTo(instance(register));
        Message rebind = peer.read("INVITE");
        assertThat(rebind.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        assertThat(rebind.body()).isEqualTo(OFFER);
        assertThat(number(rebind)).isEqualTo(number(invite) + 1);
        peer.answer(again, "200 OK", "t1", "Expires: 300");
        peer.answer(rebind, "200 OK", "t1", ANSWER, NONE);
        peer.read("ACK");
        assertThat(loopback.heard.all()).hasSize(events);

        peer.request(rebind, "BYE", "t1", 20, "");
        peer.read("SIP/2.0 200");
        assertThat(loopback.heard.next(DialogEnded.class).dialog()).isEqualTo(CALL);
    }

    private static String instance(Message register) {
        return register.header("Contact").replaceAll(".*sip.instance=\"<([^>]*).*", "$1");
    }

    private static int number(Message message) {
        return Integer.parseInt(message.header("CSeq").split(" ")[0]);
    }
}
