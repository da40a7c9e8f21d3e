/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.DataDirectory;
import org.sipconnector.spi.configuration.ValueTypes;

/** The only directory that commands write files below, so that nobody overwrites the server's own; for their owner alone. */
@Component(service = ExportDirectory.class, configurationPid = "org.sipconnector.shell")
@Designate(ocd = ShellSettings.class)
public final class ExportDirectory {

    private static final ConfigurationKey<Path> DIRECTORY = ConfigurationKey.optional("export.directory",
            ValueTypes.absolutePath(), "`data/sip-connector/exports`",
            "Directory that commands' files are written below.");

    static final ConfigurationSchema<Path> SCHEMA = new ConfigurationSchema<>("org.sipconnector.shell", "The shell",
            List.of(DIRECTORY), values -> values.find(DIRECTORY).orElseGet(() -> DataDirectory.of("exports")));

    private final CheckedConfiguration<Path> configuration;

    @Activate
    public ExportDirectory(BundleContext context, Map<String, Object> properties) {
        configuration = new CheckedConfiguration<>(context, SCHEMA, properties, this::modified);
    }

    ExportDirectory(Path directory) {
        configuration = CheckedConfiguration.fixed(directory.toAbsolutePath().normalize());
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Deactivate
    void deactivate() {
        configuration.close();
    }

    /**
     * A file below the directory; folders on the way are made.
     *
     * @throws CommandFailedException when the name leads elsewhere
     */
    Path file(String option, String name) throws IOException {
        Path directory = configuration.current();
        Path file = below(directory, option, name);
        if (!file.startsWith(directory) || file.equals(directory)) {
            throw new CommandFailedException(option + ": '" + Printable.line(name) + "' is not below " + directory
                    + ", where commands write files (export.directory in etc/org.sipconnector.shell.cfg)");
        }
        Files.createDirectories(file.getParent());
        if (!file.getParent().toRealPath().startsWith(directory.toRealPath()) || Files.isSymbolicLink(file)) {
            throw new CommandFailedException(option + ": '" + Printable.line(name) + "' leads out of " + directory
                    + " by a symbolic link");
        }
        return file;
    }

    private static Path below(Path directory, String option, String name) {
        try {
            return directory.resolve(name).normalize();
        } catch (InvalidPathException wrong) {
            throw new CommandFailedException(option + ": '" + Printable.line(name) + "' is no path");
        }
    }

    /** Writes a file at once as a whole: whoever reads it meanwhile sees the former or the new one. */
    Path write(String option, String name, Content content) throws IOException {
        Path file = file(option, name);
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(written);
        own(written);
        try (OutputStream to = Files.newOutputStream(written, StandardOpenOption.TRUNCATE_EXISTING)) {
            content.writeTo(to);
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return file;
    }

    /** Appends to a file. */
    OutputStream append(String option, String name) throws IOException {
        Path file = file(option, name);
        try {
            own(file);
        } catch (FileAlreadyExistsException there) {
            // it is appended to
        }
        return Files.newOutputStream(file, StandardOpenOption.APPEND);
    }

    private static void own(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    /** What is written. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream to) throws IOException;
    }
}
