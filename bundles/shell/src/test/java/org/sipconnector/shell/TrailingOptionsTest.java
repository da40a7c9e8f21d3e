/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options after arguments. */
class TrailingOptionsTest {

    @TempDir
    Path exports;

    @ParameterizedTest
    @CsvSource({"sip:call office 600 --timeout 5 --no-redial, sip:call --timeout 5 --no-redial office 600",
            "sip:call office --timeout=5 600, sip:call --timeout 5 office 600", "sip:status demo --json, sip:status --json demo",
            "sip:mute demo --video --audio, sip:mute --video --audio demo", "sip:present demo --timeout 5, sip:present --timeout 5 demo",
            "sip:history demo --json, sip:history --json demo", "sip:journal demo --entry 8, sip:journal --entry 8 demo"})
    void theyDoWhatTheyDoBeforeArguments(String after, String before) {
        assertThat(typed(after)).isEqualTo(typed(before)).isNotEmpty().doesNotStartWith("Error");
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsDone() {
        assertThat(typed("sip:call office --no-redial")).contains("Error: Argument room is required");
        assertThat(typed("sip:call office 600 700")).contains("Error: too many arguments: 700");
        assertThat(typed("sip:call office 600 --quick")).contains("Error: there is no option --quick; --help lists them");
        assertThat(typed("sip:call office 600 --timeout")).contains("Error: --timeout needs a value");
        assertThat(typed("sip:call office 600 --timeout soon")).contains("Error: --timeout: 'soon' is no whole number");
        assertThat(typed("sip:call office 600 --timeout -1")).contains("Error: --timeout: -1 is not a number of seconds");
    }

    @Test
    void everyCommandWithArgumentsTakesOptionsAfterThem() {
        assertThat(Commands.commands()).filteredOn(type -> arguments(type).stream().anyMatch(argument -> argument.index() == 0))
                .allSatisfy(type -> assertThat(arguments(type)).as(type.getAnnotation(Command.class).name())
                        .anyMatch(Argument::multiValued));
    }

    @Test
    void noCommandHasAParserOfItsOwn() {
        assertThat(Commands.commands()).noneMatch(type -> type.isAnnotationPresent(Parsing.class));
    }

    private static List<Argument> arguments(Class<?> type) {
        return type == Object.class
                ? List.of()
                : Stream.concat(Arrays.stream(type.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(Argument.class)).map(field -> field.getAnnotation(Argument.class)),
                        arguments(type.getSuperclass()).stream()).toList();
    }

    private String typed(String command) {
        try (KarafTerminal terminal = new KarafTerminal(Scene.services(exports))) {
            return terminal.typeInteractively(command);
        }
    }
}
