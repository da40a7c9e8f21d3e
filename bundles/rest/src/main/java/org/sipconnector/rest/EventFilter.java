/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Optional;

/**
 * Which events somebody wants to hear.
 *
 * @param connector of one only; absent for all
 * @param names     a star at the end stands for anything; none for all
 */
record EventFilter(Optional<String> connector, List<String> names) {

    private static final int MOST_NAMES = 50;

    static EventFilter of(RestRequest request) {
        List<String> names = request.query("names").map(text -> List.of(text.split(","))).orElse(List.of());
        if (names.size() > MOST_NAMES) {
            throw ProblemException.value("names", names.size() + " names", "at most " + MOST_NAMES + " names with commas between them");
        }
        return new EventFilter(request.query("connector"), names);
    }

    boolean wants(LoggedEvent event) {
        return wants(event.connector(), event.name());
    }

    /** @param of a connector; empty for what concerns all */
    boolean wants(String of, String event) {
        return (connector.isEmpty() || of.isEmpty() || connector.get().equals(of))
                && (names.isEmpty() || names.stream().anyMatch(name -> matches(name, event)));
    }

    private static boolean matches(String wanted, String name) {
        return wanted.endsWith("*") ? name.regionMatches(0, wanted, 0, wanted.length() - 1) : wanted.equals(name);
    }
}
