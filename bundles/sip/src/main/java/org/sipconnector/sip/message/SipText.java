/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.sip.Header;

/**
 * A SIP message cut into its parts, values untouched. This is the one reading of lines and lengths: streams are cut by it, and
 * the parser is given what it found, so that nothing is a header to one and text to the other. A line ends with CRLF and
 * with nothing else; a line that begins with a space or tab goes on with the former (RFC 3261 section 7.3.1).
 */
public final class SipText {

    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("a", "Accept-Contact"), Map.entry("b", "Referred-By"), Map.entry("c", "Content-Type"),
            Map.entry("d", "Request-Disposition"), Map.entry("e", "Content-Encoding"), Map.entry("f", "From"),
            Map.entry("i", "Call-ID"), Map.entry("j", "Reject-Contact"), Map.entry("k", "Supported"),
            Map.entry("l", "Content-Length"), Map.entry("m", "Contact"), Map.entry("o", "Event"),
            Map.entry("r", "Refer-To"), Map.entry("s", "Subject"), Map.entry("t", "To"), Map.entry("u", "Allow-Events"),
            Map.entry("v", "Via"), Map.entry("x", "Session-Expires"), Map.entry("y", "Identity"));

    private final byte[] message;
    private final List<Header> headers = new ArrayList<>();
    private final BodyLength length = new BodyLength();
    private String firstLine = "";
    private String doubt;
    private int at;

    private SipText(byte[] message) {
        this.message = message;
    }

    /** Cuts a message, or the head of one. Never fails: what cannot be relied on is told by {@link #doubt}. */
    public static SipText cut(byte[] message) {
        SipText text = new SipText(message);
        text.cut();
        return text;
    }

    private void cut() {
        while (at < message.length && (message[at] == '\r' || message[at] == '\n')) {
            at++;
        }
        firstLine = line();
        StringBuilder value = null;
        String name = "";
        while (at < message.length) {
            String line = line();
            if (line.isEmpty()) {
                break;
            }
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                if (value == null) {
                    doubt("the first line is folded");
                } else if (name.isEmpty()) {
                    doubt("a header's name is folded");
                } else {
                    length.folded(name);
                    value.append(' ').append(trimmed(line));
                }
                continue;
            }
            keep(name, value);
            int colon = line.indexOf(':');
            name = full(trimmed(colon < 0 ? line : line.substring(0, colon)));
            value = colon < 1 ? null : new StringBuilder(trimmed(line.substring(colon + 1)));
            if (value == null) {
                length.unreadable(name);
                value = new StringBuilder();
                name = "";
            }
        }
        keep(name, value);
    }

    private void keep(String name, StringBuilder value) {
        if (value != null && !name.isEmpty()) {
            length.header(name, value);
            headers.add(new Header(name, value.toString()));
        }
    }

    /** The next line, without its end. */
    private String line() {
        int start = at;
        boolean bare = false;
        while (at < message.length && !lineEnd(at)) {
            bare |= message[at] == '\r' || message[at] == '\n';
            at++;
        }
        if (bare) {
            doubt("a CR or LF stands alone");
        }
        String line = new String(message, start, at - start, StandardCharsets.UTF_8);
        at = Math.min(at + 2, message.length);
        return line;
    }

    private boolean lineEnd(int index) {
        return message[index] == '\r' && index + 1 < message.length && message[index + 1] == '\n';
    }

    private void doubt(String reason) {
        doubt = doubt == null ? reason : doubt;
    }

    private static String full(String name) {
        return name.length() > 1 ? name : COMPACT.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    /** Without the white space of SIP around it; Unicode's is text. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        while (end > start && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return text.substring(start, end);
    }

    public String firstLine() {
        return firstLine;
    }

    /** In order, names in full form, folded lines joined. */
    public List<Header> headers() {
        return headers;
    }

    /** Why another reader may see other lines, or another end of the body; such a message is refused. */
    public Optional<String> doubt() {
        return Optional.ofNullable(doubt).or(length::doubt);
    }

    /** What Content-Length says, -1 without it. */
    public int contentLength() {
        return length.bytes();
    }

    int size() {
        return message.length;
    }

    /** Everything after the empty line. */
    byte[] rest() {
        return Arrays.copyOfRange(message, at, message.length);
    }
}
