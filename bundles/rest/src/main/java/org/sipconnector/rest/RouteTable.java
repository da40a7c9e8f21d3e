/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that can be asked for. Immutable. */
final class RouteTable {

    private final List<Route> routes;

    /** A route that was asked for, and the named parts of its path. */
    record Match(Route route, Map<String, String> path) {}

    RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    List<Route> routes() {
        return routes;
    }

    /** @throws ProblemException when there is none */
    Match find(String method, List<String> path) {
        List<Match> there = routes.stream().flatMap(route -> match(route, path)).toList();
        String wanted = method.equals("HEAD") ? "GET" : method;
        Optional<Match> found = there.stream().filter(match -> match.route().method().equals(wanted)).findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        if (there.isEmpty()) {
            throw ProblemException.of(ProblemKind.NOT_FOUND, "there is nothing at /" + ProblemException.shown(String.join("/", path))
                    + "; openapi.json lists what there is");
        }
        String allowed = there.stream().map(match -> match.route().method()).distinct().sorted().collect(Collectors.joining(", "));
        throw new ProblemException(ProblemKind.METHOD_NOT_ALLOWED.says("what can be done here is " + allowed), Map.of("Allow", allowed));
    }

    private static Stream<Match> match(Route route, List<String> path) {
        return route.path().match(path).map(values -> new Match(route, values)).stream();
    }
}
