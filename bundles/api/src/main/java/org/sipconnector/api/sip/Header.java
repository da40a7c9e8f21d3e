/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.masking.Masking;

/** One SIP header line, kept byte for byte. */
public record Header(String name, String value) {

    /**
     * Parses {@code Name: value}.
     *
     * @throws IllegalArgumentException for a line without a colon
     */
    public static Header parse(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("header '" + line.split("\\s", 2)[0] + " ...' is not of the form Name: value");
        }
        return new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }

    /** The value of the first header of that name; names are case-insensitive (RFC 3261 section 7.3.1). */
    public static Optional<String> find(List<Header> headers, String name) {
        return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Header::value).findFirst();
    }

    /** The line, secrets masked. */
    @Override
    public String toString() {
        return name + ": " + Masking.header(name, value);
    }
}
