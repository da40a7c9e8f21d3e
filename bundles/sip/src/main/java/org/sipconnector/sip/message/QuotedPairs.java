/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.regex.Pattern;

/** Characters behind a backslash in a quoted string (RFC 3261 section 25.1, quoted-pair). */
final class QuotedPairs {

    private static final Pattern PAIR = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private QuotedPairs() {}

    /** What the text between the quotes says. */
    static String read(String quoted) {
        return PAIR.matcher(quoted).replaceAll("$1");
    }
}
