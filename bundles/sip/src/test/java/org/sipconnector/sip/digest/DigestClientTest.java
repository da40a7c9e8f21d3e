/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.message.IncomingMessage;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;

/** What a server that asks for credentials can make us send. */
class DigestClientTest {

    private final AtomicReference<DigestAlgorithm> weakest = new AtomicReference<>(DigestAlgorithm.MD5);
    private final DigestClient client = new DigestClient("alice", Optional.of(Secret.of("pw")), weakest::get);
    private final RequestDraft request = new RequestDraft("REGISTER", "sip:a", "<sip:a>;tag=1", "<sip:a>", "c", 1, List.of(), List.of(), null);

    private static IncomingResponse asking(String... challenges) throws ParseException {
        StringBuilder headers = new StringBuilder();
        for (String challenge : challenges) {
            headers.append("WWW-Authenticate: Digest ").append(challenge).append("\r\n");
        }
        return (IncomingResponse) IncomingMessage.parse(("SIP/2.0 401 Unauthorized\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nFrom: <sip:a>;tag=1\r\n"
                + "To: <sip:a>\r\nCall-ID: c\r\nCSeq: 1 REGISTER\r\n" + headers + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void challengesOfEverNewRealmsDoNotPileUp() throws ParseException {
        for (int i = 0; i < 100; i++) {
            client.accept(asking("realm=\"r" + i + "\", nonce=\"n\"", "realm=\"s" + i + "\", nonce=\"n\""), false);
        }
        List<Header> credentials = client.credentials(request);
        assertThat(credentials).hasSize(8);
        assertThat(credentials.get(7).value()).contains("realm=\"s99\"");
    }

    @Test
    void aChallengeTooLongToBeMeantIsNotAnswered() throws ParseException {
        assertThat(client.accept(asking("realm=\"r\", nonce=\"" + "n".repeat(3_000) + "\""), false)).isFalse();
        assertThat(client.credentials(request)).isEmpty();
    }

    private static IncomingResponse accepting(String information) throws ParseException {
        return (IncomingResponse) IncomingMessage.parse(("SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nFrom: <sip:a>;tag=1\r\n"
                + "To: <sip:a>\r\nCall-ID: c\r\nCSeq: 1 REGISTER\r\nAuthentication-Info: " + information + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    private String credentials() {
        return client.credentials(request).get(0).value();
    }

    /** RFC 7616 section 3.5. */
    @Test
    void theNonceAServerWantsNextIsUsedAndCountedFromOne() throws ParseException {
        client.accept(asking("realm=\"r\", nonce=\"one\", qop=\"auth\""), false);
        assertThat(credentials()).contains("nonce=\"one\"", "nc=00000001");
        client.accepted(accepting("qop=auth, rspauth=\"00\", nextnonce=\"two, or more\", nc=00000001"));
        assertThat(credentials()).contains("nonce=\"two, or more\"", "nc=00000001");
        client.accepted(accepting("NextNonce=\"two, or more\""));
        assertThat(credentials()).contains("nonce=\"two, or more\"", "nc=00000002");
    }

    @Test
    void anAnswerThatNamesNoNextNonceLeavesTheOneThatIsUsed() throws ParseException {
        client.accept(asking("realm=\"r\", nonce=\"one\", qop=\"auth\""), false);
        for (String information : List.of("qop=auth", "nextnonce=\"\"", "nextnonce=\"" + "n".repeat(3_000) + '"', "nonsense")) {
            client.accepted(accepting(information));
        }
        assertThat(credentials()).contains("nonce=\"one\"");
    }

    @Test
    void aNextNonceIsNobodysWhereSeveralRealmsAreAskedFor() throws ParseException {
        client.accept(asking("realm=\"r\", nonce=\"one\"", "realm=\"s\", nonce=\"other\""), false);
        client.accepted(accepting("nextnonce=\"two\""));
        assertThat(client.credentials(request)).noneMatch(header -> header.value().contains("two"));
    }

    @Test
    void challengesOfManyRealmsAtOnceAreAnsweredInPart() throws ParseException {
        String[] many = new String[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = "realm=\"r" + i + "\", nonce=\"n\"";
        }
        client.accept(asking(many), false);
        assertThat(client.credentials(request)).hasSize(8);
    }

    @Test
    void anAlgorithmWeakerThanAllowedIsNotAnswered() throws ParseException {
        weakest.set(DigestAlgorithm.SHA_256);
        assertThat(client.accept(asking("realm=\"r\", nonce=\"n\"", "realm=\"r\", nonce=\"n\", algorithm=MD5"), false)).isFalse();
        assertThat(client.accept(asking("realm=\"r\", nonce=\"n\"", "realm=\"r\", nonce=\"n\", algorithm=SHA-256"), false)).isTrue();
        assertThat(client.credentials(request)).singleElement().satisfies(header -> assertThat(header.value()).contains("algorithm=SHA-256"));
    }
}
