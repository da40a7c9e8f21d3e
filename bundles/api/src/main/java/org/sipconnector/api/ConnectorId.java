/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.util.regex.Pattern;

/**
 * Names one connector: one account's presence at one conference server. It is the part after the tilde of
 * {@code org.sipconnector.connector~ID.cfg}.
 *
 * @param value letters, digits, dot, dash and underscore, 1 to 64 characters, the first a letter or digit: it names files and folders
 */
public record ConnectorId(String value) implements Comparable<ConnectorId> {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** @throws IllegalArgumentException for any other text */
    public ConnectorId {
        if (value == null || !VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("connector id '" + value
                    + "' is not valid: use 1 to 64 letters, digits, '.', '-' or '_', the first a letter or digit");
        }
    }

    public static ConnectorId of(String value) {
        return new ConnectorId(value);
    }

    @Override
    public int compareTo(ConnectorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
