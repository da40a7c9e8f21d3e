/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/** Writes a message line by line. */
final class OutgoingMessage {

    private static final Set<String> FRAME = Set.of("content-length", "l", "via", "v", "call-id", "i", "cseq");

    private final StringBuilder text;

    private OutgoingMessage(String firstLine) {
        text = new StringBuilder(512).append(firstLine).append("\r\n");
    }

    /** @throws UnwritableException when the method is no token, or the URI none that can stand in a request line */
    static OutgoingMessage request(String method, String uri) {
        return new OutgoingMessage(Wording.token(method) + ' ' + Wording.uri(uri) + " SIP/2.0");
    }

    static OutgoingMessage response(int status, String reason) {
        return new OutgoingMessage("SIP/2.0 " + status + ' ' + Wording.oneLine(reason));
    }

    OutgoingMessage header(String name, String value) {
        text.append(name).append(": ").append(Wording.oneLine(value)).append("\r\n");
        return this;
    }

    /** @throws UnwritableException when a name is none, or one of those that hold the message together */
    OutgoingMessage headers(List<Header> headers) {
        headers.stream().filter(header -> !writable(header)).findFirst().ifPresent(header -> {
            throw new UnwritableException("'" + Wording.oneLine(header.name()) + "' is no header name, or one the stack itself writes");
        });
        headers.forEach(header -> header(header.name(), header.value()));
        return this;
    }

    /** Whether somebody other than the stack may add the header. */
    static boolean writable(Header header) {
        return Wording.isToken(header.name()) && !FRAME.contains(header.name().toLowerCase(Locale.ROOT));
    }

    /** Ends the message; Content-Type and Content-Length are written here. */
    byte[] body(SipBody body) {
        if (body == null) {
            return text.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
        }
        byte[] content = body.content().getBytes(StandardCharsets.UTF_8);
        header("Content-Type", body.contentType());
        byte[] head = text.append("Content-Length: ").append(content.length).append("\r\n\r\n").toString()
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }
}
