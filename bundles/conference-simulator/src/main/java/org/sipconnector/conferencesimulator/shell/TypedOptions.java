/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Options among the words that follow a command's arguments, where Karaf takes them for arguments. */
final class TypedOptions {

    private static final String BEGIN = "--";

    private final List<String> words;

    /** @param words as typed; null for none */
    TypedOptions(List<String> words) {
        this.words = words == null ? new ArrayList<>() : new ArrayList<>(words);
    }

    /** Takes an option out that has no value; whether it was there. */
    boolean flag(String name) {
        return words.removeIf(name::equals);
    }

    /**
     * Takes an option out with its value, which follows it or an equals sign.
     *
     * @throws IllegalArgumentException when there is no number from 0 to that
     */
    Optional<Integer> number(String name, int most) {
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.startsWith(name + "=")) {
                words.remove(at);
                return Optional.of(number(name, word.substring(name.length() + 1), most));
            }
            if (word.equals(name)) {
                words.remove(at);
                return Optional.of(number(name, at < words.size() ? words.remove(at) : "", most));
            }
        }
        return Optional.empty();
    }

    private static int number(String name, String value, int most) {
        if (!value.matches("\\d{1,7}")) {
            throw new IllegalArgumentException(name + ": '" + value + "' is no number from 0 to " + most);
        }
        return checked(name, Integer.parseInt(value), most);
    }

    /** @throws IllegalArgumentException when it is no number from 0 to that */
    static int checked(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + ": '" + value + "' is no number from 0 to " + most);
        }
        return value;
    }

    /**
     * The words that are left.
     *
     * @throws IllegalArgumentException when there is an option among them, which nobody knows
     */
    List<String> rest() {
        words.stream().filter(word -> word.startsWith(BEGIN)).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException("there is no option " + unknown + "; --help lists them");
        });
        return List.copyOf(words);
    }
}
