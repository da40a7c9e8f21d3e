package org.sipconnector.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sipconnector.api.sip.Header;

/** A SIP message cut into its parts, values untouched: what custom headers are read from and responses are copied from. */
record SipText(String firstLine, List<Header> headers, String body) {

    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("a", "Accept-Contact"), Map.entry("b", "Referred-By"), Map.entry("c", "Content-Type"),
            Map.entry("d", "Request-Disposition"), Map.entry("e", "Content-Encoding"), Map.entry("f", "From"),
            Map.entry("i", "Call-ID"), Map.entry("j", "Reject-Contact"), Map.entry("k", "Supported"),
            Map.entry("l", "Content-Length"), Map.entry("m", "Contact"), Map.entry("o", "Event"),
            Map.entry("r", "Refer-To"), Map.entry("s", "Subject"), Map.entry("t", "To"), Map.entry("u", "Allow-Events"),
            Map.entry("v", "Via"), Map.entry("x", "Session-Expires"), Map.entry("y", "Identity"));

    /** Cuts a message the parser has accepted already; folded lines are joined (RFC 3261 section 7.3.1). */
    static SipText cut(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        List<Header> headers = new ArrayList<>();
        int start = firstLine(text);
        String first = text.substring(start, lineEnd(text, start));
        int at = afterLine(text, start);
        while (at < text.length()) {
            int end = lineEnd(text, at);
            if (end == at) {
                return new SipText(first, headers, text.substring(afterLine(text, at)));
            }
            if (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
                Header last = headers.isEmpty() ? new Header("", "") : headers.remove(headers.size() - 1);
                headers.add(new Header(last.name(), last.value() + " " + text.substring(at, end).strip()));
            } else {
                int colon = text.indexOf(':', at);
                if (colon > at && colon < end) {
                    String name = text.substring(at, colon).strip();
                    headers.add(new Header(full(name), text.substring(colon + 1, end).strip()));
                }
            }
            at = afterLine(text, at);
        }
        return new SipText(first, headers, "");
    }

    private static String full(String name) {
        return name.length() > 1 ? name : COMPACT.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), name);
    }

    private static int firstLine(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) < ' ') {
            at++;
        }
        return at;
    }

    private static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') {
            at++;
        }
        return at;
    }

    private static int afterLine(String text, int from) {
        int at = lineEnd(text, from);
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        return at < text.length() && text.charAt(at) == '\n' ? at + 1 : at;
    }
}
