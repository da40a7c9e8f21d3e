/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.configuration.ValueType;
import org.sipconnector.spi.configuration.ValueTypes;

/** Headers that a file adds to REGISTER; those that make the request what it is are not among them. */
final class ExtraHeader {

    static final ValueType<Header> TYPE = ValueTypes.of("a header such as X-Site: 7 (RFC 3261 section 7.3.1), and none that"
            + " REGISTER has anyway", ExtraHeader::parse);

    /** A token, a colon, and a value on the same line. */
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9.!%*_+`'~-]{1,100})\\s*:\\s*([\\x20-\\x7e]{1,500})");
    private static final Set<String> OWN = Set.of("via", "v", "from", "f", "to", "t", "call-id", "i", "cseq", "contact", "m",
            "max-forwards", "route", "expires", "content-length", "l", "content-type", "c", "authorization",
            "proxy-authorization", "supported", "k", "user-agent");

    private ExtraHeader() {}

    private static Header parse(String text) {
        Matcher line = LINE.matcher(text.strip());
        if (!line.matches() || OWN.contains(line.group(1).toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(text);
        }
        return new Header(line.group(1), line.group(2).strip());
    }
}
