/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.kernel.internal.settings.ConnectorSettings;
import org.sipconnector.spi.configuration.SecretDirectories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the files of {@code $[secret:NAME]}: a changed one makes its configurations be read again. Delivering them once more by
 * {@link Configuration#update()} would not do: that fires no event, and files in Karaf become configurations whose readers know
 * of changes by events only. Called by one thread.
 */
final class SecretFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SecretFiles.class);
    private static final String FILTER = "(service.pid=org.sipconnector.*)";

    private final List<Path> folders;
    private final Consumer<String> readAgain;
    private Map<String, Map<String, Configuration>> users = Map.of();
    private Map<String, List<Optional<FileStamp>>> before = Map.of();

    /**
     * @param folders   where secrets are
     * @param readAgain is given the PIDs of connectors' configurations to read once more, with the secrets as they are now
     */
    SecretFiles(List<Path> folders, Consumer<String> readAgain) {
        this.folders = folders;
        this.readAgain = readAgain;
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
        Map<String, List<Optional<FileStamp>>> now = new TreeMap<>();
        Map<String, Configuration> changed = new TreeMap<>();
        users.forEach((name, configurations) -> {
            List<Optional<FileStamp>> stamp = SecretDirectories.filesOf(name, folders).stream().map(FileStamp::of).toList();
            now.put(name, stamp);
            if (!before.containsKey(name)) {
                // it may have changed since a connector read it
                configurations.keySet().stream().filter(SecretFiles::isConnector).forEach(readAgain);
            } else if (!before.get(name).equals(stamp)) {
                LOG.info("the secret '{}' has changed", name);
                changed.putAll(configurations);
            }
        });
        before = now;
        for (Map.Entry<String, Configuration> each : changed.entrySet()) {
            if (isConnector(each.getKey())) {
                readAgain.accept(each.getKey());
            } else {
                each.getValue().update(each.getValue().getProperties());
            }
        }
    }

    private static boolean isConnector(String pid) {
        return pid.startsWith(ConnectorSettings.FACTORY_PID);
    }

    private static Map<String, Map<String, Configuration>> users(ConfigurationAdmin admin) throws IOException, InvalidSyntaxException {
        Map<String, Map<String, Configuration>> users = new TreeMap<>();
        Configuration[] all = admin.listConfigurations(FILTER);
        for (Configuration configuration : all == null ? new Configuration[0] : all) {
            Dictionary<String, Object> properties = configuration.getProperties();
            for (String key : properties == null ? new TreeSet<String>() : Collections.list(properties.keys())) {
                for (String secret : SecretDirectories.namesIn(String.valueOf(properties.get(key)))) {
                    users.computeIfAbsent(secret, name -> new TreeMap<>()).put(configuration.getPid(), configuration);
                }
            }
        }
        return users;
    }
}
