/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.incomingcall.IncomingCallManager;

/**
 * A hundred calls, every second one the other way, with a peer that does what linphone does: it knows no BUNDLE, refuses the
 * private INFO that follows the ACK with 491, 415 or 501, offers again when its ICE is done, and hangs up or is hung up on.
 */
class LinphoneCallsTest {

    private static final int CALLS = 100;
    private static final List<String> TO_INFO =
            List.of("491 Request Pending", "415 Unsupported Media Type", "501 Not Implemented", "200 OK");

    private ServerConversation conversation;
    private int offeredAgain;
    private int informed;

    @AfterAll
    static void closeMedia() {
        RealMedia.close();
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void ofAHundredCallsNoneFails(Transport transport) throws Exception {
        try (ServerConversation talk = new ServerConversation(Set.of(transport), RealMedia.engine())) {
            conversation = talk;
            talk.configuration().call(new CallDefaults(CallDefaults.STANDARD.audio(), CallDefaults.STANDARD.video(), false));
            register();
            for (int i = 0; i < CALLS; i++) {
                if (i % 2 == 0) {
                    call();
                } else {
                    beCalled();
                }
                offerAgain();
                assertThat(talk.connector().call().isCallActive()).as("call %d goes on after its changes", i).isTrue();
                end(i % 4 < 2);
            }
            assertThat(talk.connector().told()).noneMatch(CallEvent.Failed.class::isInstance);
            assertThat(informed).as("INFOs refused or taken").isGreaterThanOrEqualTo(CALLS);
            assertThat(offeredAgain).as("calls of ours that were offered again without bundle").isEqualTo(CALLS / 2);
        }
    }

    private void register() throws Exception {
        CompletionStage<?> connecting = conversation.connector().connection().connect();
        ReceivedMessage register = conversation.expect("REGISTER");
        conversation.answer(register, "200 OK", List.of("Contact: " + register.header("Contact")), "");
        RealConnector.got(connecting);
    }

    /** The connector calls; the answer without bundle makes it offer once more. */
    private void call() throws Exception {
        CompletionStage<?> calling = conversation.connector().call().startCall(CallParameters.to("600"));
        ReceivedMessage invite = until(message -> message.method().equals("INVITE"));
        conversation.answer(invite, "100 Trying", List.of(), "");
        conversation.answer(invite, "180 Ringing", List.of(), "");
        accept(invite);
        until(message -> message.method().equals("ACK"));
        accept(until(message -> message.method().equals("INVITE")));
        until(message -> message.method().equals("ACK"));
        offeredAgain++;
        RealConnector.got(calling);
    }

    private void accept(ReceivedMessage invite) throws IOException {
        conversation.answer(invite, "200 OK", List.of(), BrowserDescriptions.unbundled(BrowserDescriptions.answer(invite.body())));
    }

    /** The peer calls and the connector picks up. */
    private void beCalled() throws Exception {
        conversation.request("INVITE", true, Optional.empty(), List.of("Supported: replaces, outbound, gruu, path"),
                BrowserDescriptions.unbundled(BrowserDescriptions.offer()));
        until(message -> message.firstLine().startsWith("SIP/2.0 180"));
        IncomingCallManager incoming = conversation.connector().manager(IncomingCallManager.class);
        conversation.connector().becomes(incoming::isAvailableIncomingCall, "called");
        CompletionStage<?> answering = conversation.connector().call()
                .answer(RealConnector.got(incoming.claim()), CallParameters.answering());
        until(message -> message.firstLine().startsWith("SIP/2.0 200"));
        conversation.request("ACK", false, Optional.empty(), List.of(), "");
        RealConnector.got(answering);
    }

    /** When its ICE is done linphone offers what it has chosen. */
    private void offerAgain() throws Exception {
        ReceivedMessage answer;
        do {
            conversation.request("INVITE", false, Optional.empty(), List.of(), BrowserDescriptions.unbundled(BrowserDescriptions.offer()));
            answer = until(message -> message.response() && message.method().equals("INVITE") && !message.firstLine().contains(" 100 "));
            conversation.request("ACK", false, Optional.empty(), List.of(), "");
        } while (answer.firstLine().contains(" 491 "));
        assertThat(answer.firstLine()).startsWith("SIP/2.0 200");
    }

    private void end(boolean ours) throws Exception {
        if (ours) {
            CompletionStage<?> ending = conversation.connector().call().endCall();
            conversation.answer(until(message -> message.method().equals("BYE")), "200 OK", List.of(), "");
            RealConnector.got(ending);
        } else {
            conversation.request("BYE", false, Optional.empty(), List.of(), "");
            until(message -> message.response() && message.method().equals("BYE"));
        }
        conversation.connector().becomes(() -> !conversation.connector().call().isCallActive(), "out of the call");
    }

    /** The next message that is wanted; INFOs before it are answered as this peer does. */
    private ReceivedMessage until(Predicate<ReceivedMessage> wanted) throws Exception {
        while (true) {
            ReceivedMessage next = conversation.await("");
            if (wanted.test(next)) {
                return next;
            }
            if (next.firstLine().startsWith("INFO")) {
                conversation.answer(next, TO_INFO.get(informed++ % TO_INFO.size()), List.of(), "");
            }
        }
    }
}
