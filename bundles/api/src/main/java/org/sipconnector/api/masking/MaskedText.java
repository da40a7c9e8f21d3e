/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

import org.jspecify.annotations.Nullable;

/** A text whose parts are being replaced by asterisks. */
final class MaskedText {

    private final String original;
    private char @Nullable [] masked;

    MaskedText(String original) {
        this.original = original;
    }

    /** As it was, whatever has been masked. */
    char at(int index) {
        return original.charAt(index);
    }

    int length() {
        return original.length();
    }

    String part(int from, int to) {
        return original.substring(from, to);
    }

    boolean begins(String lower, int at) {
        return original.regionMatches(true, at, lower, 0, lower.length());
    }

    /** Line breaks and spaces stay. */
    void mask(int from, int to) {
        for (int i = from; i < to; i++) {
            if (original.charAt(i) > ' ') {
                set(i, '*');
            }
        }
    }

    /** Digits become ones, so that a number stays a number. */
    void maskNumber(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isDigit(original.charAt(i))) {
                set(i, '1');
            }
        }
    }

    private void set(int index, char character) {
        if (masked == null) {
            masked = original.toCharArray();
        }
        masked[index] = character;
    }

    boolean changed() {
        return masked != null;
    }

    /** The first of the characters from there on, or the end. */
    int find(String characters, int from, int end) {
        int at = from;
        while (at < end && characters.indexOf(at(at)) < 0) {
            at++;
        }
        return at;
    }

    int skipBlanks(int from, int end) {
        int at = from;
        while (at < end && (at(at) == ' ' || at(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** Where a quoted string ends whose text begins there: at its quotation mark, or the end. */
    int quotedEnd(int from, int end) {
        int at = from;
        while (at < end && at(at) != '"') {
            at += at(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, end);
    }

    @Override
    public String toString() {
        return masked == null ? original : new String(masked);
    }
}
