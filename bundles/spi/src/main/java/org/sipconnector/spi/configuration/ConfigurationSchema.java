/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.spi.configuration.ConfigurationReading.Mistake;

/**
 * All keys of one configuration and what they mean together. An OSGi service, so that a file can be checked before it
 * is used. Immutable, for any thread.
 *
 * @param pid   of the configuration, or of its factory
 * @param title what it is about, for readers
 * @param keys  in the order of the documents
 * @param make  what the values mean; throws {@link InvalidConfigurationException} when they do not go together
 */
public record ConfigurationSchema<T>(String pid, String title, List<ConfigurationKey<?>> keys,
        Function<ConfigurationValues, T> make) {

    /** What stands for a secret where configurations are listed; refused as a value, since who writes a listing back writes that. */
    public static final String MASK = "***";

    public ConfigurationSchema {
        keys = List.copyOf(keys);
    }

    /** Reads properties as Configuration Admin gives them. Never throws for what they say. */
    public ConfigurationReading<T> read(Map<String, ?> properties) {
        Reading reading = new Reading(properties);
        if (!reading.mistakes.isEmpty()) {
            return new ConfigurationReading<>(Optional.empty(), reading.mistakes, reading.warnings);
        }
        try {
            T value = make.apply(new ConfigurationValues(reading.values));
            return new ConfigurationReading<>(Optional.of(value), List.of(), reading.warnings);
        } catch (InvalidConfigurationException wrong) {
            return new ConfigurationReading<>(Optional.empty(), List.of(mistake(wrong)), reading.warnings);
        }
    }

    /** What holds where nothing was right before: right values, and defaults for wrong ones. */
    public T bestOf(Map<String, ?> properties) {
        Map<ConfigurationKey<?>, Object> values = new Reading(properties).values;
        while (true) {
            try {
                return make.apply(new ConfigurationValues(values));
            } catch (InvalidConfigurationException wrong) {
                if (!values.keySet().removeIf(key -> key.name().equals(wrong.key()))) {
                    return defaults();
                }
            }
        }
    }

    /** Whether the value of that key is never shown, however the key is misspelt. */
    public boolean secret(String key) {
        return keys.stream().filter(known -> known.name().equalsIgnoreCase(key)).findFirst().map(ConfigurationKey::secret)
                .orElseGet(() -> !UnknownKeys.foreign(key) && new UnknownKeys(keys).dangerous(key));
    }

    public T defaults() {
        return make.apply(new ConfigurationValues(Map.of()));
    }

    private static Mistake mistake(InvalidConfigurationException wrong) {
        String message = String.valueOf(wrong.getMessage());
        return new Mistake(wrong.key(), message.startsWith(wrong.key() + ": ") ? message.substring(wrong.key().length() + 2) : message);
    }

    private final class Reading {

        private final Map<ConfigurationKey<?>, Object> values = new LinkedHashMap<>();
        private final List<Mistake> mistakes = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Reading(Map<String, ?> properties) {
            // as Configuration Admin compares them; it keeps the case a key had first
            Map<String, Object> ours = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            properties.forEach((key, value) -> {
                if (!UnknownKeys.foreign(key) && value != null) {
                    ours.put(UnknownKeys.withoutMark(key), value);
                }
            });
            for (ConfigurationKey<?> key : keys) {
                read(key, ours.remove(key.name()));
            }
            UnknownKeys unknown = new UnknownKeys(keys);
            for (String key : ours.keySet()) {
                if (unknown.dangerous(key)) {
                    mistakes.add(new Mistake(Written.printable(key), unknown.problem(key)));
                } else {
                    warnings.add(Written.printable(key) + ": " + unknown.problem(key));
                }
            }
        }

        private void read(ConfigurationKey<?> key, Object raw) {
            Written written = raw == null ? null : new Written(raw);
            if (written == null || written.empty()) {
                if (key.required()) {
                    mistakes.add(new Mistake(key.name(), (written == null
                            ? "is required: "
                            : "is required and empty"
                                    + " (a ${NAME} that nothing sets leaves nothing, $[env:NAME] says so): ")
                            + key.type().allowed()));
                }
                return;
            }
            if (written.unfilled() != null) {
                mistakes.add(new Mistake(key.name(), written.unfilled()));
                return;
            }
            if (key.secret() && raw.equals(MASK)) {
                mistakes.add(new Mistake(key.name(), "is the mask that stands for a secret in listings; write the secret itself, or $[secret:NAME]"));
                return;
            }
            if (key.secret() && written.nearlyFilled()) {
                mistakes.add(new Mistake(key.name(), "looks like a reference to a secret and is none: write $[secret:NAME] or $[env:NAME]"));
                return;
            }
            try {
                values.put(key, written.parse(key.type()));
                if (written.oddity() != null) {
                    warnings.add(key.name() + ": " + (key.secret() ? "" : "'" + written.shown() + "' ") + written.oddity());
                }
            } catch (IllegalArgumentException | InvalidConfigurationException wrong) {
                mistakes.add(new Mistake(key.name(),
                        (key.secret() ? "" : "'" + written.shown() + "' ") + "must be " + key.type().allowed()));
            }
        }
    }
}
