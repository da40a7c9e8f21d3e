/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command, typed into Karaf's own shell in a terminal of 80 columns, prints what a reviewed transcript in
 * {@code src/test/resources/transcripts} says. Run with {@code -Dtranscripts.write=true} to write them anew, and review.
 */
class TranscriptsTest {

    private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
    private static final String PROMPT = "karaf@root()> ";

    static Stream<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void theCommandsPrintWhatTheTranscriptSays(Path transcript, @TempDir Path exports) throws IOException {
        String expected = Files.readString(transcript);
        StringBuilder actual = new StringBuilder();
        try (KarafTerminal terminal = new KarafTerminal(Scene.services(exports))) {
            expected.lines().filter(line -> line.startsWith(PROMPT)).map(line -> line.substring(PROMPT.length()))
                    .forEach(command -> actual.append(PROMPT).append(command).append('\n')
                            .append(terminal.type(command).replace(exports.toString(), "EXPORTS")));
        }
        if (Boolean.getBoolean("transcripts.write")) {
            Files.writeString(transcript, actual);
        }

        assertThat(actual.toString()).isEqualTo(expected);
        assertThat(expected.lines()).filteredOn(TranscriptsTest::isForPeople)
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(KarafTerminal.WIDTH));
    }

    @Test
    void everyCommandIsInATranscript() throws IOException {
        String all = transcripts().map(TranscriptsTest::read).collect(Collectors.joining());

        assertThat(Commands.commands()).allSatisfy(type -> {
            Command command = type.getAnnotation(Command.class);
            assertThat(all).contains(PROMPT + command.scope() + ":" + command.name());
        });
    }

    @Test
    void everyCommandIsInTheReadme() {
        String readme = read(Path.of("../../README.md"));

        assertThat(Commands.commands()).map(type -> type.getAnnotation(Command.class)).allSatisfy(
                command -> assertThat(readme).contains("`" + command.scope() + ":" + command.name()));
    }

    /** JSON is for programs, and errors are printed by Karaf itself. */
    private static boolean isForPeople(String line) {
        return !line.startsWith(PROMPT) && !line.startsWith("Error: ") && !line.stripLeading().startsWith("\"");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
