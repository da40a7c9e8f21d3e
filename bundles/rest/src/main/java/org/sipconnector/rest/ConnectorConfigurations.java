/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
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
import org.sipconnector.api.Connectors;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationReading;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.Placeholders;

/** Configurations of connectors, as files {@code org.sipconnector.connector~ID.cfg} would make them. For any thread. */
final class ConnectorConfigurations {

    private static final String OURS =
            "(|(service.factoryPid=" + StoredConfiguration.FACTORY + ")(service.pid=" + StoredConfiguration.FACTORY + "~*))";

    /** For so long File Install may not have heard that a configuration is gone, and then it deletes the file of that name. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(5);

    /** Where values go. */
    private interface Stored {

        Configuration get() throws IOException;
    }

    private final ContainerServices services;
    private final Placeholders placeholders;
    private final EtcFolder etc;
    /** Those that had a file, by id, and when. */
    private final Map<String, Long> removed = new HashMap<>();

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
        if (!find(id).map(StoredConfiguration::tag).equals(before.map(StoredConfiguration::tag))) {
            throw ProblemException.of(ProblemKind.CHANGED, "the configuration was changed meanwhile: read it anew");
        }
        Map<String, String> meant = withKeptSecrets(values, before);
        check(meant);
        try {
            if (before.isPresent()) {
                change(meant, before.get());
            } else {
                begin(id, meant);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(String id, Map<String, String> values) throws IOException {
        removed.values().removeIf(when -> System.nanoTime() - when > FORGOTTEN.toNanos());
        if (removed.containsKey(id)) {
            throw ProblemException.of(ProblemKind.CONFLICT, "'" + id + "' was removed a moment ago, and what reads its file may not know it yet: try"
                    + " again in " + FORGOTTEN.toSeconds() + " s");
        }
        etc.folder().ifPresent(folder -> requireMounted(folder, Optional.empty()));
        ConfigurationAdmin admin = services.get(ConfigurationAdmin.class);
        Optional<Path> file = etc.begin(id, values);
        update(() -> admin.getFactoryConfiguration(StoredConfiguration.FACTORY, id, "?"), values, file.map(EtcFolder::address), file);
    }

    private void change(Map<String, String> values, StoredConfiguration before) throws IOException {
        Optional<Path> file = before.file();
        Optional<Path> anew = file.filter(Files::notExists);
        if (file.isPresent()) {
            requireMounted(file.get().toAbsolutePath().getParent(), file);
            etc.change(file.get(), values);
        }
        update(before::stored, values, Optional.ofNullable(before.properties().get(StoredConfiguration.FILE)), anew);
    }

    /** @param made a file that was not there before, and goes again when the values are not taken */
    private static void update(Stored stored, Map<String, String> values, Optional<?> address, Optional<Path> made) throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>(values);
        address.ifPresent(file -> properties.put(StoredConfiguration.FILE, file));
        try {
            stored.get().update(properties);
        } catch (IOException | RuntimeException e) {
            if (made.isPresent()) {
                Files.deleteIfExists(made.get());
            }
            if (e instanceof IllegalStateException) {
                throw ProblemException.of(ProblemKind.CHANGED, "the configuration was removed meanwhile");
            }
            throw e;
        }
    }

    /**
     * While a folder is not mounted, connectors of its files stay as they are. A file that is written there now would say that all others are
     * meant to go.
     *
     * @param but a file that may be away
     */
    private void requireMounted(Path folder, Optional<Path> but) {
        boolean told = services.find(Connectors.class)
                .filter(connectors -> connectors.refused().stream().anyMatch(each -> each.source().equals(folder.toString()))).isPresent();
        List<Path> others = all().stream().flatMap(each -> each.file().stream())
                .filter(file -> folder.equals(file.toAbsolutePath().getParent()) && !but.equals(Optional.of(file))).toList();
        if (told || !others.isEmpty() && others.stream().noneMatch(Files::exists)) {
            throw ProblemException.of(ProblemKind.CONFLICT, "the files of other connectors are not in " + folder
                    + ": it is not mounted, or was emptied a moment ago; nothing is written there until that is clear");
        }
    }

    /** Removes it, and the file it came from, which would bring it back. */
    synchronized void remove(StoredConfiguration configuration) {
        try {
            Optional<Path> file = configuration.file();
            String id = configuration.id();
            configuration.stored().delete();
            if (file.isPresent() && String.valueOf(file.get().getFileName()).startsWith(StoredConfiguration.FACTORY)) {
                removed.put(id, System.nanoTime());
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
