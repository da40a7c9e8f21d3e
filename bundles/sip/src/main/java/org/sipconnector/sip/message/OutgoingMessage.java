package org.sipconnector.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/** Writes a message line by line. */
final class OutgoingMessage {

    private final StringBuilder text;

    OutgoingMessage(String firstLine) {
        text = new StringBuilder(512).append(firstLine).append("\r\n");
    }

    OutgoingMessage header(String name, String value) {
        text.append(name).append(": ").append(oneLine(value)).append("\r\n");
        return this;
    }

    OutgoingMessage headers(List<Header> headers) {
        headers.forEach(header -> header(header.name(), header.value()));
        return this;
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

    /** A line break inside a value would let a caller write headers he was not asked for. */
    private static String oneLine(String value) {
        return value.indexOf('\r') < 0 && value.indexOf('\n') < 0 ? value : value.replaceAll("[\\r\\n]+", " ");
    }
}
