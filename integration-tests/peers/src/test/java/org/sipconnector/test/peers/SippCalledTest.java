/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.peers.SippScenario.SDP;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.testkit.Await;

/** We call sipp, which checks each of our messages. */
class SippCalledTest {

    private static final DialogId CALL = new DialogId("call");

    private final SipFoundation sip = new SipFoundation();
    private final Phone phone = new Phone(sip, "1001");

    @AfterEach
    void nothingIsLeft() {
        sip.stop(phone.id);
        Await.reading("nothing is left", sip::statistics, new SipStatistics(0, 0, 0, 0, 0)::equals);
        sip.close();
    }

    private void call(Transport transport, int port) throws Exception {
        phone.start(transport, port, "sip.test", null);
        phone.next(TransportConnected.class);
        sip.invite(phone.id, CALL, "sip:callee@sip.test", SDP, List.of());
    }

    private void confirm() throws Exception {
        phone.next(DialogAnswered.class);
        sip.acknowledge(CALL);
        phone.next(DialogConfirmed.class);
    }

    private void hangUp() throws Exception {
        sip.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        assertThat(phone.next(DialogEnded.class).failure().originator()).isEqualTo(Originator.LOCAL);
    }

    @Test
    void secondAnswerOfAForkIsAcknowledgedAndEnded() throws Exception {
        try (Sipp sipp = Sipp.answering(Transport.UDP, new SippScenario().hearsInvite()
                .answersFirst("200 OK", SDP).hears("ACK")
                .answersRemembered("200 OK", ";tag=other", SDP)
                .hears("ACK").hears("BYE").answers("200 OK")
                .hears("BYE").answers("200 OK"))) {
            call(Transport.UDP, sipp.port);
            confirm();
            Await.until("BYE has come", () -> sipp.messages("BYE ") == 1, sipp::toString);
            Await.reading("there is one call", sip::statistics, now -> now.dialogs() == 1);
            hangUp();
            sipp.succeeds();
        }
    }

    @Test
    void offersThatCrossAreRefusedBothWaysAndOursComesAgain() throws Exception {
        try (Sipp sipp = Sipp.answering(Transport.UDP, new SippScenario().hearsInvite()
                .answersFirst("200 OK", SDP).hears("ACK")
                .hearsReinvite().requestsAsCalled("INVITE", 1, SDP)
                .hears(491).requestsAsCalled("ACK", 1)
                .answersRemembered("491 Request Pending", ";tag=[pid]t[call_number]")
                .hears("ACK").hears("INVITE").answers("200 OK",
                        "Contact: <sip:sipp@[local_ip]:[local_port]>", SDP)
                .hears("ACK").hears("BYE").answers("200 OK"))) {
            call(Transport.UDP, sipp.port);
            confirm();
            sip.reinvite(CALL, SDP, List.of());
            phone.next(ReinviteAnswered.class);
            sip.acknowledge(CALL);
            hangUp();
            sipp.succeeds();
        }
    }

    @Test
    void hangsUpWhenThePeerDoes() throws Exception {
        try (Sipp sipp = Sipp.answering(Transport.TCP, new SippScenario().hearsInvite()
                .answersFirst("200 OK", SDP).hears("ACK").requestsAsCalled("BYE", 1).hears(200))) {
            call(Transport.TCP, sipp.port);
            confirm();
            expect(phone.next(DialogEnded.class).failure(), Originator.REMOTE, SipCause.TERMINATED);
            sipp.succeeds();
        }
    }

    /** What a peer says to a call, and what becomes of it. */
    enum Refusal {
        BUSY_HERE("486 Busy Here", SipCause.BUSY),
        FORBIDDEN("403 Forbidden", SipCause.REJECTED),
        DECLINE("603 Decline", SipCause.REJECTED),
        NOT_FOUND("404 Not Found", SipCause.NOT_FOUND),
        TEMPORARILY_UNAVAILABLE("480 Temporarily Unavailable", SipCause.UNAVAILABLE),
        ADDRESS_INCOMPLETE("484 Address Incomplete", SipCause.ADDRESS_INCOMPLETE),
        NOT_ACCEPTABLE("488 Not Acceptable Here", SipCause.INCOMPATIBLE_SDP),
        SERVER_ERROR("500 Server Internal Error", SipCause.SIP_FAILURE_CODE);

        private final String status;
        private final SipCause cause;

        Refusal(String status, SipCause cause) {
            this.status = status;
            this.cause = cause;
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusedCallFailsByThePeerWithTheCauseOfItsStatus(Refusal refusal) throws Exception {
        try (Sipp sipp = Sipp.answering(Transport.UDP, new SippScenario().hears("INVITE").answersFirst(refusal.status).hears("ACK"))) {
            call(Transport.UDP, sipp.port);
            expect(phone.next(DialogFailed.class).failure(), Originator.REMOTE, refusal.cause);
            sipp.succeeds();
        }
    }

    @Test
    void callThatRingsAtAPeerThatIsKilledFailsByTheSystem() throws Exception {
        try (Sipp sipp = Sipp.answering(Transport.TCP,
                new SippScenario().hears("INVITE").answersFirst("180 Ringing").hears("CANCEL"))) {
            call(Transport.TCP, sipp.port);
            phone.next(DialogProgress.class);
            sipp.kill();
            expect(phone.next(DialogFailed.class).failure(), Originator.SYSTEM, SipCause.CONNECTION_ERROR);
            assertThat(phone.next(TransportDisconnected.class).error()).isTrue();
        }
    }

    @Test
    void requestToAPeerThatIsKilledFailsByTheSystem() throws Exception {
        try (Sipp sipp = Sipp.answering(Transport.TCP, new SippScenario().hears("INFO").hears("BYE"))) {
            phone.start(Transport.TCP, sipp.port, "sip.test", null);
            phone.next(TransportConnected.class);
            sip.request(phone.id, new OutgoingRequest("asked", "INFO", "sip:x@sip.test", List.of(), Optional.empty(),
                    Duration.ofSeconds(20)));
            Await.until("the INFO has come", () -> sipp.messages("INFO ") == 1, sipp::toString);
            sipp.kill();
            expect(phone.next(RequestFailed.class).failure(), Originator.SYSTEM, SipCause.CONNECTION_ERROR);
        }
    }

    @Test
    void requestThatIsNeverAnsweredTimesOutByTheSystem() throws Exception {
        try (Sipp sipp = Sipp.answering(Transport.UDP, new SippScenario().hears("INFO").hears("BYE"))) {
            phone.start(Transport.UDP, sipp.port, "sip.test", null);
            phone.next(TransportConnected.class);
            sip.request(phone.id, new OutgoingRequest("asked", "INFO", "sip:x@sip.test", List.of(), Optional.empty(),
                    Duration.ofMillis(1_800)));
            expect(phone.next(RequestFailed.class).failure(), Originator.SYSTEM, SipCause.REQUEST_TIMEOUT);
            Await.until("the INFO comes again", () -> sipp.messages("INFO ") >= 2, sipp::toString);
        }
    }

    private static void expect(SipFailure failure, Originator originator, SipCause cause) {
        assertThat(List.of(failure.originator(), failure.cause())).as("%s", failure).isEqualTo(List.of(originator, cause));
    }
}
