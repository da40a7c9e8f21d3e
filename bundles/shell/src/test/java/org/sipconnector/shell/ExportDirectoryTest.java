/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportDirectoryTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/passwd", "a/../../evil", ".", "", "sub/../.."})
    void namesThatLeadOutOfTheDirectoryAreRefused(String name) {
        assertThatThrownBy(() -> exports().write("--file", name, to -> to.write(1))).isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("--file: '" + name + "' is not below " + exportsPath());
    }

    @Test
    void aSymbolicLinkThatLeadsOutIsRefused() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createDirectory(exportsPath());
        Files.createSymbolicLink(exportsPath().resolve("link"), outside);
        Files.createSymbolicLink(exportsPath().resolve("file"), outside.resolve("file"));

        assertThatThrownBy(() -> exports().write("--file", "link/evil", to -> to.write(1))).hasMessageContaining("symbolic link");
        assertThatThrownBy(() -> exports().append("--file", "file").close()).hasMessageContaining("symbolic link");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void filesAreForTheirOwnerAlone() throws IOException {
        Path written = exports().write("--file", "calls/a.json", to -> to.write(1));
        exports().append("--file", "story.log").close();

        assertThat(Files.getPosixFilePermissions(written)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(exportsPath().resolve("story.log")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aFileIsReplacedAsAWholeAndAppendedToAtItsEnd() throws IOException {
        exports().write("--file", "a", to -> to.write("first".getBytes(UTF_8)));
        Path written = exports().write("--file", "a", to -> to.write("second".getBytes(UTF_8)));
        try (OutputStream more = exports().append("--file", "a")) {
            more.write(" and more".getBytes(UTF_8));
        }

        assertThat(written).hasContent("second and more");
    }

    @Test
    void aWriteThatFailsLeavesTheFormerFile() throws IOException {
        Path written = exports().write("--file", "a", to -> to.write("former".getBytes(UTF_8)));

        assertThatThrownBy(() -> exports().write("--file", "a", to -> {
            throw new IOException("disk full");
        })).hasMessage("disk full");
        assertThat(written).hasContent("former");
    }

    private ExportDirectory exports() {
        return new ExportDirectory(exportsPath());
    }

    private Path exportsPath() {
        return directory.resolve("exports");
    }
}
