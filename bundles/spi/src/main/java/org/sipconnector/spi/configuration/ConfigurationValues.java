/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.util.Map;
import java.util.Optional;

/** What a configuration says, by key. Immutable. */
public final class ConfigurationValues {

    private final Map<ConfigurationKey<?>, Object> given;

    ConfigurationValues(Map<ConfigurationKey<?>, Object> given) {
        this.given = Map.copyOf(given);
    }

    /**
     * The value, or the default.
     *
     * @throws IllegalArgumentException when there is neither
     */
    public <T> T get(ConfigurationKey<T> key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(key.name() + " has neither value nor default"));
    }

    /** The value, or the default if there is one. */
    public <T> Optional<T> find(ConfigurationKey<T> key) {
        return given(key).or(() -> key.standard().map(key.type()::parse));
    }

    /** The value that is written there. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> given(ConfigurationKey<T> key) {
        return Optional.ofNullable((T) given.get(key));
    }
}
