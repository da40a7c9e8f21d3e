/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Optional;

/**
 * Why a request was not done, as RFC 9457 says it.
 *
 * @param type   names the kind of problem
 * @param title  the kind in words
 * @param status HTTP status
 * @param detail this one in words
 * @param errors the keys at fault
 */
record ProblemDetails(String type, String title, int status, String detail, List<KeyError> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One key of a request or configuration that is wrong.
     *
     * @param key     its name
     * @param value   what was given, absent for secrets
     * @param problem what is wrong and what is allowed
     */
    record KeyError(String key, Optional<String> value, String problem) {}

    ProblemDetails of(String key, Optional<String> value, String problem) {
        return of(List.of(new KeyError(key, value, problem)));
    }

    ProblemDetails of(List<KeyError> wrong) {
        return new ProblemDetails(type, title, status, detail, wrong);
    }
}
