/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.peers.SippScenario.SDP;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.testkit.Await;

/** sipp calls a listener of ours, over UDP, and checks each of our messages. */
class SippCallerTest {

    private final SipFoundation sip = new SipFoundation();
    private final Phone phone = new Phone(sip, "server");
    private int port;

    @BeforeEach
    void listen() throws Exception {
        port = sip.listen(ConnectorId.of("server"), "server", new ServerSettings(Transport.UDP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "/", Optional.empty(), "sip.test"),
                user -> Optional.empty()).toCompletableFuture().get(40, TimeUnit.SECONDS).getPort();
    }

    @AfterEach
    void nothingIsLeft() {
        Await.reading("no dialog is left", sip::statistics, now -> now.dialogs() == 0);
        sip.close("server");
        Await.reading("nothing is left", sip::statistics, new SipStatistics(0, 0, 0, 0, 0)::equals);
        sip.close();
    }

    private DialogId answer() throws Exception {
        DialogId call = phone.next(IncomingInvite.class).dialog();
        sip.ring(call);
        sip.accept(call, SDP, List.of());
        return call;
    }

    @Test
    void callerThatDemandsReliableAnswersHearsThemSo() throws Exception {
        try (Sipp sipp = Sipp.calling(port, new SippScenario().invites("Require: 100rel", SDP).mayHear(100)
                .hearsReliable(180).requests("PRACK", 2, "RAck: [$rseq] 1 INVITE").hears(200)
                .hears(200).requests("ACK", 1).requests("BYE", 3).hears(200))) {
            DialogId call = phone.next(IncomingInvite.class).dialog();
            sip.ring(call);
            Await.until("it is answered", () -> sipp.messages("PRACK ") == 1 && sipp.messages("SIP/2.0 200") == 1, sipp::toString);
            sip.accept(call, SDP, List.of());
            phone.next(DialogConfirmed.class);
            phone.next(DialogEnded.class);
            sipp.succeeds();
        }
    }

    @Test
    void offersThatCrossAreRefusedBothWaysAndOursComesAgain() throws Exception {
        try (Sipp sipp = Sipp.calling(port, new SippScenario().invites(SDP).mayHear(100).mayHear(180).hears(200)
                .requests("ACK", 1).hearsInvite().requests("INVITE", 2, SDP).mayHear(100).hears(491)
                .requests("ACK", 2).answersRemembered("491 Request Pending", "").hears("ACK")
                .hears("INVITE").answers("200 OK", "Contact: <sip:caller@[local_ip]:[local_port]>", SDP).hears("ACK")
                .requests("BYE", 3).hears(200))) {
            DialogId call = answer();
            phone.next(DialogConfirmed.class);
            sip.reinvite(call, SDP, List.of());
            phone.next(ReinviteAnswered.class);
            sip.acknowledge(call);
            expect(phone.next(DialogEnded.class).failure(), Originator.REMOTE, SipCause.TERMINATED);
            sipp.succeeds();
        }
    }

    @Test
    void callerThatGivesUpIsAnswered487() throws Exception {
        try (Sipp sipp = Sipp.calling(port, new SippScenario().invites(SDP).mayHear(100).hears(180).cancels().hears(200)
                .hears(487).acknowledgesRefusal())) {
            sip.ring(phone.next(IncomingInvite.class).dialog());
            expect(phone.next(DialogFailed.class).failure(), Originator.REMOTE, SipCause.CANCELED);
            sipp.succeeds();
        }
    }

    private static void expect(SipFailure failure, Originator originator, SipCause cause) {
        assertThat(List.of(failure.originator(), failure.cause())).as("%s", failure).isEqualTo(List.of(originator, cause));
    }
}
