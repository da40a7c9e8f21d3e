/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Option;
import org.sipconnector.api.masking.Printable;

/**
 * Sets the options that were typed after arguments. Karaf takes them for arguments, so each command has a last one that catches
 * what is too much. A parser of our own would be no way: Karaf's interactive session asks it for completion only, runs nothing
 * but the last command of a line then, and offers nonsense after a blank.
 */
final class TrailingOptions {

    private final Action command;
    private final List<Field> arguments = new ArrayList<>();
    private final List<Field> options = new ArrayList<>();

    private TrailingOptions(Action command) {
        this.command = command;
        for (Class<?> type = command.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(Argument.class)) {
                    arguments.add(field);
                } else if (field.isAnnotationPresent(Option.class)) {
                    options.add(field);
                }
            }
        }
        arguments.sort(Comparator.comparingInt(field -> field.getAnnotation(Argument.class).index()));
    }

    /** @throws CommandFailedException when there are more words than the command takes, or an option it does not know */
    static void apply(Action command) throws ReflectiveOperationException {
        new TrailingOptions(command).apply();
    }

    private void apply() throws ReflectiveOperationException {
        List<String> typed = new ArrayList<>();
        for (Field field : arguments) {
            Object value = field.get(command);
            if (value instanceof List<?> list) {
                list.forEach(each -> typed.add(String.valueOf(each)));
            } else if (value != null) {
                typed.add(String.valueOf(value));
            }
        }
        boolean catching = !arguments.isEmpty() && arguments.get(arguments.size() - 1).getName().equals("options");
        if (typed.stream().noneMatch(word -> word.startsWith("--")) && (!catching || last() == null)) {
            return;
        }
        Queue<String> plain = new ArrayDeque<>();
        Queue<String> words = new ArrayDeque<>(typed);
        for (String word = words.poll(); word != null; word = words.poll()) {
            if (word.startsWith("--")) {
                set(word, words);
            } else {
                plain.add(word);
            }
        }
        give(plain);
    }

    private Object last() throws IllegalAccessException {
        return arguments.get(arguments.size() - 1).get(command);
    }

    private void set(String word, Queue<String> following) throws IllegalAccessException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Field option = options.stream().filter(field -> field.getAnnotation(Option.class).name().equals(name)).findFirst()
                .orElseThrow(() -> new CommandFailedException("there is no option " + Printable.line(name)
                        + (name.equals("--help") ? " after arguments: it stands alone" : "; --help lists them")));
        String value = equals >= 0 ? word.substring(equals + 1) : option.getType() == boolean.class ? "true" : following.poll();
        if (value == null) {
            throw new CommandFailedException(name + " needs a value");
        }
        if (option.getType() == boolean.class) {
            option.set(command, Boolean.parseBoolean(value));
        } else if (option.getType() == int.class) {
            option.setInt(command, number(name, value));
        } else if (option.getType() == Long.class) {
            option.set(command, (long) number(name, value));
        } else {
            option.set(command, value);
        }
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException wrong) {
            throw new CommandFailedException(name + ": '" + Printable.line(value) + "' is no whole number");
        }
    }

    /** The arguments without options, in their order; what is not given has its default again. */
    private void give(Queue<String> plain) throws ReflectiveOperationException {
        Object fresh = command.getClass().getConstructor().newInstance();
        for (Field field : arguments) {
            boolean list = field.getType() == List.class;
            if (list && !field.getName().equals("options") && !plain.isEmpty()) {
                field.set(command, new ArrayList<>(plain));
                plain.clear();
            } else if (!list && !plain.isEmpty()) {
                field.set(command, plain.poll());
            } else if (field.getAnnotation(Argument.class).required()) {
                throw new CommandFailedException("Argument " + field.getAnnotation(Argument.class).name() + " is required");
            } else {
                field.set(command, field.get(fresh));
            }
        }
        if (!plain.isEmpty()) {
            throw new CommandFailedException("too many arguments: " + Printable.line(String.join(" ", plain)));
        }
    }
}
