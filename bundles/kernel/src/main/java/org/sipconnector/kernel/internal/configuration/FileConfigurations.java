/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.kernel.internal.settings.ConnectorNames;
import org.sipconnector.kernel.internal.settings.ConnectorSettings;

/**
 * Our configurations that were read from files, one for each file; those of connectors, and those of a bundle's one PID. File Install gives two files of one id the
 * same PID, and when one of them goes it deletes the configuration and with it the file that the configuration names. One
 * that has a configuration of its own it finds by the file's name, and leaves the other alone.
 */
final class FileConfigurations {

    private static final String FILTER = "(|(service.factoryPid=" + ConnectorSettings.FACTORY_PID
            + ")(&(service.pid=org.sipconnector.*)(!(service.factoryPid=*))))";
    private static final String ANY_BUNDLE = "?";

    private final ConfigurationAdmin admin;
    private final Map<String, Configuration> byFile = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();

    FileConfigurations(ConfigurationAdmin admin) throws IOException, InvalidSyntaxException {
        this.admin = admin;
        Configuration[] all = admin.listConfigurations(FILTER);
        for (Configuration configuration : all == null ? new Configuration[0] : all) {
            Object file = configuration.getProperties() == null ? null : configuration.getProperties().get(ConnectorNames.FILE);
            if (file != null) {
                byFile.put(file.toString(), configuration);
                files.put(configuration.getPid(), file.toString());
            }
        }
    }

    /** By the addresses of their files. */
    Map<String, Configuration> byFile() {
        return Map.copyOf(byFile);
    }

    /** The file's own; null when it has none. */
    @Nullable
    Configuration of(Path file) {
        return byFile.get(uri(file));
    }

    /** Whether another file, which is there, has the configuration that File Install would give to this one. */
    boolean takenFor(Path file) {
        String other = files.get(pid(file));
        return other != null && !other.equals(uri(file)) && exists(other);
    }

    /** Makes the file a configuration of its own. */
    void make(Path file, Map<String, String> values) throws IOException {
        Configuration made = takenFor(file)
                ? admin.createFactoryConfiguration(ConnectorSettings.FACTORY_PID, ANY_BUNDLE)
                : admin.getFactoryConfiguration(ConnectorSettings.FACTORY_PID, id(file), ANY_BUNDLE);
        update(made, file, values);
        String gone = files.put(made.getPid(), uri(file));
        if (gone != null) {
            byFile.remove(gone);
        }
        byFile.put(uri(file), made);
    }

    static void update(Configuration configuration, Path file, Map<String, String> values) throws IOException {
        Hashtable<String, Object> properties = new Hashtable<>(values);
        properties.put(ConnectorNames.FILE, uri(file));
        configuration.update(properties);
    }

    /** The connector's id that the file speaks of. */
    static String id(Path file) {
        return ConnectorNames.idOf("", Map.of(ConnectorNames.FILE, uri(file)));
    }

    private static String pid(Path file) {
        return ConnectorSettings.FACTORY_PID + '~' + id(file);
    }

    /** As File Install writes it. */
    static String uri(Path file) {
        return file.toFile().toURI().toString();
    }

    /** Whether there is such a file; what is no address of a file is taken for one. */
    static boolean exists(String uri) {
        try {
            return Files.exists(Path.of(URI.create(uri)));
        } catch (IllegalArgumentException | FileSystemNotFoundException unusual) {
            return true;
        }
    }
}
