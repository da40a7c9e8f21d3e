/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

import java.util.Locale;
import java.util.Set;

/** Masks the values of headers: of credentials all but scheme and public parameters, of secret names all, of others what looks secret. */
final class HeaderMask {

    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "authentication-info",
            "proxy-authentication-info");
    private static final Set<String> CHALLENGES = Set.of("www-authenticate", "proxy-authenticate");
    /** What a digest shows openly; everything else in credentials is masked. */
    private static final Set<String> OPEN = Set.of("username", "realm", "nonce", "uri", "algorithm", "qop", "nc", "cnonce", "opaque", "stale",
            "userhash", "nextnonce", "digest");

    private HeaderMask() {}

    static void mask(MaskedText text, String name, int from, int to) {
        String lower = name.toLowerCase(Locale.ROOT);
        int start = text.skipBlanks(from, to);
        if (CREDENTIALS.contains(lower)) {
            credentials(text, lower.endsWith("info"), start, to);
        } else if (CHALLENGES.contains(lower)) {
            return;
        } else if (SecretNames.contains(name)) {
            text.mask(start, to);
        } else if (start < to && (text.at(start) == '{' || text.at(start) == '[')) {
            JsonMask.mask(text, start, to);
        } else {
            TextMask.mask(text, start, to);
        }
    }

    private static void credentials(MaskedText text, boolean withoutScheme, int from, int to) {
        int schemeEnd = text.find(" \t\r\n", from, to);
        boolean digest = withoutScheme || text.part(from, schemeEnd).equalsIgnoreCase("Digest");
        int at = withoutScheme ? from : schemeEnd;
        if (!digest) {
            text.mask(schemeEnd, to);
            return;
        }
        while (at < to) {
            int nameEnd = text.find("=,", at, to);
            String name = text.part(at, nameEnd).strip().toLowerCase(Locale.ROOT);
            int value = nameEnd < to && text.at(nameEnd) == '=' ? skipSpace(text, nameEnd + 1, to) : nameEnd;
            int valueEnd = value < to && text.at(value) == '"' ? Math.min(to, text.quotedEnd(value + 1, to) + 1) : text.find(",", value, to);
            if (OPEN.contains(name)) {
                TextMask.mask(text, value, valueEnd);
            } else if (value > nameEnd) {
                boolean quoted = text.at(Math.min(value, to - 1)) == '"';
                text.mask(quoted ? value + 1 : value, quoted ? Math.max(value + 1, closing(text, valueEnd)) : valueEnd);
            }
            at = Math.max(valueEnd, at) + 1;
        }
    }

    private static int closing(MaskedText text, int valueEnd) {
        return text.at(valueEnd - 1) == '"' ? valueEnd - 1 : valueEnd;
    }

    private static int skipSpace(MaskedText text, int from, int to) {
        int at = from;
        while (at < to && text.at(at) <= ' ') {
            at++;
        }
        return at;
    }
}
