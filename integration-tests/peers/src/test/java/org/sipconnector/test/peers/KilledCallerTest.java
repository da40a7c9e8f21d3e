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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.testkit.Await;

/** sipp calls a listener of ours over TCP and is killed, in each phase of its call. */
class KilledCallerTest {

    private final SipFoundation sip = new SipFoundation();
    private final Phone phone = new Phone(sip, "server");
    private int port;

    @BeforeEach
    void listen() throws Exception {
        port = sip.listen(ConnectorId.of("server"), "server", new ServerSettings(Transport.TCP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "/", Optional.empty(), "sip.test"),
                user -> Optional.empty()).toCompletableFuture().get(40, TimeUnit.SECONDS).getPort();
    }

    @AfterEach
    void nothingIsLeft() {
        sip.close("server");
        Await.reading("nothing is left", sip::statistics, new SipStatistics(0, 0, 0, 0, 0)::equals);
        sip.close();
    }

    /** What sipp has said and heard when it is killed. */
    enum Phase { RINGING, ANSWERED, ESTABLISHED, OFFERED, HUNG_UP }

    private static SippScenario scenario(Phase phase) {
        SippScenario rings = new SippScenario().invites(SDP).mayHear(100).hears(180);
        return switch (phase) {
            case RINGING -> rings.hears(200);
            case ANSWERED -> rings.hears(200).hears("BYE");
            case ESTABLISHED -> rings.hears(200).requests("ACK", 1).hears("MESSAGE");
            case OFFERED -> rings.hears(200).requests("ACK", 1).hears("INVITE").hears("MESSAGE");
            case HUNG_UP -> rings.hears(200).requests("ACK", 1).hears("BYE").hears("MESSAGE");
        };
    }

    @ParameterizedTest
    @EnumSource
    void callEndsByTheSystemUnlessWeEndedIt(Phase phase) throws Exception {
        try (Sipp sipp = Sipp.calling(Transport.TCP, port, scenario(phase))) {
            DialogId call = phone.next(IncomingInvite.class).dialog();
            sip.ring(call);
            Await.until("it rings", () -> sipp.messages("SIP/2.0 180") == 1, sipp::toString);
            if (phase != Phase.RINGING) {
                sip.accept(call, SDP, List.of());
                Await.until("it is answered", () -> sipp.messages("SIP/2.0 200") >= 1, sipp::toString);
            }
            if (phase.compareTo(Phase.ESTABLISHED) >= 0) {
                phone.next(DialogConfirmed.class);
            }
            if (phase == Phase.OFFERED) {
                sip.reinvite(call, SDP, List.of());
                Await.until("the second INVITE has come", () -> sipp.messages("INVITE ") == 2, sipp::toString);
            } else if (phase == Phase.HUNG_UP) {
                sip.terminate(call, SipCause.TERMINATED, Optional.empty());
                Await.until("BYE has come", () -> sipp.messages("BYE ") == 1, sipp::toString);
            }
            sipp.kill();
            switch (phase) {
                case RINGING -> bySystem(phone.next(DialogFailed.class).failure());
                case OFFERED -> {
                    bySystem(phone.next(ReinviteFailed.class).failure());
                    bySystem(phone.next(DialogEnded.class).failure());
                }
                case HUNG_UP -> assertThat(phone.next(DialogEnded.class).failure().originator()).isEqualTo(Originator.LOCAL);
                default -> bySystem(phone.next(DialogEnded.class).failure());
            }
            Await.reading("no connection is left", sip::statistics, now -> now.connections() == 0);
            assertThat(phone.heard(DialogEnded.class) + phone.heard(DialogFailed.class)).as("one end").isEqualTo(1);
        }
    }

    private static void bySystem(SipFailure failure) {
        assertThat(List.of(failure.originator(), failure.cause())).as("%s", failure)
                .isEqualTo(List.of(Originator.SYSTEM, SipCause.CONNECTION_ERROR));
    }
}
