/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.configuration.ConfigurationFile;
import org.sipconnector.spi.configuration.ConfigurationReading;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.Placeholders;

/** What is wrong with files of configurations, whether they are used or not. */
final class FileCheck {

    private static final String OURS = "org.sipconnector.";
    private static final String CONNECTOR = OURS + "connector";
    private static final String ENDING = ".cfg";

    /**
     * What was found.
     *
     * @param checked  how many files were read
     * @param mistakes for which a file would be refused, a line each
     * @param warnings what may be a mistake, a line each
     */
    record Findings(int checked, List<String> mistakes, List<String> warnings) {}

    private final Map<String, ConfigurationSchema<?>> schemas = new TreeMap<>();
    private final UnaryOperator<String> framework;
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<Path, Map<String, Path>> ids = new TreeMap<>();
    private int checked;

    /** @param framework the framework's properties */
    FileCheck(List<ConfigurationSchema<?>> schemas, UnaryOperator<String> framework) {
        schemas.forEach(schema -> this.schemas.put(schema.pid(), schema));
        this.framework = framework;
    }

    /** Checks files, and those of ours in folders. */
    Findings of(List<Path> paths) throws IOException {
        for (Path path : paths) {
            if (Files.isDirectory(path) && !isOurs(path)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(path, OURS + "*" + ENDING)) {
                    List<Path> ours = list(files);
                    if (ours.isEmpty()) {
                        mistakes.add(Printable.line(path.toString()) + ": no file there is ours: they are named " + OURS + "*" + ENDING);
                    }
                    for (Path file : new TreeSet<>(ours)) {
                        check(file);
                    }
                }
            } else if (!Files.exists(path) && !Files.isSymbolicLink(path)) {
                mistakes.add(Printable.line(path.toString()) + ": there is no such file"
                        + (path.isAbsolute() ? "" : " in " + Printable.line(Path.of("").toAbsolutePath().toString())));
            } else {
                check(path);
            }
        }
        return new Findings(checked, mistakes, warnings);
    }

    static boolean isOurs(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(OURS) && name.endsWith(ENDING);
    }

    private static List<Path> list(DirectoryStream<Path> files) {
        List<Path> found = new ArrayList<>();
        files.forEach(found::add);
        return found;
    }

    private void check(Path file) {
        checked++;
        String name = Printable.line(String.valueOf(file.getFileName()));
        String plain = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
        boolean connector = plain.matches(Pattern.quote(CONNECTOR) + "[~-].+");
        ConfigurationSchema<?> schema = schemas.get(connector ? CONNECTOR : plain);
        if (plain.equals(CONNECTOR)) {
            mistakes.add(name + ": id: is missing; name the file " + CONNECTOR + "~ID.cfg");
        } else if (schema == null && connector) {
            mistakes.add(name + ": cannot be checked: the bundle that reads it is not at work: start org.sipconnector.kernel");
        } else if (schema == null) {
            mistakes.add(name + ": no bundle at work reads it: a connector's file is named "
                    + CONNECTOR + "~ID.cfg" + nearest(plain).map(near -> ", and that of a bundle such as " + near + ENDING).orElse(""));
        } else {
            if (connector) {
                id(file, name, plain.substring(CONNECTOR.length() + 1));
            }
            read(file, name, schema);
        }
    }

    /** The bundle's configuration whose name begins most like that one. */
    private Optional<String> nearest(String name) {
        return schemas.keySet().stream().filter(pid -> !pid.equals(CONNECTOR)).max(Comparator.comparingInt(pid -> {
            int same = 0;
            while (same < Math.min(pid.length(), name.length()) && pid.charAt(same) == name.charAt(same)) {
                same++;
            }
            return same;
        }));
    }

    private void id(Path file, String name, String id) {
        try {
            ConnectorId.of(id);
        } catch (IllegalArgumentException wrong) {
            mistakes.add(name + ": id: " + wrong.getMessage());
        }
        Path folder = file.toAbsolutePath().getParent();
        Path other = ids.computeIfAbsent(folder, any -> new TreeMap<>()).putIfAbsent(id, file);
        if (other != null && !other.equals(file)) {
            mistakes.add(name + ": id: '" + id + "' is taken by " + other.getFileName());
        }
    }

    private void read(Path file, String name, ConfigurationSchema<?> schema) {
        try {
            Map<String, String> values = new TreeMap<>(ConfigurationFile.read(file, framework));
            values.replaceAll((key, value) -> new Placeholders(framework).filled(value));
            ConfigurationReading<?> reading = schema.read(values);
            reading.mistakes().forEach(mistake -> mistakes.add(name + ": " + mistake));
            reading.warnings().forEach(warning -> warnings.add(name + ": " + warning));
            ConfigurationFile.repeated(file, framework).forEach(key -> warnings.add(
                    name + ": " + Printable.line(key) + ": stands more than once, and only one of them holds"));
        } catch (IOException unreadable) {
            mistakes.add(name + ": cannot be read: " + Printable.line(String.valueOf(unreadable.getMessage())));
        }
    }
}
