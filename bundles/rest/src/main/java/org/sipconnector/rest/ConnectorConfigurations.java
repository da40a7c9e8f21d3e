/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationReading;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.Placeholders;

/** Configurations of connectors, as files {@code org.sipconnector.connector~ID.cfg} would make them. For any thread. */
final class ConnectorConfigurations {

    private static final String OURS =
            "(|(service.factoryPid=" + StoredConfiguration.FACTORY + ")(service.pid=" + StoredConfiguration.FACTORY + "~*))";

    private final ContainerServices services;
    private final Placeholders placeholders;
    private final EtcFolder etc;

    /** @param framework the value of a property of the framework, null when there is none */
    ConnectorConfigurations(ContainerServices services, UnaryOperator<String> framework) {
        this.services = services;
        placeholders = new Placeholders(framework);
        etc = new EtcFolder(framework);
    }

    /** All there are, by id. */
    List<StoredConfiguration> all() {
        try {
            Configuration[] found = services.get(ConfigurationAdmin.class).listConfigurations(OURS);
            return Stream.ofNullable(found).flatMap(Stream::of).map(StoredConfiguration::of)
                    .sorted((one, other) -> one.id().compareTo(other.id())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Optional<StoredConfiguration> find(String id) {
        return all().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    ConfigurationSchema<?> schema() {
        return services.all(ConfigurationSchema.class).stream().filter(schema -> schema.pid().equals(StoredConfiguration.FACTORY)).findFirst()
                .orElseThrow(() -> ProblemException.of(ProblemKind.UNAVAILABLE,
                        "configurations of connectors are read by the kernel, which is not at work"));
    }

    /** @throws ProblemException when a connector cannot be named so */
    static void checkId(String id) {
        try {
            ConnectorId.of(id);
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.value("id", id, "1 to 64 letters, digits, '.', '-' or '_', the first a letter or digit");
        }
    }

    /**
     * Writes values, which are right, and the file that is read at the next start.
     *
     * @param before what is there; empty to begin one
     * @throws ProblemException naming each key that is wrong
     */
    synchronized void write(String id, Map<String, String> values, Optional<StoredConfiguration> before) {
        Map<String, String> meant = withKeptSecrets(values, before);
        check(meant);
        try {
            Optional<Object> file = address(id, meant, before);
            Configuration stored = before.isPresent()
                    ? before.get().stored()
                    : services.get(ConfigurationAdmin.class).getFactoryConfiguration(StoredConfiguration.FACTORY, id, "?");
            Dictionary<String, Object> properties = new Hashtable<>(meant);
            file.ifPresent(address -> properties.put(StoredConfiguration.FILE, address));
            stored.update(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the file that has the values, too; empty without one. */
    private Optional<Object> address(String id, Map<String, String> values, Optional<StoredConfiguration> before) {
        if (before.isEmpty()) {
            return etc.begin(id, values).map(EtcFolder::address);
        }
        before.get().file().ifPresent(file -> etc.change(file, values));
        return Optional.ofNullable(before.get().properties().get(StoredConfiguration.FILE));
    }

    /** Removes it, and the file it came from, which would bring it back. */
    synchronized void remove(StoredConfiguration configuration) {
        try {
            Optional<Path> file = configuration.file();
            configuration.stored().delete();
            if (file.isPresent() && String.valueOf(file.get().getFileName()).startsWith(StoredConfiguration.FACTORY)) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mask for a secret means the secret that is there. */
    private Map<String, String> withKeptSecrets(Map<String, String> values, Optional<StoredConfiguration> before) {
        Map<String, String> meant = new TreeMap<>(values);
        Map<String, String> there = before.map(StoredConfiguration::values).orElse(Map.of());
        meant.replaceAll(
                (key, value) -> value.equals(ConfigurationSchema.MASK) && schema().secret(key) ? there.getOrDefault(key, value) : value.strip());
        return meant;
    }

    private void check(Map<String, String> values) {
        ConfigurationSchema<?> schema = schema();
        List<String> known = schema.keys().stream().map(ConfigurationKey::name).toList();
        List<ProblemDetails.KeyError> errors = new ArrayList<>();
        for (String key : new TreeSet<>(values.keySet())) {
            if (!known.contains(key)) {
                errors.add(new ProblemDetails.KeyError(ProblemException.shown(key), Optional.empty(),
                        "is no known key; known are " + String.join(", ", known)));
            }
        }
        Map<String, String> filled = new TreeMap<>(values);
        filled.replaceAll((key, value) -> placeholders.filled(value));
        for (ConfigurationReading.Mistake mistake : schema.read(filled).mistakes()) {
            if (errors.stream().noneMatch(error -> error.key().equals(mistake.key()))) {
                errors.add(error(schema, mistake, values.get(mistake.key())));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemKind.REFUSED.says(errors.size() == 1
                    ? errors.get(0).key() + ": " + errors.get(0).problem()
                    : errors.size() + " keys are wrong").of(errors), Map.of());
        }
    }

    /** What a placeholder stands for is not told. */
    private static ProblemDetails.KeyError error(ConfigurationSchema<?> schema, ConfigurationReading.Mistake mistake, String written) {
        Optional<String> shown = Optional.ofNullable(written).filter(value -> !schema.secret(mistake.key())).map(ProblemException::shown);
        boolean hidden = written != null && Placeholders.isIn(written) && !mistake.problem().startsWith("there is no ");
        String problem = hidden
                ? schema.keys().stream().filter(key -> key.name().equals(mistake.key())).findFirst()
                        .map(key -> "what it stands for must be " + key.type().allowed()).orElse("what it stands for is wrong")
                : Printable.line(mistake.problem());
        return new ProblemDetails.KeyError(mistake.key(), shown, problem);
    }
}
