/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.ArrayList;
import java.util.List;

/** The entries of a header that is a comma separated list; commas inside quotes and angle brackets do not count. */
final class ListEntries {

    private ListEntries() {}

    /** All entries of one header line, empty ones left out; takes time in proportion to its length. */
    static List<String> of(String value) {
        List<String> entries = new ArrayList<>();
        int start = 0;
        while (start <= value.length()) {
            int end = end(value, start);
            String entry = value.substring(start, end).strip();
            if (!entry.isEmpty()) {
                entries.add(entry);
            }
            start = end + 1;
        }
        return entries;
    }

    /** The first entry, empty without one. */
    static String first(String value) {
        int start = 0;
        while (start < value.length() && (value.charAt(start) == ',' || value.charAt(start) <= ' ')) {
            start++;
        }
        return value.substring(start, end(value, start)).strip();
    }

    /** What follows the first entry, empty for nothing. */
    static String others(String value) {
        int end = end(value, 0);
        return end < value.length() ? value.substring(end + 1).strip() : "";
    }

    private static int end(String value, int from) {
        boolean quoted = false;
        int depth = 0;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '<') {
                depth++;
            } else if (!quoted && c == '>') {
                depth--;
            } else if (!quoted && depth == 0 && c == ',') {
                return i;
            }
        }
        return value.length();
    }
}
