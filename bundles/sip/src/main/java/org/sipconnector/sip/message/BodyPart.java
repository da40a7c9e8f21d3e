/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/**
 * A part of a message's body that is no multipart itself; a plain body is its only part (RFC 2046 section 5.1, RFC 5621).
 *
 * @param type        media type in lower case, without parameters
 * @param disposition what it is for, in lower case, without parameters; empty for what is usual for its type
 * @param required    whether who does not know the type must refuse the message: unless its disposition says otherwise (RFC 3261
 *                    section 20.11)
 */
record BodyPart(String type, String disposition, boolean required, String content) {

    private static final int MOST = 20;
    private static final int DEEPEST = 3;

    /** Whether it describes the session: no other use of SDP does, such as that of early media alone (RFC 3959). */
    boolean describesSession() {
        return type.equals(SipBody.SDP) && (disposition.isEmpty() || disposition.equals("session"));
    }

    /** Whether the message is to be refused for it: early sessions are left aside without harm to the session itself. */
    boolean refused() {
        return required && !describesSession() && !(type.equals(SipBody.SDP) && disposition.equals("early-session"));
    }

    /** The type of content in that encoding: what is packed is nothing but octets to us (RFC 3261 section 7.4.2). */
    static String type(String contentType, Optional<String> encoding) {
        return encoding.map(String::strip).filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("identity")).isPresent()
                ? "application/octet-stream"
                : contentType;
    }

    /** The parts in order; what cannot be cut is one part of its type. */
    static List<BodyPart> of(String contentType, String disposition, String content) {
        List<BodyPart> parts = new ArrayList<>();
        collect(contentType, disposition, content, 0, parts);
        return parts;
    }

    private static void collect(String contentType, String disposition, String content, int depth, List<BodyPart> parts) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Optional<String> boundary = type.startsWith("multipart/") && depth < DEEPEST ? boundary(contentType) : Optional.empty();
        List<String> inner = boundary.map(line -> cut(content, line)).orElse(List.of());
        if (inner.isEmpty()) {
            if (parts.size() < MOST) {
                String use = disposition.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
                parts.add(new BodyPart(type, use, !optional(disposition), content));
            }
            return;
        }
        for (String part : inner) {
            int end = part.startsWith("\r\n") ? 0 : part.indexOf("\r\n\r\n");
            String head = end < 0 ? "" : part.substring(0, end);
            List<Header> headers = SipText.cut(("PART\r\n" + head + "\r\n\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)).headers();
            // of alternatives the one that is known will do
            String use = Header.find(headers, "Content-Disposition").orElse("");
            String handling = type.equals("multipart/alternative") ? use.split(";", 2)[0] + ";handling=optional" : use;
            String partType = type(Header.find(headers, "Content-Type").orElse("text/plain"), Header.find(headers, "Content-Encoding"));
            collect(partType, handling, end < 0 ? part : part.substring(end + (end == 0 ? 2 : 4)), depth + 1, parts);
        }
    }

    private static Optional<String> boundary(String contentType) {
        return HeaderParameters.of(contentType).value("boundary").filter(boundary -> !boundary.isEmpty());
    }

    /**
     * What stands between the delimiter lines, which may end in white space and are followed by nothing else, since another
     * boundary may begin with this one (RFC 2046 section 5.1.1); the last part may lack its own.
     */
    private static List<String> cut(String content, String boundary) {
        List<String> parts = new ArrayList<>();
        String text = "\r\n" + content;
        int line = delimiter(text, boundary, 0);
        while (line >= 0 && parts.size() < MOST) {
            int afterBoundary = line + 4 + boundary.length();
            int lineEnd = text.indexOf("\r\n", afterBoundary);
            if (text.startsWith("--", afterBoundary) || lineEnd < 0) {
                break;
            }
            int next = delimiter(text, boundary, lineEnd);
            parts.add(next < 0 ? text.substring(lineEnd + 2) : next == lineEnd ? "" : text.substring(lineEnd + 2, next));
            line = next;
        }
        return parts;
    }

    /** The next delimiter's line end before it, -1 for none. */
    private static int delimiter(String text, String boundary, int from) {
        String start = "\r\n--" + boundary;
        int at = text.indexOf(start, from);
        while (at >= 0 && !ends(text, at + start.length())) {
            at = text.indexOf(start, at + 1);
        }
        return at;
    }

    private static boolean ends(String text, int at) {
        int lineEnd = text.indexOf("\r\n", at);
        String rest = text.substring(at, lineEnd < 0 ? text.length() : lineEnd);
        return rest.isBlank() || rest.startsWith("--");
    }

    private static boolean optional(String disposition) {
        return HeaderParameters.of(disposition).value("handling").filter(handling -> handling.equalsIgnoreCase("optional")).isPresent();
    }
}
