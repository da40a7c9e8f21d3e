/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An entry of a header that holds an address: From, To, Contact, Route and their like (RFC 3261 section 25.1, name-addr and
 * addr-spec with parameters). White space may stand around every separator.
 *
 * @param display what stands before the URI, quotes included; empty for nothing
 * @param uri     without angle brackets
 * @param parameters of the header, not of the URI
 */
public record HeaderAddress(String display, String uri, HeaderParameters parameters) {

    /** A literal IPv6 address in brackets, as a regular expression (RFC 3261 section 25.1). */
    static final String IPV6_REFERENCE = "\\[[0-9A-Fa-f:.]{2,45}\\]";

    private static final HeaderParameters NONE = new HeaderParameters(List.of());
    private static final Pattern LITERAL_VALUE = Pattern.compile("[^=\"]*=\\s*" + IPV6_REFERENCE);

    /** Never fails: what is no address becomes a URI nobody knows. */
    public static HeaderAddress of(String value) {
        int open = HeaderParameters.unquoted(value, 0, '<');
        int close = open < 0 ? -1 : value.indexOf('>', open);
        if (close >= 0) {
            return new HeaderAddress(value.substring(0, open).strip(), value.substring(open + 1, close).strip(),
                    HeaderParameters.from(value, close + 1));
        }
        int end = HeaderParameters.unquoted(value, 0, ';');
        return new HeaderAddress("", (end < 0 ? value : value.substring(0, end)).strip(), HeaderParameters.of(value));
    }

    /** A route, which is always written in angle brackets; what follows one without them are parameters of its URI. */
    public static HeaderAddress ofRoute(String value) {
        return HeaderParameters.unquoted(value, 0, '<') < 0 ? new HeaderAddress("", value.strip(), NONE) : of(value);
    }

    /** The value without parameters that are IPv6 references, which jain-sip takes for malformed; none that is judged is one. */
    static String withoutLiterals(String value) {
        int open = HeaderParameters.unquoted(value, 0, '<');
        int start = HeaderParameters.unquoted(value, open < 0 ? 0 : Math.max(open, value.indexOf('>', open)), ';');
        if (start < 0 || value.indexOf('[', start) < 0) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.substring(0, start));
        HeaderParameters.from(value, start).all().stream()
                .filter(each -> HeaderParameters.name(each).equals("tag") || !LITERAL_VALUE.matcher(each).matches())
                .forEach(each -> text.append(';').append(each));
        return text.toString();
    }

    /** The value of a parameter of the header, unquoted; empty text for one without value. */
    public Optional<String> parameter(String name) {
        return parameters.value(name);
    }

    /** Without one parameter, written as a dialog repeats it. */
    public String without(String name) {
        StringBuilder text = new StringBuilder(display.isEmpty() ? "" : display + ' ').append('<').append(uri).append('>');
        parameters.all().stream().filter(each -> !HeaderParameters.name(each).equals(name)).forEach(each -> text.append(';').append(each));
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
            if (HeaderParameters.name(parts[i]).equals("lr")) {
                return true;
            }
        }
        return false;
    }
}
