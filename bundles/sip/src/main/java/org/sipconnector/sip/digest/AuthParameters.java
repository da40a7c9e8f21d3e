/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The {@code name=value} list of a challenge or of credentials (RFC 7616). */
final class AuthParameters {

    private final Map<String, String> values;

    private AuthParameters(Map<String, String> values) {
        this.values = values;
    }

    /** Empty when the scheme is not Digest. */
    static Optional<AuthParameters> digest(String header) {
        String text = header.strip().replace('\t', ' ');
        if (!text.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Optional.empty();
        }
        return Optional.of(list(text.substring(7)));
    }

    /** The parameters without a scheme before them. */
    static AuthParameters list(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            // a list of qop that lacks its quotes looks like a name, too
            String before = text.substring(at, equals);
            String name = before.substring(before.lastIndexOf(',') + 1).strip().toLowerCase(Locale.ROOT);
            if (name.indexOf(' ') >= 0) {
                // another challenge begins, which belongs into a header of its own (RFC 3261 section 7.3.1)
                break;
            }
            StringBuilder value = new StringBuilder();
            at = readValue(text, skipSpace(text, equals + 1), value);
            values.put(name, value.toString());
        }
        return new AuthParameters(values);
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** Reads a token or quoted string and goes past the comma after it, which some leave out behind a quoted one. */
    private static int readValue(String text, int from, StringBuilder value) {
        int at = from;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            at = skipSpace(text, at + 1);
            return at < text.length() && text.charAt(at) == ',' ? skipSpace(text, at + 1) : at;
        } else {
            while (at < text.length() && text.charAt(at) != ',') {
                value.append(text.charAt(at++));
            }
            String token = value.toString().strip();
            value.setLength(0);
            value.append(token);
        }
        int comma = text.indexOf(',', at);
        return comma < 0 ? text.length() : skipSpace(text, comma + 1);
    }

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }
}
