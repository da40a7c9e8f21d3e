/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.Optional;

/**
 * What a message says of the length of its body (RFC 3261 section 20.14). Whatever two readers could understand differently is
 * noted: a second one, a folded one, one that is no number of at most nine digits, one in disguise.
 */
final class BodyLength {

    private static final String NAME = "Content-Length";
    private static final int MAX_DIGITS = 9;

    private int bytes = -1;
    private String doubt;

    void header(String name, CharSequence value) {
        if (!name.equalsIgnoreCase(NAME)) {
            unreadable(name);
        } else if (bytes >= 0) {
            doubt = "more than one Content-Length";
        } else if (!number(value)) {
            doubt = "Content-Length is no number";
        } else {
            bytes = Integer.parseInt(value, 0, value.length(), 10);
        }
    }

    /** The header goes on in the next line. */
    void folded(String name) {
        if (name.equalsIgnoreCase(NAME)) {
            doubt = "Content-Length is folded";
        }
    }

    /** Notes a line that another reader may take for a Content-Length: one without a colon, or with odd characters around. */
    void unreadable(String name) {
        if (name.length() < 200 && plain(name) && !token(name)) {
            doubt = "Content-Length is spelt oddly";
        }
    }

    private static boolean plain(String name) {
        String letters = name.chars().filter(c -> c < 0x80 && Character.isLetter(c) || c == '-')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return letters.equalsIgnoreCase(NAME) || letters.equalsIgnoreCase("l");
    }

    /** Whether it is a header's name by the grammar, which then is another one. */
    private static boolean token(String name) {
        return !name.equalsIgnoreCase(NAME) && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
    }

    private static boolean number(CharSequence value) {
        return value.length() > 0 && value.length() <= MAX_DIGITS && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    int bytes() {
        return bytes;
    }

    Optional<String> doubt() {
        return Optional.ofNullable(doubt);
    }
}
