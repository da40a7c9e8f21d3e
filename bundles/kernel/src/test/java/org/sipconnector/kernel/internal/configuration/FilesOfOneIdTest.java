/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that speak of one connector, for which File Install has one configuration only. */
class FilesOfOneIdTest {

    private static final String FILE = "felix.fileinstall.filename";

    @TempDir
    Path etc;

    private final FakeConfigurations configurations = new FakeConfigurations();
    private FilesOfOneId files;
    private long changes;

    @BeforeEach
    void begin() {
        files = new FilesOfOneId(new WatchedFolders(Set.of(etc)), name -> null);
    }

    private Path write(String name, String content) throws Exception {
        Path file = Files.writeString(etc.resolve(name), content);
        Files.setLastModifiedTime(etc, FileTime.fromMillis(++changes));
        return file;
    }

    private void configured(String pid, Path file) {
        configurations.stored.put(pid, new Hashtable<>(Map.of(FILE, file.toFile().toURI().toString(), "server", "first")));
    }

    private void look() throws Exception {
        files.separate(configurations.admin);
    }

    private List<Object> servers() {
        return configurations.stored.values().stream().<Object>map(each -> each.get("server")).toList();
    }

    @Test
    void theSecondFileGetsAConfigurationOfItsOwnAtOnce() throws Exception {
        configured("org.sipconnector.connector~office", write("org.sipconnector.connector~office.cfg", "server = first"));
        look();
        assertThat(configurations.events).isEmpty();
        Path second = write("org.sipconnector.connector-office.cfg", "server = second");
        look();
        look();

        assertThat(configurations.events).hasSize(1);
        assertThat(configurations.stored.get(configurations.events.get(0))).containsEntry("server", "second")
                .containsEntry(FILE, second.toFile().toURI().toString());
        assertThat(configurations.stored.get("org.sipconnector.connector~office")).containsEntry("server", "first");
    }

    @Test
    void aFileBesideOneOfTheTypedFormGetsOneToo() throws Exception {
        configured("org.sipconnector.connector~room-two", write("org.sipconnector.connector~room-two.config", "server=\"first\""));
        write("org.sipconnector.connector-room-two.cfg", "server = second");
        look();

        assertThat(servers()).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void filesOfWhichFileInstallHasReadNoneYetAreLeftToIt() throws Exception {
        Path first = write("org.sipconnector.connector~office.cfg", "server = first");
        write("org.sipconnector.connector-office.cfg", "server = second");
        look();
        assertThat(configurations.stored).isEmpty();

        configured("org.sipconnector.connector~office", first);
        look();
        assertThat(servers()).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void filesOfDifferentIdsAreLeftAlone() throws Exception {
        configured("org.sipconnector.connector~office", write("org.sipconnector.connector~office.cfg", "server = first"));
        write("org.sipconnector.connector~office2.cfg", "server = second");
        look();

        assertThat(configurations.events).isEmpty();
        assertThat(servers()).containsExactly("first");
    }
}
