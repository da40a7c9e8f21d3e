/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.Optional;

/** What may stand where in a message that goes out (RFC 3261 section 25.1). Checked once, where the message is written. */
public final class Wording {

    private static final int SHOWN = 60;
    private static final String TOKEN_MARKS = "-.!%*_+`'~";

    private Wording() {}

    /** What is wrong with a URI that somebody gave, absent when it can be sent; an empty one is for others to judge. */
    public static Optional<String> fault(String uri) {
        boolean sound = uri.chars().noneMatch(c -> breaksLines(c) || c == ' ' || c == '\t' || c == '<' || c == '>' || c == '"');
        return sound
                ? Optional.empty()
                : Optional.of("'" + shown(uri) + "' is no URI that can be called: it has a space,"
                        + " control character, quotation mark or angle bracket");
    }

    static String uri(String uri) {
        if (uri.isEmpty()) {
            throw new UnwritableException("there is no URI to send to");
        }
        fault(uri).ifPresent(fault -> {
            throw new UnwritableException(fault);
        });
        return uri;
    }

    /** A method or a header's name. */
    static String token(String text) {
        if (!isToken(text)) {
            throw new UnwritableException("'" + shown(text) + "' is no method or header name");
        }
        return text;
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
    }

    /** The text with a space for each run of characters that some reader takes for the end of a line. */
    static String oneLine(String text) {
        return text.chars().anyMatch(Wording::breaksLines) ? text.replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f\\x85\\u2028\\u2029]+", " ") : text;
    }

    private static boolean breaksLines(int c) {
        return c < ' ' && c != '\t' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static String shown(String text) {
        String line = oneLine(text);
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
