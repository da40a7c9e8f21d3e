/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.kernel.internal.connectors.ConfigurationReports;
import org.sipconnector.spi.configuration.ConfigurationFile;

/** What is named as a configuration's file and is none. */
class UnreadableFilesTest {

    @TempDir
    Path etc;

    private final ConfigurationReports reports = new ConfigurationReports();
    private UnreadableFiles files;

    @BeforeEach
    void begin() {
        files = new UnreadableFiles(new WatchedFolders(Set.of(etc)), reports);
    }

    private List<RefusedConfiguration> refused() throws IOException {
        files.look();
        return List.copyOf(reports.refused());
    }

    @Test
    void aDirectoryIsRefusedUntilItIsGone() throws Exception {
        Path directory = Files.createDirectory(etc.resolve("org.sipconnector.connector-x.cfg"));

        assertThat(refused()).containsExactly(
                new RefusedConfiguration("x", directory.toString(), "it is a directory: move it elsewhere, a file belongs there"));
        Files.delete(directory);
        assertThat(refused()).isEmpty();
    }

    @Test
    void aLinkThatLeadsNowhereIsRefusedUntilItLeadsToAFile() throws Exception {
        Path target = etc.resolve("target");
        Files.createSymbolicLink(etc.resolve("org.sipconnector.media.cfg"), target);

        assertThat(refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.id()).isEmpty();
            assertThat(refusal.reason()).isEqualTo(
                    "it is a symbolic link to " + target + ", which is not there: write that file, or remove the link");
        });
        Files.writeString(target, "isolation = none");
        assertThat(refused()).isEmpty();
    }

    @Test
    @Timeout(10)
    void aPipeIsRefusedAndNothingWaitsForItsOtherEnd() throws Exception {
        Path pipe = etc.resolve("org.sipconnector.connector~x.cfg");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThat(refused()).containsExactly(
                new RefusedConfiguration("x", pipe.toString(), "it is no regular file: remove it, a file belongs there"));
        assertThatThrownBy(() -> ConfigurationFile.read(pipe, name -> null)).hasMessageContaining("it is no regular file");
    }

    /** The user root may read every file. */
    @Test
    void aFileThatMayNotBeReadIsRefusedWithTheUserWhoMayNot() throws Exception {
        Path file = Files.writeString(etc.resolve("org.sipconnector.connector~x.cfg"), "server = example.org");
        Files.setPosixFilePermissions(file, Set.of());
        assumeThat(Files.isReadable(file)).isFalse();

        assertThat(refused()).containsExactly(new RefusedConfiguration("x", file.toString(),
                "user " + System.getProperty("user.name") + " may not read it: give that user the right with chmod or chown"));
        Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ));
        assertThat(refused()).isEmpty();
    }
}
