/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.spi.configuration.ConfigurationFile;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings configurations of connectors in line with their files where File Install has missed something: its watcher drops
 * what comes in masses, and it does not look for files that went while it was not there. A file is left to File Install
 * until it has been as it is for a while. Called by one thread.
 */
final class ConnectorFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorFiles.class);

    private final WatchedFolders folders;
    private final UnaryOperator<String> framework;
    /** As they were at the last look. */
    private Map<Path, FileStamp> before = Map.of();
    /** As they were when their configuration was the same. */
    private final Map<Path, FileStamp> inLine = new HashMap<>();
    private Set<String> gone = Set.of();

    /**
     * @param folders   that File Install watches
     * @param framework the framework's properties
     */
    ConnectorFiles(WatchedFolders folders, UnaryOperator<String> framework) {
        this.folders = folders;
        this.framework = framework;
    }

    /**
     * Looks once.
     *
     * @param changed whether configurations may have changed since the last look
     */
    void look(ConfigurationAdmin admin, boolean changed) throws IOException, InvalidSyntaxException {
        Map<Path, FileStamp> now = new TreeMap<>();
        for (Path folder : folders.all()) {
            if (folders.believable(folder)) {
                list(folder, now);
            }
        }
        if (!changed && gone.isEmpty() && now.equals(before) && now.equals(inLine)) {
            return;
        }
        int late = 0;
        inLine.keySet().retainAll(now.keySet());
        FileConfigurations known = new FileConfigurations(admin);
        for (Map.Entry<Path, FileStamp> file : now.entrySet()) {
            Path path = file.getKey();
            FileStamp stamp = file.getValue();
            boolean judged = stamp.equals(inLine.get(path)) && known.of(path) != null;
            if (!judged && stamp.equals(before.get(path))) {
                late += bring(known, path) ? 1 : 0;
                inLine.put(path, stamp);
            }
        }
        if (late > 0) {
            LOG.info("connectors' files that File Install had not noticed, and are used now: {}", late);
        }
        remove(known.byFile(), now.keySet());
        before = now;
    }

    private static void list(Path folder, Map<Path, FileStamp> into) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, WatchedFolders.GLOB)) {
            files.forEach(file -> FileStamp.of(file).filter(FileStamp::readable).ifPresent(stamp -> into.put(file, stamp)));
        }
    }

    /** Whether the file says something else than what was used. */
    private boolean bring(FileConfigurations known, Path file) {
        try {
            Map<String, String> wanted = ConfigurationFile.read(file, framework);
            Configuration used = known.of(file);
            if (used == null) {
                known.make(file, wanted);
                return true;
            }
            if (differs(used, wanted)) {
                FileConfigurations.update(used, file, wanted);
                return true;
            }
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read: {}", file.getFileName(), ErrorText.of(unreadable));
        }
        return false;
    }

    /** Whether the file says something else. What was not written as text is left to the one who wrote it. */
    private static boolean differs(Configuration known, Map<String, String> wanted) {
        Map<String, String> used = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Dictionary<String, Object> properties = known.getProperties();
        for (String key : Collections.list(properties.keys())) {
            Object value = properties.get(key);
            if (!(value instanceof String)) {
                return false;
            }
            if (ofFile(key)) {
                used.put(key.startsWith("\uFEFF") ? key.substring(1) : key, value.toString());
            }
        }
        Map<String, String> written = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        wanted.forEach((key, value) -> {
            if (ofFile(key)) {
                written.put(key, value);
            }
        });
        return !used.equals(written);
    }

    /** Who writes files of configurations, such as Karaf for a feature, may write down where they are, too. */
    private static boolean ofFile(String key) {
        return !key.startsWith("service.") && !key.startsWith("felix.");
    }

    /** Files that were gone at the last look, too, took their configurations with them. */
    private void remove(Map<String, Configuration> known, Set<Path> there) throws IOException {
        Map<String, Configuration> missing = new HashMap<>(known);
        there.forEach(file -> missing.remove(FileConfigurations.uri(file)));
        missing.keySet()
                .removeIf(uri -> folders.all().stream().map(FileConfigurations::uri).noneMatch(uri::startsWith) || FileConfigurations.exists(uri)
                        || folders.vanished(uri).isPresent());
        for (Map.Entry<String, Configuration> each : missing.entrySet()) {
            if (gone.contains(each.getKey())) {
                LOG.warn("{} has gone: what it said of {} is in force no more", each.getKey(), each.getValue().getPid());
                each.getValue().delete();
            }
        }
        gone = Set.copyOf(missing.keySet());
    }
}
