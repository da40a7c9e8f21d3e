/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.Arrays;

/**
 * A password or token that never shows itself: not in {@link #toString()}, not in a log, not in a snapshot.
 */
public final class Secret {

    private final char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /** Keeps a copy of the characters; the caller may clear its own. */
    public static Secret of(char[] value) {
        return new Secret(value.clone());
    }

    public static Secret of(CharSequence value) {
        char[] copy = new char[value.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = value.charAt(i);
        }
        return new Secret(copy);
    }

    /** A copy of the characters, for the one who must present them. */
    public char[] reveal() {
        return value.clone();
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(value, secret.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
