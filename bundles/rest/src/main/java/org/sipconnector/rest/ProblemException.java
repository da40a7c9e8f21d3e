/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.masking.Printable;

/** Ends a request with an answer that says what was wrong. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int LONGEST_VALUE = 200;

    private final transient ProblemDetails details;
    private final transient Map<String, String> headers;

    ProblemException(ProblemDetails details, Map<String, String> headers) {
        super(details.detail(), null, false, false);
        this.details = details;
        this.headers = headers;
    }

    static ProblemException of(ProblemKind kind, String detail) {
        return new ProblemException(kind.says(detail), Map.of());
    }

    /** @param allowed follows "must be" */
    static ProblemException value(String key, String value, String allowed) {
        String shown = shown(value);
        return new ProblemException(ProblemKind.INVALID.says(key + ": '" + shown + "' must be " + allowed)
                .of(key, Optional.of(shown), "must be " + allowed), Map.of());
    }

    /** @param allowed follows "must be" */
    static ProblemException missing(String key, String allowed) {
        return new ProblemException(ProblemKind.INVALID.says(key + ": is missing, must be " + allowed)
                .of(key, Optional.empty(), "is missing, must be " + allowed), Map.of());
    }

    /** A value in one line and not too long. */
    static String shown(String value) {
        String line = Printable.line(value);
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "...";
    }

    ProblemDetails details() {
        return details;
    }

    Map<String, String> headers() {
        return headers;
    }
}
