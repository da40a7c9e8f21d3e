/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.servlet.http.HttpServletRequest;

/**
 * A request that somebody may make.
 *
 * @param match what is asked for
 * @param user  who asks; absent where everybody may
 * @param http  as it came
 * @param body  as the route reads it
 */
record RestRequest(RouteTable.Match match, Optional<RestUser> user, HttpServletRequest http, Optional<Object> body) {

    /** @throws ProblemException when the query has a parameter that the route does not read */
    void checkQuery() {
        Set<String> unknown = new TreeSet<>(QueryText.read(http.getQueryString()).keySet());
        List<String> known = match.route().takes().parameters().stream().map(Route.QueryParameter::name).toList();
        known.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw unknown("parameter", unknown.iterator().next(), known);
        }
    }

    /** @param what kind of name it is */
    static ProblemException unknown(String what, String name, List<String> known) {
        String shown = ProblemException.shown(name);
        String problem =
                "is no " + what + " here; known " + (known.isEmpty() ? "is none" : "are " + known.stream().collect(Collectors.joining(", ")));
        return new ProblemException(ProblemKind.INVALID.says(shown + ": " + problem).of(shown, Optional.empty(), problem), Map.of());
    }

    /** A named part of the path. */
    String path(String name) {
        return match.path().getOrDefault(name, "");
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(QueryText.read(http.getQueryString()).get(name));
    }

    /** A whole number of the query. */
    int number(String name, int standard, int least, int most) {
        Optional<String> given = query(name);
        if (given.isEmpty()) {
            return standard;
        }
        if (!given.get().matches("[0-9]{1,9}") || Integer.parseInt(given.get()) < least || Integer.parseInt(given.get()) > most) {
            throw ProblemException.value(name, given.get(), "a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(given.get());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(http.getHeader(name));
    }

    <T> T body(Class<T> type) {
        return type.cast(body.orElseThrow());
    }
}
