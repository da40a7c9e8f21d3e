/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.kernel.internal.settings.ConnectorSettings;
import org.sipconnector.spi.configuration.ConfigurationFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives files that speak of one connector a configuration each as soon as they are there, before File Install takes the first
 * one's for the second. A folder is listed when it has changed only. Called by one thread.
 */
final class FilesOfOneId {

    private static final Logger LOG = LoggerFactory.getLogger(FilesOfOneId.class);

    private static final String ALL = ConnectorSettings.FACTORY_PID + "[~-]*.{cfg,config}";
    private static final String READABLE = ".cfg";

    private final WatchedFolders folders;
    private final UnaryOperator<String> framework;
    private final Map<Path, FileTime> listed = new HashMap<>();
    private List<Path> together = List.of();

    /**
     * @param folders   that File Install watches
     * @param framework the framework's properties
     */
    FilesOfOneId(WatchedFolders folders, UnaryOperator<String> framework) {
        this.folders = folders;
        this.framework = framework;
    }

    /** Looks once. */
    void separate(ConfigurationAdmin admin) throws IOException, InvalidSyntaxException {
        if (changed()) {
            together = find();
        }
        if (together.isEmpty()) {
            return;
        }
        FileConfigurations known = new FileConfigurations(admin);
        for (Path file : together) {
            if (known.of(file) == null && known.takenFor(file)) {
                make(known, file);
            }
        }
        together = together.stream().filter(file -> known.of(file) == null).toList();
    }

    private boolean changed() throws IOException {
        boolean changed = false;
        for (Path folder : folders.all()) {
            if (Files.isDirectory(folder)) {
                FileTime now = Files.getLastModifiedTime(folder);
                changed |= !now.equals(listed.put(folder, now));
            }
        }
        return changed;
    }

    /** All files whose id is that of another, too. */
    private List<Path> find() throws IOException {
        Map<String, Collection<Path>> byId = new HashMap<>();
        for (Path folder : folders.all()) {
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ALL)) {
                    files.forEach(file -> byId.computeIfAbsent(FileConfigurations.id(file), first -> new ArrayList<>()).add(file));
                }
            }
        }
        return byId.values().stream().filter(files -> files.size() > 1).flatMap(Collection::stream)
                .filter(file -> file.toString().endsWith(READABLE)).toList();
    }

    private void make(FileConfigurations known, Path file) {
        try {
            known.make(file, ConfigurationFile.read(file, framework));
        } catch (IOException notYet) {
            LOG.debug("{} is looked at again: {}", file, notYet.toString());
        }
    }
}
