package org.sipconnector.kernel.internal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the files of {@code $[secret:NAME]}: a changed one makes its configurations be read again. Called by one thread. */
final class SecretFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SecretFiles.class);
    private static final Pattern SECRET = Pattern.compile("\\$\\[secret:([^;\\]]+)");
    private static final String FILTER = "(service.pid=org.sipconnector.*)";

    private final Path folder;
    private Map<String, Set<Configuration>> users = Map.of();
    private Map<String, Optional<FileStamp>> before = Map.of();

    SecretFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks once.
     *
     * @param changedConfigurations whether configurations may have changed since the last look
     */
    void look(ConfigurationAdmin admin, boolean changedConfigurations) throws IOException, InvalidSyntaxException {
        if (changedConfigurations) {
            users = users(admin);
        }
        Map<String, Optional<FileStamp>> now = new TreeMap<>();
        Set<Configuration> changed = new HashSet<>();
        users.forEach((name, configurations) -> {
            Optional<FileStamp> stamp = stamp(name);
            now.put(name, stamp);
            if (before.containsKey(name) && !before.get(name).equals(stamp)) {
                LOG.info("the secret '{}' has changed", name);
                changed.addAll(configurations);
            }
        });
        before = now;
        for (Configuration configuration : changed) {
            configuration.update();
        }
    }

    private Optional<FileStamp> stamp(String name) {
        try {
            return FileStamp.of(folder.resolve(name));
        } catch (InvalidPathException unusable) {
            return Optional.empty();
        }
    }

    private static Map<String, Set<Configuration>> users(ConfigurationAdmin admin) throws IOException, InvalidSyntaxException {
        Map<String, Set<Configuration>> users = new TreeMap<>();
        Configuration[] all = admin.listConfigurations(FILTER);
        for (Configuration configuration : all == null ? new Configuration[0] : all) {
            Dictionary<String, Object> properties = configuration.getProperties();
            for (String key : properties == null ? new TreeSet<String>() : Collections.list(properties.keys())) {
                Matcher matcher = SECRET.matcher(String.valueOf(properties.get(key)));
                while (matcher.find()) {
                    users.computeIfAbsent(matcher.group(1), name -> new HashSet<>()).add(configuration);
                }
            }
        }
        return users;
    }
}
