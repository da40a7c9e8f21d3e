/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.health;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Connectors that run although their file is gone. All files are looked at now and then only, since there may be thousands; one
 * that was missing is looked at each time, so that nothing is told any more as soon as it is mended. For any thread.
 */
final class Orphans {

    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final String CONNECTOR = "org.sipconnector.connector";
    private static final String CONNECTORS = "(|(service.factoryPid=" + CONNECTOR + ")(service.pid=" + CONNECTOR + "~*))";
    private static final String FILE = "felix.fileinstall.filename";

    private final LongSupplier nanos;
    private long looked;
    private List<Configuration> missing;

    /** @param nanos a clock for durations */
    Orphans(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * A line for each.
     *
     * @param admin null while Configuration Admin is absent
     */
    synchronized List<String> lines(ConfigurationAdmin admin) {
        try {
            if (missing == null || nanos.getAsLong() - looked >= PAUSE.toNanos()) {
                Configuration[] found = admin == null ? null : admin.listConfigurations(CONNECTORS);
                missing = Stream.of(found == null ? new Configuration[0] : found).filter(each -> line(each).isPresent()).toList();
                looked = nanos.getAsLong();
            }
            return missing.stream().map(Orphans::line).flatMap(Optional::stream).toList();
        } catch (IOException | InvalidSyntaxException e) {
            return List.of("connectors' configurations cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> line(Configuration configuration) {
        try {
            Object file = configuration.getProperties() == null ? null : configuration.getProperties().get(FILE);
            if (file == null || exists(file.toString())) {
                return Optional.empty();
            }
            String name = file.toString().substring(file.toString().lastIndexOf('/') + 1);
            return Optional.of(name + " was deleted while nobody looked, and its connector still runs: config:delete "
                    + configuration.getPid() + " ends it, writing the file again keeps it");
        } catch (IllegalStateException deleted) {
            return Optional.empty();
        }
    }

    private static boolean exists(String file) {
        try {
            Path path = file.startsWith("file:") ? Path.of(URI.create(file)) : Path.of(file);
            // a folder that is not there says nothing of its files, and is told of by the kernel
            return Files.exists(path) || path.getParent() != null && !Files.isDirectory(path.getParent());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
