/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that were refused since a file was missing. */
class AwaitedFilesTest {

    private static final String PID = "org.sipconnector.connector~office";

    @TempDir
    Path folder;

    private AwaitedFiles files;

    @BeforeEach
    void begin() {
        files = new AwaitedFiles(List.of(folder.resolve("none"), folder));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @Test
    void eachFileThatComesIsNoticedOnce() throws Exception {
        for (Map<String, String> named : List.of(Map.of("password", "$[secret:late]"), Map.of("tls.caFile", file("late").toString()),
                Map.of("TLS.key", file("late").toString()), Map.of("tls.certificate", " " + file("late")),
                Map.of("call.audio", "file:" + file("late")), Map.of("ice.credential", "a$[secret:other]$[secret:late;default=]"))) {
            files.await(PID, named);
            assertThat(files.changed()).as("%s before", named).isEmpty();

            Files.writeString(file("late"), "here");
            assertThat(files.changed()).as("%s", named).containsExactly(PID);
            assertThat(files.changed()).as("%s once more", named).isEmpty();
            Files.delete(file("late"));
        }
    }

    @Test
    void aFileThatWasHalfWrittenIsNoticedWhenItIsComplete() throws Exception {
        Files.writeString(file("ca.pem"), "-----BEGIN");
        files.await(PID, Map.of("tls.caFile", file("ca.pem").toString()));
        assertThat(files.changed()).isEmpty();

        Files.writeString(file("ca.pem"), "-----BEGIN CERTIFICATE-----");
        assertThat(files.changed()).containsExactly(PID);
    }

    /** The user root may read every file. */
    @Test
    void aFileThatMayBeReadNowIsNoticed() throws Exception {
        Files.writeString(file("ca.pem"), "-----BEGIN CERTIFICATE-----");
        Files.setPosixFilePermissions(file("ca.pem"), Set.of());
        assumeThat(Files.isReadable(file("ca.pem"))).isFalse();
        files.await(PID, Map.of("tls.caFile", file("ca.pem").toString()));
        assertThat(files.changed()).isEmpty();

        Files.setPosixFilePermissions(file("ca.pem"), Set.of(PosixFilePermission.OWNER_READ));
        assertThat(files.changed()).containsExactly(PID);
    }

    @Test
    void aChangeSinceTheFirstRefusalIsNotMissedByTheSecond() throws Exception {
        Map<String, String> late = Map.of("tls.caFile", file("late").toString());
        assertThat(files.await(PID, late)).isFalse();

        Files.writeString(file("late"), "here");
        assertThat(files.await(PID, late)).isTrue();
        assertThat(files.changed()).containsExactly(PID);
        assertThat(files.await(PID, late)).as("it may have changed while it was read").isFalse();
        assertThat(files.await(PID, Map.of("tls.caFile", file("other").toString()))).isFalse();
    }

    @Test
    void whatIsUsedOrGoneWaitsForNothing() throws Exception {
        files.await(PID, Map.of("password", "$[secret:late]"));
        files.forget(PID);

        Files.writeString(file("late"), "here");
        assertThat(files.changed()).isEmpty();
    }

    @Test
    void namesThatCannotBeFilesAreNoFiles() {
        files.await(PID, Map.of("tls.caFile", "a\0b", "password", "$[secret:a\0b]", "call.audio", "file:\0", "server", "sip.example"));
        assertThat(files.changed()).isEmpty();
    }
}
