/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.sipconnector.testkit.Await;

/**
 * sipp checks our messages one by one, as caller and as called; over UDP, where nothing repeats what is lost but we
 * ourselves, and many over TCP. {@code -Dsipp.calls=N}: how many calls each way, 500 unless told.
 */
@Timeout(600)
class SippTest {

    private static final int CALLS = Integer.getInteger("sipp.calls", 500);
    private static final int AT_ONCE = 50;
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";

    private static Phone caller(SipFoundation sip, Sipp sipp, Transport transport) throws Exception {
        Phone phone = new Phone(sip, "1001");
        phone.start(transport, sipp.port, "sip.test", "");
        phone.next(SipEvent.TransportConnected.class);
        return phone;
    }

    private static void nothingIsLeft(SipFoundation sip) {
        Await.reading("no dialog is left", sip::statistics, now -> now.dialogs() == 0);
    }

    @Test
    void earlyMediaComesReliablyBeforeTheAnswer() throws Exception {
        try (SipFoundation sip = new SipFoundation(); Sipp sipp = Sipp.answering(Transport.UDP, "uas-early-media", 1)) {
            Phone caller = caller(sip, sipp, Transport.UDP);
            DialogId call = new DialogId("call");
            sip.invite(caller.id, call, "sip:sipp@127.0.0.1:" + sipp.port, OFFER, List.of());
            DialogProgress early = caller.next(DialogProgress.class);
            assertThat(early.status()).isEqualTo(183);
            assertThat(early.answer().orElseThrow()).contains("m=audio 5000");
            caller.next(DialogAnswered.class);
            sip.acknowledge(call);
            caller.next(DialogConfirmed.class);
            sip.terminate(call, SipCause.TERMINATED, Optional.empty());
            sipp.succeeds();
            nothingIsLeft(sip);
        }
    }

    @Test
    void offersThatMeetAreBothMadeInTheEnd() throws Exception {
        try (SipFoundation sip = new SipFoundation(); Sipp sipp = Sipp.answering(Transport.UDP, "uas-glare", 1)) {
            Phone caller = caller(sip, sipp, Transport.UDP);
            DialogId call = new DialogId("call");
            sip.invite(caller.id, call, "sip:sipp@127.0.0.1:" + sipp.port, OFFER, List.of());
            caller.next(DialogAnswered.class);
            sip.acknowledge(call);
            caller.next(DialogConfirmed.class);
            sip.reinvite(call, OFFER, List.of());
            assertThat(caller.next(ReinviteReceived.class).offer()).isPresent();
            sip.answerReinvite(call, OFFER);
            caller.next(ReinviteAnswered.class);
            sip.acknowledge(call);
            sip.terminate(call, SipCause.TERMINATED, Optional.empty());
            sipp.succeeds();
            nothingIsLeft(sip);
        }
    }

    /** A server of ours that answers every call. */
    private static int answering(SipFoundation sip, Transport transport, AtomicInteger ended) throws Exception {
        ConnectorId owner = ConnectorId.of("mcu");
        sip.attach(owner, event -> answer(sip, event, ended));
        return sip.listen(owner, "mcu", new ServerSettings(transport,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "/", Optional.empty(), "sip.test"),
                user -> Optional.empty()).toCompletableFuture().get(40, TimeUnit.SECONDS).getPort();
    }

    private static void answer(SipFoundation sip, Event event, AtomicInteger ended) {
        if (event instanceof SipEvent.IncomingInvite invite) {
            sip.accept(invite.dialog(), OFFER, List.of());
        } else if (event instanceof DialogEnded || event instanceof SipEvent.DialogFailed) {
            ended.incrementAndGet();
        }
    }

    /** 64 times T1, 32 s, after the answer (RFC 3261 section 13.3.1.4). */
    @Test
    void aCallWhoseAnswerIsNeverAcknowledgedIsHungUp() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        try (SipFoundation sip = new SipFoundation();
                Sipp sipp = Sipp.calling(Transport.UDP, "uac-no-ack",
                        answering(sip, Transport.UDP, ended), 1)) {
            sipp.succeeds();
            Await.until("the call has ended", () -> ended.get() == 1);
            nothingIsLeft(sip);
        }
    }

    @Test
    void callsSurviveATenthOfAllPacketsLost() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        try (SipFoundation sip = new SipFoundation();
                Sipp sipp = Sipp.calling(Transport.UDP, "uac", answering(sip, Transport.UDP, ended), 50, "-r", "25", "-lost", "10")) {
            sipp.succeeds();
            // one whose ACK and BYE are both lost ends after 32 s
            Await.within(Duration.ofSeconds(60), "every call has ended", () -> ended.get() == 50, () -> ended);
            nothingIsLeft(sip);
        }
    }

    @Test
    void manyCallsAreAnsweredAndLeaveNothing() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        long begun = System.nanoTime();
        long worked = cpu();
        try (SipFoundation sip = new SipFoundation();
                Sipp sipp =
                        Sipp.calling(Transport.TCP, "uac",
                                answering(sip, Transport.TCP, ended), CALLS, "-r", "500", "-l", "" + AT_ONCE * 4)) {
            sipp.succeeds();
            Await.until("every call has ended", () -> ended.get() == CALLS, () -> ended);
            report("answered", begun, worked, sip);
        }
    }

    @Test
    void manyCallsAreMadeAndLeaveNothing() throws Exception {
        try (SipFoundation sip = new SipFoundation(); Sipp sipp = Sipp.answering(Transport.TCP, "uas", CALLS)) {
            Phone caller = caller(sip, sipp, Transport.TCP);
            Semaphore room = new Semaphore(AT_ONCE);
            AtomicInteger ended = new AtomicInteger();
            caller.also(event -> follow(sip, event, room, ended));
            long begun = System.nanoTime();
            long worked = cpu();
            for (int i = 0; i < CALLS; i++) {
                assertThat(room.tryAcquire(60, TimeUnit.SECONDS)).as("calls end: %s of %s", ended, i).isTrue();
                sip.invite(caller.id, new DialogId("call-" + i), "sip:sipp@127.0.0.1:" + sipp.port, OFFER, List.of());
            }
            sipp.succeeds();
            Await.until("every call has ended", () -> ended.get() == CALLS, () -> ended);
            report("made", begun, worked, sip);
        }
    }

    private static void follow(SipFoundation sip, Event event, Semaphore room, AtomicInteger ended) {
        if (event instanceof DialogAnswered answered) {
            sip.acknowledge(answered.dialog());
        } else if (event instanceof DialogConfirmed confirmed) {
            sip.terminate(confirmed.dialog(), SipCause.TERMINATED, Optional.empty());
        } else if (event instanceof DialogEnded || event instanceof SipEvent.DialogFailed) {
            ended.incrementAndGet();
            room.release();
        }
    }

    /** What the calls have taken; and that no table keeps anything of them but the connection, which is still there. */
    private static void report(String what, long begun, long worked, SipFoundation sip) {
        System.out.printf("%d calls %s over TCP: %.0f a second, %.0f us of CPU each%n", CALLS, what,
                CALLS * 1e9 / (System.nanoTime() - begun), (cpu() - worked) / 1e3 / CALLS);
        Await.until("neither dialog nor transaction is left", () -> sip.statistics().dialogs() == 0 && sip.statistics().clientTransactions() == 0
                && sip.statistics().serverTransactions() == 0, sip::statistics);
    }

    /** Nanoseconds this process has worked. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
