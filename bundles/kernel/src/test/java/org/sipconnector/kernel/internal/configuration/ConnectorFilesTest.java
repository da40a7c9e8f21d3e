/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;

/** Files that File Install did not notice. */
class ConnectorFilesTest {

    private static final String PID = "org.sipconnector.connector~a";

    @TempDir
    Path karaf;

    private final FakeConfigurations configurations = new FakeConfigurations();
    private ConnectorFiles files;
    private Path etc;
    private Path file;

    @BeforeEach
    void begin() throws IOException {
        etc = Files.createDirectory(karaf.resolve("etc"));
        files = new ConnectorFiles(new WatchedFolders(Set.of(etc)), name -> name.equals("karaf.etc") ? "/karaf/etc" : null);
        file = etc.resolve("org.sipconnector.connector~a.cfg");
    }

    private void look() throws IOException, InvalidSyntaxException {
        files.look(configurations.admin, false);
    }

    private void configured(String... keysAndValues) {
        Hashtable<String, Object> properties = new Hashtable<>(Map.of("felix.fileinstall.filename", file.toFile().toURI().toString()));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        configurations.stored.put(PID, properties);
    }

    private Object used(String key) {
        return configurations.stored.get(PID).get(key);
    }

    @Test
    void aFileThatSaysWhereItIsIsTheSameAsItsConfiguration() throws Exception {
        Files.writeString(file, "server = host\nfelix.fileinstall.filename = " + file.toFile().toURI() + "\n");
        configured("server", "host");

        look();
        look();
        assertThat(configurations.events).isEmpty();
    }

    @Test
    void aFileThatStaysAsItIsBecomesAConfigurationAtTheSecondLook() throws Exception {
        Files.writeString(file, "server = host\nuser = \u00fcber\ntls.caFile = ${karaf.etc}/ca.pem\n",
                StandardCharsets.ISO_8859_1);

        look();
        assertThat(configurations.stored).isEmpty();
        look();

        assertThat(used("server")).isEqualTo("host");
        assertThat(used("user")).isEqualTo("\u00fcber");
        assertThat(used("tls.caFile")).isEqualTo("/karaf/etc/ca.pem");
        assertThat(used("felix.fileinstall.filename")).isEqualTo(file.toFile().toURI().toString());
    }

    @Test
    void idsWithHyphensAndFilesNamedWithOneAreUnderstood() throws Exception {
        Files.writeString(etc.resolve("org.sipconnector.connector~room-one.cfg"), "server = one");
        Files.writeString(etc.resolve("org.sipconnector.connector-room-two.cfg"), "server = two");
        Files.writeString(etc.resolve("org.sipconnector.kernel.cfg"), "lane.threads = 1");
        look();
        look();

        assertThat(configurations.stored).containsOnlyKeys("org.sipconnector.connector~room-one", "org.sipconnector.connector~room-two");
    }

    @Test
    void aFileThatFileInstallHasReadIsLeftAlone() throws Exception {
        Files.writeString(file, "\uFEFFserver = host\n");
        configured("\uFEFFserver", "host");
        Map<String, Object> before = Map.copyOf(configurations.stored.get(PID));
        look();
        look();

        assertThat(configurations.stored.get(PID)).isEqualTo(before);
    }

    @Test
    void aChangeThatFileInstallMissedIsTaken() throws Exception {
        Files.writeString(file, "server = other\n");
        configured("server", "host", "displayName", "gone from the file");
        look();
        assertThat(used("server")).isEqualTo("host");
        look();

        assertThat(used("server")).isEqualTo("other");
        assertThat(used("displayName")).isNull();
    }

    @Test
    void aFileThatWentUnnoticedTakesItsConfigurationWithIt() throws Exception {
        configured("server", "host");
        configurations.stored.put("org.sipconnector.connector~made", new Hashtable<>(Map.of("server", "by a program")));
        configurations.stored.put("org.sipconnector.connector~elsewhere",
                new Hashtable<>(Map.of("felix.fileinstall.filename", "file:/elsewhere/org.sipconnector.connector~elsewhere.cfg")));
        Path typed = Files.writeString(etc.resolve("org.sipconnector.connector~typed.config"), "server = \"host\"");
        configurations.stored.put("org.sipconnector.connector~typed",
                new Hashtable<>(Map.of("felix.fileinstall.filename", typed.toFile().toURI().toString())));
        files.look(configurations.admin, true);
        assertThat(configurations.stored).containsKey(PID);
        look();

        assertThat(configurations.stored).containsOnlyKeys("org.sipconnector.connector~made", "org.sipconnector.connector~elsewhere",
                "org.sipconnector.connector~typed");
    }

    @Test
    void aFileOfOneBundleThatWentUnnoticedTakesItsConfigurationWithIt() throws Exception {
        String address = etc.resolve("org.sipconnector.kernel.cfg").toFile().toURI().toString();
        configurations.stored.put("org.sipconnector.kernel", new Hashtable<>(Map.of("felix.fileinstall.filename", address)));
        configurations.stored.put("org.sipconnector.media", new Hashtable<>(Map.of("isolation", "by a program")));
        configurations.stored.put("org.other",
                new Hashtable<>(Map.of("felix.fileinstall.filename", etc.resolve("org.other.cfg").toFile().toURI().toString())));
        files.look(configurations.admin, true);
        look();

        assertThat(configurations.stored).containsOnlyKeys("org.sipconnector.media", "org.other");
    }

    @Test
    void aFolderThatVanishesTakesNoConfigurationWithItAndIsFollowedWhenItIsBack() throws Exception {
        Files.writeString(file, "server = host\n");
        Path other = Files.writeString(etc.resolve("org.sipconnector.connector~b.cfg"), "server = host\n");
        look();
        look();
        Path away = etc.resolveSibling("away");

        Files.move(etc, away);
        look();
        look();
        assertThat(configurations.stored).hasSize(2);
        Files.createDirectory(etc);
        look();
        look();
        assertThat(configurations.stored).as("an empty folder in its place, as under a mount").hasSize(2);

        Files.delete(etc);
        Files.move(away, etc);
        Files.delete(other);
        look();
        look();
        assertThat(configurations.stored).containsOnlyKeys(PID);
    }

    @Test
    void anotherFolderWithFilesInItsPlaceIsFollowed() throws Exception {
        Files.writeString(file, "server = host\n");
        look();
        look();
        Files.move(etc, etc.resolveSibling("former"));
        Files.createDirectory(etc);
        Files.writeString(etc.resolve("org.sipconnector.connector~b.cfg"), "server = host\n");
        look();
        look();

        assertThat(configurations.stored).containsOnlyKeys("org.sipconnector.connector~b");
    }

    @Test
    void anEmptiedFolderIsBelieved() throws Exception {
        Files.writeString(file, "server = host\n");
        look();
        look();
        Files.delete(file);
        look();
        look();

        assertThat(configurations.stored).isEmpty();
    }

    @Test
    void aFileThatIsWrittenAnewBetweenTwoLooksChangesNothing() throws Exception {
        configured("server", "host");
        look();
        Files.writeString(file, "server = host\n");
        look();
        look();

        assertThat(used("server")).isEqualTo("host");
    }

    @Test
    void tenThousandFilesThatComeChangeAndGoAtOnceAreAllNoticed() throws Exception {
        for (String name : List.of("first", "second")) {
            for (int i = 0; i < 10_000; i++) {
                Files.writeString(etc.resolve("org.sipconnector.connector~many" + i + ".cfg"), "server = host\ndisplayName = " + name);
            }
            look();
            look();
            assertThat(configurations.stored).hasSize(10_000);
            assertThat(configurations.stored.values()).allMatch(used -> name.equals(used.get("displayName")));
        }
        for (int i = 0; i < 10_000; i++) {
            Files.delete(etc.resolve("org.sipconnector.connector~many" + i + ".cfg"));
        }
        look();
        look();
        assertThat(configurations.stored).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadHarmsNoOther() throws Exception {
        Files.writeString(file, "server = \\uXYZW\n");
        Files.writeString(etc.resolve("org.sipconnector.connector~b.cfg"), "server = host");
        look();
        look();

        assertThat(configurations.stored).containsOnlyKeys("org.sipconnector.connector~b");
    }

    @Test
    void aFileTakesNoConfigurationFromAnotherOfTheSameId() throws Exception {
        Files.writeString(file, "server = first\n");
        configured("server", "first");
        Path second = Files.writeString(etc.resolve("org.sipconnector.connector-a.cfg"), "server = second\n");
        look();
        look();
        look();

        assertThat(used("server")).isEqualTo("first");
        assertThat(configurations.stored).hasSize(2);
        assertThat(configurations.events).as("each is written once").hasSize(1);
        assertThat(configurations.stored.get(configurations.events.get(0))).containsEntry("server", "second")
                .containsEntry("felix.fileinstall.filename", second.toFile().toURI().toString());
    }

    @Test
    void aFileThatWasReplacedByOneOfAnotherNameLeavesItItsConfiguration() throws Exception {
        configured("server", "host");
        Files.writeString(etc.resolve("org.sipconnector.connector-a.cfg"), "server = renamed\n");
        look();
        look();

        assertThat(used("server")).isEqualTo("renamed");
        assertThat(configurations.stored).containsOnlyKeys(PID);
    }
}
