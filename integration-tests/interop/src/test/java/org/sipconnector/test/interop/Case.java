/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sipconnector.api.Transport;

/**
 * One case of a text resource: what is said and expected, in order. The README of this module describes the words.
 *
 * @param file       name of the resource
 * @param title      where the rule is written, and what happens
 * @param transports what to run it over, one run each; each may bring a second one the peer listens on as well
 */
record Case(String file, String title, List<Set<Transport>> transports, List<Step> steps) {

    /**
     * A statement.
     *
     * @param line  number in the resource, for messages
     * @param words the statement itself
     * @param below the lines indented under it, without their indentation
     */
    record Step(int line, String words, List<String> below) {

        String first() {
            return words.split(" ", 2)[0];
        }

        String rest() {
            return words.length() == first().length() ? "" : words.substring(first().length() + 1).strip();
        }
    }

    /** Whether a real media engine makes and takes the descriptions: its file is named media-TOPIC. */
    boolean real() {
        return file.matches("(simulator/)?media-.*");
    }

    /** Whether it is the conference simulator that is spoken with: its file is in the folder simulator. */
    boolean simulator() {
        return file.startsWith("simulator/");
    }

    /** @throws IllegalArgumentException naming file and line of what is no case */
    static List<Case> read(String file, Stream<String> text) {
        List<Case> cases = new ArrayList<>();
        List<Step> steps = List.of();
        int number = 0;
        for (String line : (Iterable<String>) text::iterator) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("case ")) {
                steps = new ArrayList<>();
                cases.add(new Case(file, line.substring(5).strip(), new ArrayList<>(), steps));
            } else if (cases.isEmpty()) {
                throw new IllegalArgumentException(file + ":" + number + ": a case begins with 'case TITLE'");
            } else if (line.startsWith("rfc ")) {
                // read by those who count what the table of RFCs is shown by
                continue;
            } else if (line.startsWith("over ")) {
                cases.get(cases.size() - 1).transports().addAll(transports(line.substring(5)));
            } else if (line.charAt(0) == ' ') {
                steps.get(steps.size() - 1).below().add(line.replaceFirst("^ {1,2}", ""));
            } else {
                steps.add(new Step(number, line.strip(), new ArrayList<>()));
            }
        }
        cases.stream().filter(each -> each.transports().isEmpty())
                .forEach(each -> each.transports().addAll(transports(each.simulator() ? "UDP TCP" : "UDP TCP WS")));
        return cases;
    }

    private static List<Set<Transport>> transports(String words) {
        return Stream.of(words.strip().split(" +")).<Set<Transport>>map(word -> {
            Set<Transport> together = EnumSet.noneOf(Transport.class);
            Stream.of(word.split("\\+")).map(Transport::valueOf).forEach(together::add);
            return together;
        }).toList();
    }
}
