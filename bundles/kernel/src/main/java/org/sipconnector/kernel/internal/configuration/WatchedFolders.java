/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.kernel.internal.settings.ConnectorSettings;

/**
 * The folders of connectors' files, and whether they can be believed: one that is unmounted, renamed or unreadable looks as if all
 * its files were deleted. An empty mount point is told from an emptied folder by what the file system knows it by. Any thread.
 */
public final class WatchedFolders {

    /** Names of connectors' files. */
    static final String GLOB = ConnectorSettings.FACTORY_PID + "[~-]*.cfg";

    private final Set<Path> folders;
    private final Map<Path, Object> known = new ConcurrentHashMap<>();

    WatchedFolders(Set<Path> folders) {
        this.folders = Set.copyOf(folders);
        folders.forEach(this::believable);
    }

    Set<Path> all() {
        return folders;
    }

    /** Whether what is, and is not, in the folder was meant. */
    boolean believable(Path folder) {
        Optional<Object> key = key(folder);
        if (key.isEmpty()) {
            return false;
        }
        Object before = known.putIfAbsent(folder, key.get());
        if (before == null || before.equals(key.get())) {
            return true;
        }
        boolean another = hasConnectors(folder);
        if (another) {
            known.put(folder, key.get());
        }
        return another;
    }

    /** The folder that cannot be believed of the file with that address; empty when it can, or is none of these. */
    Optional<Path> vanished(String file) {
        Path parent;
        try {
            parent = Path.of(URI.create(file)).getParent();
        } catch (IllegalArgumentException | FileSystemNotFoundException unusual) {
            return Optional.empty();
        }
        return folders.stream().filter(folder -> folder.equals(parent) && !believable(folder)).findFirst();
    }

    /** Whether the file with that address is there, in one of these. */
    boolean holds(String file) {
        return folders.stream().map(FileConfigurations::uri).anyMatch(file::startsWith) && FileConfigurations.exists(file);
    }

    private static Optional<Object> key(Path folder) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
            boolean readable = attributes.isDirectory() && Files.isReadable(folder) && Files.isExecutable(folder);
            return readable ? Optional.of(attributes.fileKey() == null ? folder : attributes.fileKey()) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static boolean hasConnectors(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, GLOB)) {
            return files.iterator().hasNext();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
