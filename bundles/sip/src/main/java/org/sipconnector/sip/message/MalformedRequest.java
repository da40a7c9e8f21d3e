/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.Header;

/** The answer to a request that could not, or must not, be parsed, as far as it can be answered at all (RFC 4475). */
public final class MalformedRequest {

    private MalformedRequest() {}

    /** Empty for responses, ACKs, and what lacks the headers a response is made of. */
    public static Optional<byte[]> answer(byte[] message, int status, String reason, String userAgent) {
        SipText text = SipText.cut(message);
        List<Header> headers = text.headers();
        boolean answerable = !text.firstLine().startsWith("SIP/") && !text.firstLine().startsWith("ACK ")
                && List.of("Via", "From", "To", "Call-ID", "CSeq").stream()
                        .allMatch(name -> Header.find(headers, name).filter(value -> !value.isBlank()).isPresent());
        if (!answerable) {
            return Optional.empty();
        }
        OutgoingMessage answer = OutgoingMessage.response(status, reason);
        headers.stream().filter(header -> header.name().equalsIgnoreCase("Via"))
                .forEach(via -> answer.header("Via", via.value()));
        for (String name : List.of("From", "Call-ID", "CSeq")) {
            answer.header(name, Header.find(headers, name).orElseThrow());
        }
        String to = Header.find(headers, "To").orElseThrow();
        answer.header("To", HeaderAddress.of(to).parameter("tag").isPresent() ? to : to + ";tag=" + Tokens.random(10));
        if (!userAgent.isEmpty()) {
            answer.header("User-Agent", userAgent);
        }
        return Optional.of(answer.body(null));
    }
}
