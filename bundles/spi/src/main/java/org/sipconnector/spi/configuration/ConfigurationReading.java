/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a configuration.
 *
 * @param value    what it means; absent when there is a mistake
 * @param mistakes what is wrong, each with its key, its value unless secret, and what is allowed, in one line
 * @param warnings what may be a mistake, each in one line
 */
public record ConfigurationReading<T>(Optional<T> value, List<Mistake> mistakes, List<String> warnings) {

    /**
     * One thing that is wrong.
     *
     * @param key     the key at fault
     * @param problem its value unless secret, and what is allowed
     */
    public record Mistake(String key, String problem) {

        @Override
        public String toString() {
            return key + ": " + problem;
        }
    }

    public ConfigurationReading {
        mistakes = List.copyOf(mistakes);
        warnings = List.copyOf(warnings);
    }

    /** All mistakes in one line. */
    public String reason() {
        return String.join("; ", mistakes.stream().map(Mistake::toString).toList());
    }
}
