/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.journal.Journals;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;

/** What all commands have alike, read from their annotations. */
class CommandOptionsTest {

    /** Begins the description of what shows something. */
    private static final Set<String> SHOWING = Set.of("Shows", "Lists", "Prints", "Says");

    private static final Set<Class<?>> KERNELS = Set.of(Connectors.class, Journals.class, Updater.class, UpdateHistory.class);

    private static final Pattern WAITING = Pattern.compile("[^.]outcome\\(|OperationWait|toCompletableFuture|\\.join\\(\\)|\\.await\\(");

    @Test
    void whatShowsSomethingPrintsJson() {
        assertThat(Commands.commands()).filteredOn(type -> SHOWING.contains(description(type).split(" ")[0])
                || options(type).contains("--preview")).hasSizeGreaterThan(7)
                .allSatisfy(type -> assertThat(options(type)).as(type.getSimpleName()).contains("--json"));
    }

    @Test
    void whatWaitsForAnOutcomeHasALimit() throws IOException {
        for (Class<?> type : Commands.commands()) {
            String source = Files.readString(Path.of("src/main/java/org/sipconnector/shell", type.getSimpleName() + ".java"));
            boolean waits = WAITING.matcher(source).find();
            assertThat(!waits || options(type).contains("--timeout") || options(type).contains("--seconds"))
                    .as(type.getSimpleName() + " waits no longer than it is told to").isTrue();
            assertThat(WaitingCommand.class.isAssignableFrom(type) || UpdatingCommand.class.isAssignableFrom(type)).as(type.getSimpleName())
                    .isEqualTo(options(type).contains("--timeout"));
        }
    }

    @Test
    void everyArgumentIsCompletedAndOptionsMayFollow() {
        for (Class<?> type : Commands.commands()) {
            List<Field> arguments = fields(type, Argument.class);
            assertThat(arguments).as(type.getSimpleName()).allMatch(field -> field.isAnnotationPresent(Completion.class));
            assertThat(arguments.isEmpty() || arguments.stream().anyMatch(field -> field.getAnnotation(Argument.class).multiValued()))
                    .as(type.getSimpleName() + " takes options after its arguments").isTrue();
        }
    }

    /** Karaf takes all commands of a bundle away while one of them lacks something, those that say what is wrong, too. */
    @Test
    void noCommandGoesWithWhatTheKernelOffers() {
        assertThat(Commands.ALL).flatMap(type -> fields(type, Reference.class)).filteredOn(field -> KERNELS.contains(field.getType()))
                .hasSizeGreaterThan(10).allMatch(field -> field.getAnnotation(Reference.class).optional());
    }

    @Test
    void withoutAKernelEveryCommandSaysSo(@TempDir Path exports) {
        Object[] rest = Stream.of(Scene.services(exports)).filter(service -> KERNELS.stream().noneMatch(type -> type.isInstance(service))).toArray();
        try (KarafTerminal terminal = new KarafTerminal(rest)) {
            for (String line : List.of("status", "status x", "connectors", "connectors --json", "call x 600", "history", "journal x",
                    "drain",
                    "undrain", "updates", "update call file:/x.jar", "rollback call", "watch x", "trace x", "log x debug", "connect x")) {
                assertThat(terminal.type("sip:" + line)).as(line).startsWith("Error: the kernel is not at work, and without it no connector");
            }
            assertThat(terminal.complete("sip:status ")).isEmpty();
        }
    }

    @Test
    void theHelpOfEveryCommandNamesItsOptions(@TempDir Path exports) {
        try (KarafTerminal terminal = new KarafTerminal(Scene.services(exports))) {
            for (Class<?> type : Commands.commands()) {
                Command command = type.getAnnotation(Command.class);
                String help = terminal.type(command.scope() + ":" + command.name() + " --help");
                assertThat(help).contains("sip:" + command.name());
                assertThat(options(type)).as(command.name()).allMatch(help::contains);
            }
        }
    }

    private static String description(Class<?> type) {
        return type.getAnnotation(Command.class).description();
    }

    private static List<String> options(Class<?> type) {
        return fields(type, Option.class).stream().map(field -> field.getAnnotation(Option.class).name()).toList();
    }

    private static List<Field> fields(Class<?> type, Class<? extends Annotation> annotation) {
        List<Field> found = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.isAnnotationPresent(annotation)) {
                    found.add(field);
                }
            }
        }
        return found;
    }
}
