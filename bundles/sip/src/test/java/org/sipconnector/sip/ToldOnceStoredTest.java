/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.Event;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestReceived;
import org.sipconnector.testkit.EventRecorder;

/** What a peer is told as done another process would know, too: the owner is asked whether it is kept first. */
class ToldOnceStoredTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final DialogId CALL = new DialogId("call-1");

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private final EventRecorder questions = new EventRecorder();
    private Loopback loopback;
    private UserAgentId atServer;

    /** Whether it is kept was asked after that event. */
    private record AskedAfter(Class<?> event, boolean atOnce) implements Event {}

    private final class Owner implements EventSink {

        private Event last;

        @Override
        public void accept(Event event) {
            last = event;
            loopback.heard.accept(event);
        }

        @Override
        public CompletionStage<Void> stored(boolean atOnce) {
            questions.accept(new AskedAfter(last.getClass(), atOnce));
            return CompletableFuture.completedStage(null);
        }
    }

    @BeforeEach
    void connect() throws Exception {
        loopback = fixture.over(Transport.WS);
        loopback.client.attach(loopback.clientOwner(), new Owner());
        atServer = loopback.connectAlice();
    }

    private void askedAfter(Class<? extends Event> event, boolean atOnce) {
        questions.next(AskedAfter.class, asked -> asked.equals(new AskedAfter(event, atOnce)));
    }

    private DialogId called() {
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", SDP, List.of());
        DialogId dialog = loopback.served.next(IncomingInvite.class).dialog();
        loopback.server.accept(dialog, SDP, List.of());
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        loopback.served.next(DialogConfirmed.class);
        return dialog;
    }

    @Test
    void anAnswerIsAcknowledgedOnceTheCallIsKept() {
        called();

        askedAfter(DialogAnswered.class, true);
    }

    @Test
    void aCallIsTakenOnceItIsKept() {
        loopback.server.invite(atServer, CALL, "sip:alice@sip.test", SDP, List.of());
        loopback.client.accept(loopback.heard.next(IncomingInvite.class).dialog(), SDP, List.of());
        loopback.served.next(DialogAnswered.class);

        askedAfter(IncomingInvite.class, true);
    }

    @Test
    void anOfferIsAnsweredOnceTheAnswerIsKept() {
        DialogId dialog = called();

        loopback.server.reinvite(dialog, SDP, List.of());
        loopback.client.answerReinvite(loopback.heard.next(ReinviteReceived.class).dialog(), SDP);
        loopback.served.next(ReinviteAnswered.class);

        askedAfter(ReinviteReceived.class, true);
    }

    @Test
    void whatIsSaidInTheCallIsConfirmedOnceItIsKept() {
        DialogId dialog = called();

        loopback.server.requestInDialog(dialog, OutgoingRequest.info("order", List.of(), new SipBody("application/vinteo.webrtc.mic", "")));
        loopback.served.next(RequestAnswered.class);

        askedAfter(DialogRequestReceived.class, false);
    }

    @Test
    void whatIsSaidOutsideIsConfirmedOnceItIsKept() {
        loopback.server.request(atServer, new OutgoingRequest("news", "NOTIFY", "sip:alice@sip.test", List.of(), Optional.empty(),
                OutgoingRequest.TRANSACTION_TIMEOUT));
        loopback.served.next(RequestAnswered.class);

        askedAfter(RequestReceived.class, false);
    }

    @Test
    void whoIsHungUpOnConfirmsItOnceTheEndIsKept() {
        DialogId dialog = called();

        loopback.server.terminate(dialog, SipCause.TERMINATED, Optional.empty());

        askedAfter(DialogEnded.class, false);
    }
}
