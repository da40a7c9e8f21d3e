/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.kernel.internal.connectors.ConfigurationReports;
import org.sipconnector.kernel.internal.time.NamedThreads;
import org.sipconnector.spi.configuration.ConfigurationFolders;
import org.sipconnector.spi.configuration.SecretDirectories;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds, on a thread of its own, whether files say something else than what is used; and more often whether a
 * file has come that a configuration was refused without, or a component that has not been handed its configuration.
 */
public final class FileWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final long SECONDS = 5;
    /** Between looks at the few files and components that something is known to wait for. */
    private static final long AWAITED_MILLIS = 500;

    private final BundleContext context;
    private final TildeConfigurations configurations;
    private final WatchedFolders folders;
    private final AwaitedFiles awaited;
    private final ConfigurationDelivery delivery;
    private final ConfigurationReports reports;
    private final ConnectorFiles files;
    private final UnreadableFiles unreadable;
    private final FilesOfOneId filesOfOneId;
    private final SecretFiles secrets;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.of("sip-connector-files"));

    /**
     * What is watched.
     *
     * @param folders  whole ones
     * @param awaited  single files, wherever they are
     * @param delivery hands new components their configurations
     */
    public record Watched(WatchedFolders folders, AwaitedFiles awaited, ConfigurationDelivery delivery) {}

    public FileWatch(BundleContext context, TildeConfigurations configurations, Watched watched, ConfigurationReports reports) {
        this.context = context;
        this.configurations = configurations;
        this.folders = watched.folders();
        this.awaited = watched.awaited();
        this.delivery = watched.delivery();
        this.reports = reports;
        files = new ConnectorFiles(folders, context::getProperty);
        unreadable = new UnreadableFiles(folders, reports);
        filesOfOneId = new FilesOfOneId(folders, context::getProperty);
        secrets = new SecretFiles(SecretDirectories.of(context::getProperty), configurations::readAgain);
        thread.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(this::lookAfterAwaited, AWAITED_MILLIS, AWAITED_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The folders that File Install is told to watch. */
    public static WatchedFolders folders(BundleContext context) {
        return new WatchedFolders(Set.copyOf(ConfigurationFolders.of(context::getProperty)));
    }

    /** Tells of folders that have vanished with all their files, until they are back. */
    private void judgeFolders() {
        for (Path folder : folders.all()) {
            if (folders.believable(folder)) {
                reports.accepted(folder.toString());
            } else {
                reports.refuse(new RefusedConfiguration(folder.toString(), folder.toString(),
                        "it is not mounted, or cannot be read; connectors of its files stay as they are until it is back"));
            }
        }
    }

    private void look() {
        compare(admin -> {
            judgeFolders();
            unreadable.look();
            boolean changed = configurations.changedSinceAsked();
            files.look(admin, changed);
            secrets.look(admin, changed);
            configurations.readUnsettledAgain();
        });
    }

    private void lookAfterAwaited() {
        compare(filesOfOneId::separate);
        awaited.changed().forEach(configurations::readAgain);
        delivery.deliverToNew();
    }

    /** A comparison of configurations with files. */
    private interface Comparison {
        void with(ConfigurationAdmin admin) throws IOException, InvalidSyntaxException;
    }

    private void compare(Comparison comparison) {
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            return;
        }
        try {
            comparison.with(admin);
        } catch (IOException | InvalidSyntaxException | RuntimeException e) {
            LOG.warn("configurations cannot be compared with their files: {}", ErrorText.of(e));
        } finally {
            context.ungetService(reference);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
