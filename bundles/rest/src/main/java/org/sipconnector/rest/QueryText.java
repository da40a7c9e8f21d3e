/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the query of an address. The servlet API would read a form in the body with it, however large, and fail at what is malformed. */
final class QueryText {

    private QueryText() {}

    /**
     * Values by name; of several for a name the first.
     *
     * @param text null without a query
     * @throws ProblemException when it is malformed
     */
    static Map<String, String> read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (text == null) {
            return values;
        }
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                values.putIfAbsent(decoded(equals < 0 ? pair : pair.substring(0, equals)), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.of(ProblemKind.INVALID,
                    "the query has '" + ProblemException.shown(text) + "', where % must begin two hexadecimal digits");
        }
    }
}
