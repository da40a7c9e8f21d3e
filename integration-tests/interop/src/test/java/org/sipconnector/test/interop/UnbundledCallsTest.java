/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.spi.media.MediaEvent;

/** Calls with a far end whose descriptions know no BUNDLE, no mids and no RTCP beside RTP: sound and pictures flow both ways. */
class UnbundledCallsTest {

    private ServerConversation conversation;

    @BeforeEach
    void register() throws Exception {
        conversation = new ServerConversation(Set.of(Transport.TCP), RealMedia.engine());
        CompletionStage<?> connecting = conversation.connector().connection().connect();
        ReceivedMessage register = conversation.expect("REGISTER");
        conversation.answer(register, "200 OK", List.of("Contact: " + register.header("Contact")), "");
        RealConnector.got(connecting);
    }

    @AfterEach
    void close() {
        conversation.close();
    }

    @AfterAll
    static void closeMedia() {
        RealMedia.close();
    }

    /** RFC 9143 section 7.3. */
    @Test
    void aCallerWithoutBundleIsSeenAndHeardAndSeesAndHears() throws Exception {
        try (MediaPeer far = new MediaPeer(RealMedia.engine())) {
            conversation.request("INVITE", true, Optional.empty(), List.of(), BrowserDescriptions.unbundled(far.offer()));
            conversation.await("SIP/2.0 180");
            IncomingCallManager incoming = conversation.connector().manager(IncomingCallManager.class);
            conversation.connector().becomes(incoming::isAvailableIncomingCall, "called");
            CompletionStage<?> answering = conversation.connector().call()
                    .answer(RealConnector.got(incoming.claim()), CallParameters.answering());
            String answer = conversation.await("SIP/2.0 200").body();
            assertThat(answer).doesNotContain("BUNDLE", "a=mid:");
            far.accept(BrowserDescriptions.unbundled(answer));
            conversation.request("ACK", false, Optional.empty(), List.of(), "");
            RealConnector.got(answering);
            flows(far);
        }
    }

    /** RFC 9143 section 7.5.1: the lines need transports of their own, so the connector offers once more. */
    @Test
    void aCalledWithoutBundleIsSeenAndHeardAndSeesAndHears() throws Exception {
        try (MediaPeer first = new MediaPeer(RealMedia.engine()); MediaPeer far = new MediaPeer(RealMedia.engine())) {
            CompletionStage<?> calling = conversation.connector().call().startCall(CallParameters.to("600"));
            accept(conversation.expect("INVITE"), first);
            conversation.await("ACK");
            accept(conversation.await("INVITE"), far);
            conversation.await("ACK");
            RealConnector.got(calling);
            flows(far);
        }
    }

    private void accept(ReceivedMessage invite, MediaPeer far) throws IOException, InterruptedException {
        conversation.answer(invite, "200 OK", List.of(), BrowserDescriptions.unbundled(far.answer(BrowserDescriptions.unbundled(invite.body()))));
    }

    private void flows(MediaPeer far) throws InterruptedException {
        far.awaitMedia();
        Set<MediaKind> kinds = EnumSet.noneOf(MediaKind.class);
        while (kinds.size() < 2) {
            kinds.add(((MediaEvent.FirstMedia) conversation.connector()
                    .told(MediaEvent.FirstMedia.class::isInstance, "further media after " + kinds)).track().kind());
        }
        assertThat(conversation.connector().call().isCallActive()).isTrue();
    }
}
