/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An entry of a header that holds an address: From, To, Contact, Route and their like (RFC 3261 section 25.1, name-addr and
 * addr-spec with parameters). White space may stand around every separator.
 *
 * @param display what stands before the URI, quotes included; empty for nothing
 * @param uri     without angle brackets
 * @param parameters of the header, each as it came without white space around it
 */
public record HeaderAddress(String display, String uri, List<String> parameters) {

    public HeaderAddress {
        parameters = List.copyOf(parameters);
    }

    /** Never fails: what is no address becomes a URI nobody knows. */
    public static HeaderAddress of(String value) {
        int open = unquoted(value, 0, '<');
        int close = open < 0 ? -1 : value.indexOf('>', open);
        if (close >= 0) {
            return new HeaderAddress(value.substring(0, open).strip(), value.substring(open + 1, close).strip(),
                    parameters(value, close + 1));
        }
        int end = unquoted(value, 0, ';');
        return new HeaderAddress("", (end < 0 ? value : value.substring(0, end)).strip(), end < 0 ? List.of() : parameters(value, end));
    }

    /** A route, which is always written in angle brackets; what follows one without them are parameters of its URI. */
    public static HeaderAddress ofRoute(String value) {
        return unquoted(value, 0, '<') < 0 ? new HeaderAddress("", value.strip(), List.of()) : of(value);
    }

    private static List<String> parameters(String value, int from) {
        List<String> found = new ArrayList<>();
        int start = unquoted(value, from, ';');
        while (start >= 0) {
            int next = unquoted(value, start + 1, ';');
            String parameter = value.substring(start + 1, next < 0 ? value.length() : next).strip();
            if (!parameter.isEmpty()) {
                found.add(parameter);
            }
            start = next;
        }
        return found;
    }

    private static int unquoted(String value, int from, char wanted) {
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

    private static String name(String parameter) {
        return parameter.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The value of a parameter of the header, unquoted; empty text for one without value. */
    public Optional<String> parameter(String name) {
        return parameters.stream().filter(each -> name(each).equals(name))
                .map(each -> each.contains("=") ? each.substring(each.indexOf('=') + 1).strip().replaceAll("^\"|\"$", "") : "")
                .findFirst();
    }

    /** Without one parameter, written as a dialog repeats it. */
    public String without(String name) {
        StringBuilder text = new StringBuilder(display.isEmpty() ? "" : display + ' ').append('<').append(uri).append('>');
        parameters.stream().filter(each -> !name(each).equals(name)).forEach(each -> text.append(';').append(each));
        return text.toString();
    }

    /** Whether a request can be sent there: it has a SIP URI that can be written. */
    public boolean routable() {
        String scheme = uri.substring(0, uri.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        return (scheme.equals("sip:") || scheme.equals("sips:")) && Wording.fault(uri).isEmpty();
    }

    /** The entry in angle brackets with its parameters. */
    @Override
    public String toString() {
        return without("");
    }

    /** Whether the URI has the parameter {@code lr}: parameters begin after the host, a user part may contain any of it. */
    public boolean looseRouter() {
        String afterUser = uri.substring(uri.lastIndexOf('@') + 1).split("\\?", 2)[0];
        String[] parts = afterUser.split(";");
        for (int i = 1; i < parts.length; i++) {
            if (name(parts[i]).equals("lr")) {
                return true;
            }
        }
        return false;
    }
}
