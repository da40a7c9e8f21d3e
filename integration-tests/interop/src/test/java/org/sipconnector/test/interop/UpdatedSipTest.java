/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.RenegotiationOptions;

/** The SIP foundation is replaced while a peer has an offer of the connector's to decide: the offer is made again, the call goes on. */
class UpdatedSipTest {

    private ServerConversation conversation;
    private CompletionStage<Boolean> renegotiated;
    private ReceivedMessage offer;

    @BeforeEach
    void offersDuringACall() throws Exception {
        conversation = new ServerConversation(Set.of(Transport.TCP), PreparedMedia.engine());
        CompletionStage<?> connecting = conversation.connector().connection().connect();
        binds(conversation.expect("REGISTER"));
        RealConnector.got(connecting);
        CompletionStage<?> calling = conversation.connector().call().startCall(CallParameters.to("600"));
        accepts(conversation.expect("INVITE"));
        conversation.expect("ACK");
        RealConnector.got(calling);
        renegotiated = conversation.connector().call().renegotiate(RenegotiationOptions.WAITING);
        offer = conversation.await("INVITE");
    }

    @AfterEach
    void close() {
        conversation.close();
    }

    /** RFC 3261 section 9.1. */
    @Test
    void anOfferThatThePeerIsDecidingIsCancelledAndMadeAgain() throws Exception {
        conversation.answer(offer, "100 Trying", List.of(), "");
        CompletableFuture<Void> replaced = CompletableFuture.runAsync(conversation.connector()::replaceSipPatiently);
        ReceivedMessage cancel = conversation.await("CANCEL");
        assertThat(cancel.header("CSeq")).isEqualTo(offer.header("CSeq").replace("INVITE", "CANCEL"));
        conversation.answer(cancel, "200 OK", List.of(), "");
        conversation.answer(offer, "487 Request Terminated", List.of(), "");
        assertThat(conversation.await("ACK").header("CSeq")).isEqualTo(offer.header("CSeq").replace("INVITE", "ACK"));
        RealConnector.got(replaced);

        acceptsUntilRenegotiated();
    }

    /** RFC 3261 sections 14.2 and 13.3.1.4: without its ACK the peer would end the call. */
    @Test
    void anOfferThatIsAcceptedOnlyThenIsAcknowledgedAndMadeAgain() throws Exception {
        conversation.connector().replaceSip();
        ReceivedMessage shown = awaitOffer();
        conversation.answer(shown, "500 Server Internal Error", List.of("Retry-After: 0"), "");
        accepts(new ReceivedMessage(offer.head(), offer.body(), shown.connection()));
        String late = offer.header("CSeq").replace("INVITE", "ACK");
        while (!conversation.await("ACK").header("CSeq").equals(late)) {
            assertThat(conversation.last().header("CSeq")).isEqualTo(shown.header("CSeq").replace("INVITE", "ACK"));
        }

        acceptsUntilRenegotiated();
    }

    /** What holds is shown over the new connection, and then the offer is made again. */
    private void acceptsUntilRenegotiated() throws Exception {
        accepts(awaitOffer());
        ReceivedMessage again = awaitOffer();
        accepts(again);

        assertThat(RealConnector.got(renegotiated)).isTrue();
        assertThat(again.body()).as("another offer than the one that was left").isNotEqualTo(offer.body());
        assertThat(conversation.connector().call().isCallActive()).isTrue();
        assertThat(conversation.connector().told()).noneMatch(CallEvent.Failed.class::isInstance);
    }

    private ReceivedMessage awaitOffer() throws IOException, InterruptedException {
        ReceivedMessage next = conversation.next();
        while (!next.method().equals("INVITE")) {
            if (next.method().equals("REGISTER")) {
                binds(next);
            }
            next = conversation.next();
        }
        return next;
    }

    private void binds(ReceivedMessage register) throws IOException {
        conversation.answer(register, "200 OK", List.of("Contact: " + register.header("Contact")), "");
    }

    private void accepts(ReceivedMessage invite) throws IOException {
        conversation.answer(invite, "200 OK", List.of(), BrowserDescriptions.answer(invite.body()));
    }
}
