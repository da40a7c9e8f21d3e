/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

import java.util.Locale;

/** Masks bodies: of session descriptions their keys, of JSON and XML all values, of everything else everything. */
final class BodyMask {

    private BodyMask() {}

    /** @param contentType empty when it is not told: then the body's beginning decides */
    static void mask(MaskedText text, String contentType, int from, int to) {
        String type = contentType.strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("application/sdp") || type.isEmpty() && text.begins("v=0", from)) {
            sessionDescription(text, from, to);
        } else if (type.contains("json") || type.isEmpty() && from < to && (text.at(from) == '{' || text.at(from) == '[')) {
            JsonMask.mask(text, from, to);
        } else if (type.contains("xml")) {
            xml(text, from, to);
        } else {
            text.mask(from, to);
        }
    }

    private static void sessionDescription(MaskedText text, int from, int to) {
        int at = from;
        while (at < to) {
            int end = text.find("\r\n", at, to);
            if (text.begins("k=", at)) {
                text.mask(at + 2, end);
            } else {
                TextMask.mask(text, at, end);
            }
            at = end + 1;
        }
    }

    /** Names of elements and attributes stay. */
    private static void xml(MaskedText text, int from, int to) {
        int at = from;
        while (at < to) {
            int tag = text.find("<", at, to);
            text.mask(at, tag);
            at = tag;
            while (at < to && text.at(at) != '>') {
                char quote = text.at(at);
                if (quote == '"' || quote == '\'') {
                    int end = text.find(String.valueOf(quote), at + 1, to);
                    text.mask(at + 1, end);
                    at = Math.min(to, end + 1);
                } else {
                    at++;
                }
            }
            at++;
        }
    }
}
