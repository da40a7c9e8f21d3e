/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is answered.
 *
 * @param status  HTTP status
 * @param headers beside those of every answer
 * @param body    a record, written as JSON; absent without content
 */
record RestAnswer(int status, Map<String, String> headers, Optional<Object> body) {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    static RestAnswer of(Object body) {
        return new RestAnswer(OK, Map.of(), Optional.of(body));
    }

    static RestAnswer created(String location, Object body) {
        return new RestAnswer(CREATED, Map.of("Location", location), Optional.of(body));
    }

    static RestAnswer nothing() {
        return new RestAnswer(NO_CONTENT, Map.of(), Optional.empty());
    }

    static RestAnswer of(ProblemException problem) {
        return new RestAnswer(problem.details().status(), problem.headers(), Optional.of(problem.details()));
    }

    RestAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new RestAnswer(status, more, body);
    }
}
