/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parameters of a header, each {@code ;name} or {@code ;name=value} (RFC 3261 section 25.1, generic-param). What stands in
 * quotes separates nothing, white space may stand around every separator, and of a name that comes twice the first counts.
 *
 * @param all each as it came, without white space around it
 */
public record HeaderParameters(List<String> all) {

    public HeaderParameters {
        all = List.copyOf(all);
    }

    /** Those of a value that is no address: all that follows its first semicolon. */
    public static HeaderParameters of(String value) {
        return from(value, 0);
    }

    static HeaderParameters from(String value, int index) {
        List<String> found = new ArrayList<>();
        int start = unquoted(value, index, ';');
        while (start >= 0) {
            int next = unquoted(value, start + 1, ';');
            String parameter = value.substring(start + 1, next < 0 ? value.length() : next).strip();
            if (!parameter.isEmpty()) {
                found.add(parameter);
            }
            start = next;
        }
        return new HeaderParameters(found);
    }

    /** Where that character first stands outside quotes, -1 for nowhere. */
    static int unquoted(String value, int from, char wanted) {
        boolean quoted = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == wanted) {
                return i;
            }
        }
        return -1;
    }

    static String name(String parameter) {
        return parameter.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The value of a parameter, unquoted; empty text for one without value.
     *
     * @param name in lower case
     */
    public Optional<String> value(String name) {
        return all.stream().filter(each -> name(each).equals(name))
                .map(each -> each.contains("=") ? plain(each.substring(each.indexOf('=') + 1).strip()) : "").findFirst();
    }

    private static String plain(String value) {
        return value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")
                ? value
                : value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
