/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.kernel.internal.connectors.ConfigurationReports;
import org.sipconnector.kernel.internal.settings.ConnectorNames;
import org.sipconnector.spi.configuration.ConfigurationFile;

/** Tells of what is named as a configuration's file and is none, or may not be read: File Install passes it by. Called by one thread. */
final class UnreadableFiles {

    private static final String GLOB = "org.sipconnector.*.cfg";

    private final WatchedFolders folders;
    private final ConfigurationReports reports;
    private Map<Path, String> told = Map.of();

    /** @param folders that File Install watches */
    UnreadableFiles(WatchedFolders folders, ConfigurationReports reports) {
        this.folders = folders;
        this.reports = reports;
    }

    /** Looks once. */
    void look() throws IOException {
        Map<Path, String> now = new TreeMap<>();
        for (Path folder : folders.all()) {
            if (folders.believable(folder)) {
                list(folder, now);
            }
        }
        now.forEach((file, why) -> reports.refuse(new RefusedConfiguration(id(file), file.toString(), why)));
        told.keySet().stream().filter(file -> !now.containsKey(file)).forEach(this::over);
        told = now;
    }

    private static void list(Path folder, Map<Path, String> into) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, GLOB)) {
            files.forEach(file -> ConfigurationFile.unreadable(file).ifPresent(why -> into.put(file, why)));
        }
    }

    private void over(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            reports.accepted(file.toString());
        } else {
            reports.gone(file.toString());
        }
    }

    /** The connector's; empty for other files. By the name alone: the address of a directory ends otherwise. */
    private static String id(Path file) {
        return ConnectorNames.idOf("", Map.of(ConnectorNames.FILE, "file:/" + file.getFileName()));
    }
}
