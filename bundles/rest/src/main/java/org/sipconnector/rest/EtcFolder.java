/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipconnector.spi.configuration.ConfigurationFolders;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where files of connectors' configurations are, such as Karaf's {@code etc}: what is made by HTTP is written there as an operator would,
 * so that it outlives the container's cache and is seen beside the others. For their owner alone: passwords stand in them. For any thread.
 */
final class EtcFolder {

    private static final Logger LOG = LoggerFactory.getLogger(EtcFolder.class);
    /** Whether File Install writes changes of a configuration into its file; its former name means the same. */
    private static final String SAVES = "felix.fileinstall.enableConfigSave";
    private static final String FORMER_SAVES = "felix.fileinstall.disableConfigSave";
    /** What File Install would read as something else, however it is written. */
    private static final Pattern CHANGED_BY_READING = Pattern.compile("\\$\\{|\\\\[{}\\\\]");
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private final UnaryOperator<String> framework;

    /** @param framework the value of a property of the framework, null when there is none */
    EtcFolder(UnaryOperator<String> framework) {
        this.framework = framework;
    }

    /** Where new files go; empty where there is no such folder. */
    Optional<Path> folder() {
        return ConfigurationFolders.of(framework).stream().findFirst();
    }

    /**
     * Writes a connector's file; empty, and told in the log, where none can be.
     *
     * @throws ProblemException when there is one already
     */
    Optional<Path> begin(String id, Map<String, String> values) {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.get().resolve(StoredConfiguration.FACTORY + '~' + id + ".cfg");
        Optional<String> unwritable = unwritable(values);
        if (unwritable.isPresent()) {
            LOG.warn("{} is not written, since File Install would read {} as something else: Configuration Admin alone keeps it", file,
                    unwritable.get());
            return Optional.empty();
        }
        try {
            write(file, values);
            return Optional.of(file);
        } catch (FileAlreadyExistsException there) {
            throw ProblemException.of(ProblemKind.CHANGED, "there is a file " + file + " already, which is not read yet, or cannot be: see /health");
        } catch (IOException e) {
            LOG.warn("{} cannot be written, Configuration Admin alone keeps it: {}", file, ErrorText.of(e));
            return Optional.empty();
        }
    }

    /** Writes a change into the file where File Install does not, and a file that has gone anew. */
    void change(Path file, Map<String, String> values) {
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw ProblemException.of(ProblemKind.CONFLICT, file + " may not be written, and would bring back what it has at the next start");
        }
        if (saves() && Files.exists(file)) {
            return;
        }
        Optional<String> unwritable = unwritable(values);
        if (unwritable.isPresent()) {
            throw ProblemException.of(ProblemKind.CONFLICT, unwritable.get() + ": that value cannot be written into " + file);
        }
        try {
            Path written = prepare(file, values);
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw ProblemException.of(ProblemKind.CONFLICT, file + " cannot be written: " + ErrorText.of(e));
        }
    }

    /** The address by which File Install knows it. */
    static String address(Path file) {
        return file.toFile().toURI().toString();
    }

    /** The file of that address, when it is one. */
    static Optional<Path> file(Object address) {
        try {
            return Optional.ofNullable(address).map(Object::toString).map(URI::create).filter(uri -> "file".equals(uri.getScheme())).map(Path::of);
        } catch (IllegalArgumentException noFile) {
            return Optional.empty();
        }
    }

    private boolean saves() {
        return Stream.of(SAVES, FORMER_SAVES).map(framework).filter(Objects::nonNull).findFirst().map(Boolean::parseBoolean).orElse(true);
    }

    private static Optional<String> unwritable(Map<String, String> values) {
        return values.entrySet().stream().filter(each -> CHANGED_BY_READING.matcher(each.getValue()).find()).map(Map.Entry::getKey).findFirst();
    }

    /** As a whole: who reads it never sees a part. One that came meanwhile stays. */
    private static void write(Path file, Map<String, String> values) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path written = prepare(file, values);
        try {
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException there) {
            throw there;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.move(written, file);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static Path prepare(Path file, Map<String, String> values) throws IOException {
        Path written = file.resolveSibling('.' + String.valueOf(file.getFileName()) + ".new");
        Files.deleteIfExists(written);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(written);
        }
        StringBuilder text = new StringBuilder("# Written by HTTP\n");
        new TreeMap<>(values).forEach((key, value) -> text.append(key).append(" = ").append(escaped(value)).append('\n'));
        Files.writeString(written, text, US_ASCII);
        return written;
    }

    /** The same in every encoding that File Install may be told to read. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        value.chars().forEach(each -> {
            if (each == '\\') {
                escaped.append("\\\\");
            } else if (each < FIRST_PRINTABLE || each > LAST_PRINTABLE) {
                escaped.append(String.format("\\u%04x", each));
            } else {
                escaped.append((char) each);
            }
        });
        return escaped.toString();
    }
}
