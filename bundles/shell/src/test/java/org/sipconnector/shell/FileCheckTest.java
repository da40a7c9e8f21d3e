/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ValueTypes;

/** Files that are checked before they are used. */
class FileCheckTest {

    private static final ConfigurationKey<Integer> SIZE =
            ConfigurationKey.of("size", ValueTypes.wholeNumber(1, 10), "3", "how large");
    private static final List<ConfigurationSchema<?>> SCHEMAS = List.of(
            new ConfigurationSchema<>("org.sipconnector.kernel", "A thing", List.of(SIZE), values -> values.get(SIZE)),
            new ConfigurationSchema<>("org.sipconnector.connector", "A connector",
                    List.of(SIZE, ConfigurationKey.secret("password", "secret")), values -> values.get(SIZE)));

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private FileCheck.Findings check(Path... files) throws IOException {
        return new FileCheck(SCHEMAS, name -> name.endsWith("secretsdir") ? folder.toString() : null).of(List.of(files));
    }

    @Test
    void aRightFileIsRight() throws IOException {
        FileCheck.Findings found = check(write("org.sipconnector.kernel.cfg", "\uFEFFsize = 10\n# remark\n"));

        assertThat(found.checked()).isEqualTo(1);
        assertThat(found.mistakes()).isEmpty();
        assertThat(found.warnings()).isEmpty();
    }

    @Test
    void aFolderIsCheckedFileByFileAndOthersFilesAreLeftOut() throws IOException {
        write("org.sipconnector.kernel.cfg", "size = 11");
        write("org.sipconnector.connector~a.cfg", "size = x\nsice = 1");
        write("org.sipconnector.connector-a.cfg", "size = 1");
        write("org.sipconnector.connector.cfg", "size = 1");
        write("org.sipconnector.connector~a b.cfg", "size = 1");
        write("org.sipconnector.pigeon.cfg", "size = 1");
        write("org.apache.karaf.shell.cfg", "size = 11");

        FileCheck.Findings found = check(folder);

        assertThat(found.checked()).isEqualTo(6);
        assertThat(found.mistakes()).hasSize(6).anyMatch(line -> line.equals(
                "org.sipconnector.kernel.cfg: size: '11' must be a whole number from 1 to 10"))
                .anyMatch(line -> line.equals("org.sipconnector.connector~a.cfg: size: 'x' must be a whole number from 1 to 10"))
                .anyMatch(line -> line.endsWith("id: 'a' is taken by org.sipconnector.connector-a.cfg"))
                .anyMatch(line -> line.startsWith("org.sipconnector.connector.cfg: id: is missing"))
                .anyMatch(line -> line.startsWith("org.sipconnector.connector~a b.cfg: id: "))
                .anyMatch(line -> line.startsWith("org.sipconnector.pigeon.cfg: no bundle at work reads it"));
        assertThat(found.warnings()).containsExactly("org.sipconnector.connector~a.cfg: sice: is no known key; did you mean size?");
    }

    @Test
    void aConnectorsFileIsNotSaidToBeUnreadWhileTheKernelIsStopped() throws IOException {
        Path file = write("org.sipconnector.connector~a.cfg", "size = 1");

        assertThat(new FileCheck(List.of(), name -> null).of(List.of(file)).mistakes()).containsExactly("org.sipconnector.connector~a.cfg: "
                + "cannot be checked: the bundle that reads it is not at work: start org.sipconnector.kernel");
    }

    @Test
    void aKeyThatStandsTwiceIsTold() throws IOException {
        FileCheck.Findings found = check(write("org.sipconnector.kernel.cfg", "size = 3\n# size = 4\nSize = 5\n"));

        assertThat(found.mistakes()).isEmpty();
        assertThat(found.warnings()).containsExactly("org.sipconnector.kernel.cfg: Size: stands more than once, and only one of them holds");
    }

    @Test
    void secretsAreFilledInAndMissingOnesNamed() throws IOException {
        Path file = write("org.sipconnector.connector~a.cfg", "password = $[secret:office]\nsize = $[prop:none;default=4]");
        assertThat(check(file).mistakes()).singleElement().asString().contains("password: there is no secret 'office'");

        write("office", "hunter2\n");
        assertThat(check(file).mistakes()).isEmpty();
    }

    @Test
    @Timeout(10)
    void aSecretThatIsAPipeIsNoneAndNothingWaitsForItsOtherEnd() throws Exception {
        assumeThat(new ProcessBuilder("mkfifo", folder.resolve("office").toString()).start().waitFor()).isZero();

        assertThat(check(write("org.sipconnector.connector~a.cfg", "password = $[secret:office]")).mistakes()).singleElement().asString()
                .contains("password: there is no secret 'office'");
    }

    @Test
    void aFolderWithoutFilesOfOursIsAMistake() throws IOException {
        write("org.apache.karaf.shell.cfg", "size = 11");

        assertThat(check(folder).mistakes()).singleElement().asString().startsWith(folder + ": no file there is ours");
    }

    @Test
    void aFileThatCannotBeReadIsAMistake() throws IOException {
        assertThat(check(folder.resolve("org.sipconnector.kernel.cfg")).mistakes()).singleElement().asString()
                .contains("org.sipconnector.kernel.cfg: there is no such file");
        assertThat(check(write("org.sipconnector.kernel.cfg", "size = \\uXYZW")).mistakes()).hasSize(1);
    }

    @Test
    void whatIsNamedAsAFileAndIsNoneIsAMistake() throws IOException {
        Files.createDirectory(folder.resolve("org.sipconnector.kernel.cfg"));
        Files.createSymbolicLink(folder.resolve("org.sipconnector.connector~a.cfg"), Path.of("/nowhere/a.cfg"));
        List<String> expected = List.of("org.sipconnector.connector~a.cfg: cannot be read: it is a symbolic link to /nowhere/a.cfg, which is"
                + " not there: write that file, or remove the link",
                "org.sipconnector.kernel.cfg: cannot be read: it is a directory: move it elsewhere, a file belongs there");

        assertThat(check(folder).mistakes()).isEqualTo(expected);
        assertThat(check(folder.resolve("org.sipconnector.connector~a.cfg")).mistakes()).containsExactly(expected.get(0));
        assertThat(check(folder.resolve("org.sipconnector.kernel.cfg")).mistakes()).containsExactly(expected.get(1));
    }
}
