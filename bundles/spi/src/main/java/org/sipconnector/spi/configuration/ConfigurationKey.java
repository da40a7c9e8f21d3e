/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.util.Objects;
import java.util.Optional;
import org.sipconnector.api.Secret;

/**
 * One key of a configuration.
 *
 * @param name      as written in the file
 * @param type      how its value is written
 * @param standard  the value without one, as it would be written; absent when there is none
 * @param otherwise what holds without a value, for readers
 * @param meaning   what the value is for, with its unit, for readers
 * @param secret    whether the value is never shown
 */
public record ConfigurationKey<T>(String name, ValueType<T> type, Optional<String> standard, String otherwise,
        String meaning, boolean secret) {

    private static final String REQUIRED = "required";

    public ConfigurationKey {
        Objects.requireNonNull(meaning);
        standard.ifPresent(type::parse);
    }

    /** A key with a default. */
    public static <T> ConfigurationKey<T> of(String name, ValueType<T> type, String standard, String meaning) {
        return new ConfigurationKey<>(name, type, Optional.of(standard), "`" + standard + "`", meaning, false);
    }

    /** A key that may be left out. */
    public static <T> ConfigurationKey<T> optional(String name, ValueType<T> type, String otherwise, String meaning) {
        return new ConfigurationKey<>(name, type, Optional.empty(), otherwise, meaning, false);
    }

    /** A key that must be there. */
    public static <T> ConfigurationKey<T> required(String name, ValueType<T> type, String meaning) {
        return new ConfigurationKey<>(name, type, Optional.empty(), REQUIRED, meaning, false);
    }

    /** A key whose value is never shown. */
    public static ConfigurationKey<Secret> secret(String name, String meaning) {
        return new ConfigurationKey<>(name, ValueTypes.of(ValueTypes.text().allowed(),
                text -> Secret.of(ValueTypes.text().parse(text))), Optional.empty(), "", meaning, true);
    }

    public boolean required() {
        return otherwise.equals(REQUIRED);
    }

    /** The key with entries that are never shown. */
    public ConfigurationKey<T> hidden() {
        return new ConfigurationKey<>(name, type, standard, otherwise, meaning, true);
    }
}
