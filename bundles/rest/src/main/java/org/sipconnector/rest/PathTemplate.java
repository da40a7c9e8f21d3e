/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with parts that stand for anything, such as {@code /connectors/{id}}.
 *
 * @param parts between slashes; those in braces have names
 */
record PathTemplate(List<String> parts) {

    static PathTemplate of(String path) {
        return new PathTemplate(List.of(path.substring(1).split("/")));
    }

    /** What its named parts are in that path; empty when it is another path. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String part = parts.get(i);
            if (isName(part)) {
                values.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        parts.stream().filter(PathTemplate::isName).forEach(part -> names.add(part.substring(1, part.length() - 1)));
        return names;
    }

    private static boolean isName(String part) {
        return part.startsWith("{");
    }

    @Override
    public String toString() {
        return "/" + String.join("/", parts);
    }
}
