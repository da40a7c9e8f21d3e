/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

/** Masks a SIP message line by line, then its body by its Content-Type. A line ends with CRLF, or with LF alone. */
final class MessageMask {

    private MessageMask() {}

    static void mask(MaskedText text) {
        int end = text.length();
        int at = lineEnd(text, 0, end);
        TextMask.mask(text, 0, at);
        String type = "";
        while (at < end) {
            int start = at;
            at = headerEnd(text, start, end);
            if (blank(text, start, at)) {
                break;
            }
            int colon = text.find(":", start, at);
            if (colon < at) {
                String name = text.part(start, colon).strip();
                HeaderMask.mask(text, name, colon + 1, at);
                if (name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("c")) {
                    type = text.part(colon + 1, at);
                }
            } else {
                text.mask(start, at);
            }
        }
        BodyMask.mask(text, type, Math.min(at, end), end);
    }

    /** Behind the header's last line: lines that begin with a space or tab belong to it. */
    private static int headerEnd(MaskedText text, int start, int end) {
        int at = lineEnd(text, start, end);
        while (at < end && !blank(text, start, at) && (text.at(at) == ' ' || text.at(at) == '\t')) {
            at = lineEnd(text, at, end);
        }
        return at;
    }

    private static int lineEnd(MaskedText text, int from, int end) {
        return Math.min(end, text.find("\n", from, end) + 1);
    }

    private static boolean blank(MaskedText text, int from, int to) {
        return to - from <= 2 && (from == to || text.at(from) == '\r' || text.at(from) == '\n');
    }
}
