/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is given to a command as an argument or an option, it does its work or refuses, in words; nothing else is thrown. */
@Timeout(120)
class HostileArgumentsTest {

    private static final List<String> HOSTILE = List.of("", " ", "\u0000", "a\u0000b", "a\nb\r", "\u001b[31mred", "\u202eright", "\ud800", "-", "--",
            "--=", "--unknown", "-1", "0", "2147483648", "99999999999999999999", "NaN", "1e9", "x".repeat(100_000), "../../../etc/passwd", "/",
            ".", "..", "*", "[", "{", "(|(", "\\", "%00", "%", "$[secret:x]", "${x}", "sip-connector/", "/0.1.0", "[/1", "sip-connector/\u0000",
            "file:", "file:\u0000", "http://[", "https://", "mvn:", "mvn:a/b", "jar:file:/x!/y", ":0", "[::1", "host:99999", "\"", "'");
    /** What makes sense for an argument or option by its name, so that each is tried alone. */
    private static final Map<String, String> RIGHT = Map.of("id", "demo", "room", "600", "tones", "1", "level", "debug", "manager", "call",
            "url", "file:/tmp/call.jar", "file", "a", "source", "black");
    /** Else it would watch until somebody ends it. */
    private static final List<String> ENDS = List.of("--seconds", "1");

    /** What {@code sip:watch} says where there is no framework, after it has taken its arguments. */
    private static final String NO_FRAMEWORK = "events can be heard in a running OSGi framework only";

    private KarafTerminal terminal;
    private final List<String> wrong = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path folder) {
        terminal = new KarafTerminal(Scene.services(folder.resolve("exports")));
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void argumentsAreTakenOrRefusedInWords() {
        for (Class<?> type : Commands.commands()) {
            List<Argument> arguments = annotated(type, Argument.class).stream().sorted(Comparator.comparingInt(Argument::index)).toList();
            for (int i = 0; i < arguments.size(); i++) {
                for (String hostile : HOSTILE) {
                    List<String> words = new ArrayList<>(ends(type));
                    arguments.subList(0, i).forEach(before -> words.add(RIGHT.getOrDefault(before.name(), "demo")));
                    words.add(hostile);
                    type(type, words);
                }
            }
        }
        assertThat(wrong).as("commands that threw something").isEmpty();
    }

    @Test
    void optionsAreTakenOrRefusedInWordsBeforeAndBehindArguments() {
        for (Class<?> type : Commands.commands()) {
            List<String> arguments = annotated(type, Argument.class).stream().sorted(Comparator.comparingInt(Argument::index))
                    .filter(argument -> !argument.name().equals("options")).map(argument -> RIGHT.get(argument.name())).toList();
            for (Option option : annotated(type, Option.class)) {
                for (String hostile : HOSTILE) {
                    List<String> given = List.of(option.name(), hostile);
                    type(type, join(join(ends(type), given), arguments));
                    type(type, join(arguments, join(ends(type), given)));
                }
            }
        }
        assertThat(wrong).as("commands that threw something").isEmpty();
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        for (String words : List.of("journal demo --count 0", "journal demo --count -1", "journal demo --entry -5", "watch demo --seconds -1",
                "watch demo --seconds 1 --interval 0", "update call file:/x.jar --timeout 0", "rollback call --timeout 3601",
                "call demo 600 --timeout -1", "decline desk --status 200", "decline desk --status -1")) {
            assertThat(terminal.typeInteractively("sip:" + words)).as(words).startsWith("Error: --" + words.replaceAll(".*--(\\w+) \\S+$", "$1"));
        }
    }

    private static List<String> ends(Class<?> type) {
        return type == WatchCommand.class ? ENDS : List.of();
    }

    private static List<String> join(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private void type(Class<?> type, List<String> words) {
        String name = type.getAnnotation(Command.class).name();
        Optional<Exception> thrown = terminal.give("sip", name, words).filter(each -> !(each instanceof CommandException)
                && !NO_FRAMEWORK.equals(each.getMessage()));
        thrown.ifPresent(each -> wrong.add(name + words.stream().map(word -> ' ' + word.substring(0, Math.min(40, word.length()))).toList()
                + ": " + each));
    }

    private static <A extends Annotation> List<A> annotated(Class<?> type, Class<A> annotation) {
        List<A> found = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.isAnnotationPresent(annotation)) {
                    found.add(field.getAnnotation(annotation));
                }
            }
        }
        return found;
    }
}
