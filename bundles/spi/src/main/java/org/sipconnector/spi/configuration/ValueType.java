/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How a value of a configuration is written. Stateless; {@link ValueTypes} makes the usual ones.
 *
 * @param <T> what it is read as
 */
@ConsumerType
public interface ValueType<T> {

    /**
     * @param text without surrounding blanks, not empty
     * @throws IllegalArgumentException when it is not what {@link #allowed()} says
     */
    T parse(String text);

    /** What is allowed, such as {@code a whole number from 1 to 10}; follows "must be" in messages and documents. */
    String allowed();

    /** Whether a value may have several entries, as an array or separated by commas. */
    default boolean list() {
        return false;
    }

    /**
     * Reads the entries of an array.
     *
     * @throws IllegalArgumentException when one of them, or their number, is not allowed
     */
    default T parse(List<String> entries) {
        if (entries.size() != 1) {
            throw new IllegalArgumentException();
        }
        return parse(entries.get(0));
    }
}
