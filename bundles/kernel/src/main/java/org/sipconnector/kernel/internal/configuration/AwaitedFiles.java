/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.kernel.internal.settings.ConnectorKeys;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.SecretDirectories;

/**
 * Files that refused configurations name, such as secrets, certificates and recordings: what was refused since one is missing
 * or half written is read again as soon as it has changed. For any thread.
 */
public final class AwaitedFiles {

    private static final String FILE = "file:";
    private static final Set<ConfigurationKey<?>> PATHS =
            Set.of(ConnectorKeys.CA_FILE, ConnectorKeys.CERTIFICATE, ConnectorKeys.KEY);

    private final List<Path> secrets;
    private final Map<String, Map<Path, Optional<FileStamp>>> awaited = new ConcurrentHashMap<>();

    /** @param secrets directories of secrets */
    public AwaitedFiles(List<Path> secrets) {
        this.secrets = secrets;
    }

    /**
     * A configuration was refused.
     *
     * @param properties with placeholders of what is missing
     * @return whether these files were awaited already: no change since then is missed
     */
    boolean await(String pid, Map<String, ?> properties) {
        Map<Path, Optional<FileStamp>> files = new HashMap<>();
        properties.forEach((key, value) -> named(key, String.valueOf(value)).forEach(file -> files.put(file, FileStamp.of(file))));
        Map<Path, Optional<FileStamp>> before = awaited.get(pid);
        if (before != null && before.keySet().equals(files.keySet())) {
            return true;
        }
        awaited.put(pid, files);
        return false;
    }

    /** It is used, or gone. */
    void forget(String pid) {
        awaited.remove(pid);
    }

    /** PIDs of which a file has come, changed or gone since they were refused; each is told once. */
    Set<String> changed() {
        Map<Path, Optional<FileStamp>> now = new HashMap<>();
        Set<String> changed = new TreeSet<>();
        awaited.forEach((pid, files) -> {
            if (files.entrySet().stream().anyMatch(file -> !now.computeIfAbsent(file.getKey(), FileStamp::of).equals(file.getValue()))) {
                changed.add(pid);
            }
        });
        changed.forEach(awaited::remove);
        return changed;
    }

    private List<Path> named(String key, String value) {
        List<Path> files = new ArrayList<>();
        SecretDirectories.namesIn(value).forEach(name -> files.addAll(SecretDirectories.filesOf(name, secrets)));
        if (value.startsWith(FILE) || PATHS.stream().anyMatch(each -> each.name().equalsIgnoreCase(key))) {
            try {
                files.add(Path.of((value.startsWith(FILE) ? value.substring(FILE.length()) : value).strip()));
            } catch (InvalidPathException unusable) {
                return files;
            }
        }
        return files;
    }
}
