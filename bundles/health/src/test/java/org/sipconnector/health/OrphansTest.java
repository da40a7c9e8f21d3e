/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Connectors that run although their file is gone. */
class OrphansTest {

    @TempDir
    Path etc;

    private int questions;
    private final List<Configuration> configurations = new ArrayList<>();
    private final ConfigurationAdmin admin = (ConfigurationAdmin) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {ConfigurationAdmin.class}, (self, method, arguments) -> {
                questions++;
                return configurations.toArray(Configuration[]::new);
            });
    private long now;
    private boolean deleted;
    private final Orphans orphans = new Orphans(() -> now);
    private Path a;

    @BeforeEach
    void begin() {
        a = etc.resolve("org.sipconnector.connector~a.cfg");
    }

    private void configuration(Path file) {
        configurations.add((Configuration) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Configuration.class},
                (self, method, arguments) -> {
                    if (deleted) {
                        throw new IllegalStateException("it is deleted");
                    }
                    return method.getName().equals("getPid")
                            ? "org.sipconnector.connector~a"
                            : new Hashtable<>(Map.of("felix.fileinstall.filename", file.toUri().toString()));
                }));
    }

    private List<String> lines() {
        return orphans.lines(admin);
    }

    @Test
    void aConnectorWhoseFileIsGoneIsNamedAndOneWhoseFolderIsGoneIsLeftToTheKernel() throws Exception {
        configuration(Files.writeString(etc.resolve("org.sipconnector.connector~there.cfg"), "server = host"));
        configuration(etc.resolve("gone/org.sipconnector.connector~unmounted.cfg"));
        configuration(a);

        assertThat(lines()).containsExactly("org.sipconnector.connector~a.cfg was deleted while nobody looked, and its connector still runs:"
                + " config:delete org.sipconnector.connector~a ends it, writing the file again keeps it");
        assertThat(orphans.lines(null)).hasSize(1);
    }

    @Test
    void filesThatAreThereAreNotLookedAtAtEachQuestion() throws Exception {
        configuration(Files.writeString(a, "server = host"));
        assertThat(lines()).isEmpty();
        Files.delete(a);

        assertThat(lines()).isEmpty();
        assertThat(questions).isEqualTo(1);
        now = Orphans.PAUSE.toNanos();
        assertThat(lines()).hasSize(1);
        assertThat(questions).isEqualTo(2);
    }

    @Test
    void aFileThatIsWrittenAgainIsToldNoMoreAtOnce() throws Exception {
        configuration(a);
        assertThat(lines()).hasSize(1);

        Files.writeString(a, "server = host");
        assertThat(lines()).isEmpty();
    }

    @Test
    void aConfigurationThatIsDeletedIsToldNoMoreAtOnce() {
        configuration(a);
        assertThat(lines()).hasSize(1);

        deleted = true;
        assertThat(lines()).isEmpty();
        now = Orphans.PAUSE.toNanos();
        assertThat(lines()).isEmpty();
    }

    @Test
    void withoutConfigurationAdminNothingIsKnown() {
        assertThat(orphans.lines(null)).isEmpty();
    }
}
