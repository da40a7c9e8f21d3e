/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

import java.util.Locale;
import java.util.Set;

/** Masks the values of a JSON text but those of names known to be open; names and structure stay. */
final class JsonMask {

    private static final Set<String> OPEN = Set.of("cmd", "command", "event", "type", "method", "status", "state", "code", "reason", "version",
            "conference", "participant", "channels", "input", "output", "currentstate", "info", "mediastate", "partstate", "mic", "maincam",
            "sharedesktop", "notify", "refusal", "roomname", "stats", "uselic", "tone", "to");

    private JsonMask() {}

    static void mask(MaskedText text, int from, int to) {
        boolean open = false;
        int at = from;
        while (at < to) {
            char c = text.at(at);
            if (c == '"') {
                int stringEnd = text.quotedEnd(at + 1, to);
                int after = skipSpace(text, Math.min(stringEnd + 1, to), to);
                if (after < to && text.at(after) == ':') {
                    open = OPEN.contains(text.part(at + 1, Math.min(stringEnd, at + 100)).toLowerCase(Locale.ROOT));
                } else if (open) {
                    TextMask.mask(text, at + 1, stringEnd);
                } else {
                    text.mask(at + 1, stringEnd);
                }
                at = stringEnd + 1;
            } else if (Character.isLetterOrDigit(c)) {
                int end = at;
                while (end < to && (Character.isLetterOrDigit(text.at(end)) || text.at(end) == '.')) {
                    end++;
                }
                bare(text, open, at, end);
                at = end;
            } else {
                at++;
            }
        }
    }

    private static void bare(MaskedText text, boolean open, int from, int to) {
        if (Character.isDigit(text.at(from)) && !open) {
            text.maskNumber(from, to);
        } else if (!Character.isDigit(text.at(from)) && !Set.of("true", "false", "null").contains(text.part(from, Math.min(to, from + 6)))) {
            text.mask(from, to);
        }
    }

    private static int skipSpace(MaskedText text, int from, int to) {
        int at = from;
        while (at < to && text.at(at) <= ' ') {
            at++;
        }
        return at;
    }
}
