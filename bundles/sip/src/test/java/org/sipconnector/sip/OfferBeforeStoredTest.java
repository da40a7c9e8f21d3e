/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.Event;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;

/** An offer made while our ACK or answer is still to be kept for another process goes out after that, and does not fail. */
class OfferBeforeStoredTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final DialogId CALL = new DialogId("call-1");

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private volatile CompletionStage<Void> writing = CompletableFuture.completedStage(null);
    private Loopback loopback;
    private DialogId atServer;

    private final class Owner implements EventSink {

        @Override
        public void accept(Event event) {
            loopback.heard.accept(event);
        }

        @Override
        public CompletionStage<Void> stored(boolean atOnce) {
            return writing;
        }
    }

    @BeforeEach
    void answer() throws Exception {
        loopback = fixture.over(Transport.WS);
        loopback.client.attach(loopback.clientOwner(), new Owner());
        loopback.connectAlice();
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", SDP, List.of());
        atServer = loopback.served.next(IncomingInvite.class).dialog();
        loopback.server.accept(atServer, SDP, List.of());
        loopback.heard.next(DialogAnswered.class);
    }

    private void confirm() {
        loopback.client.acknowledge(CALL);
        loopback.served.next(DialogConfirmed.class);
        loopback.heard.next(DialogConfirmed.class);
    }

    private void assertOfferIsHeard() {
        loopback.served.next(ReinviteReceived.class);
        assertThat(loopback.heard.all(ReinviteFailed.class)).isEmpty();
    }

    @Test
    void afterTheAcknowledgement() {
        writing = new CompletableFuture<>();
        loopback.client.acknowledge(CALL);
        loopback.client.reinvite(CALL, SDP, List.of());

        loopback.served.next(DialogConfirmed.class);
        assertOfferIsHeard();
    }

    @Test
    void afterOurAnswerHasItsAcknowledgement() {
        confirm();
        loopback.server.reinvite(atServer, SDP, List.of());
        loopback.heard.next(ReinviteReceived.class);
        writing = new CompletableFuture<>();
        loopback.client.answerReinvite(CALL, SDP);
        loopback.client.reinvite(CALL, SDP, List.of());

        loopback.served.next(ReinviteAnswered.class);
        loopback.server.acknowledge(atServer);
        assertOfferIsHeard();
    }

    @Test
    void afterOurAnswerToAnUpdate() {
        confirm();
        loopback.server.update(atServer, SDP, List.of());
        loopback.heard.next(ReinviteReceived.class);
        writing = new CompletableFuture<>();
        loopback.client.answerReinvite(CALL, SDP);
        loopback.client.reinvite(CALL, SDP, List.of());

        loopback.served.next(ReinviteAnswered.class);
        assertOfferIsHeard();
    }
}
