/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Locale;

/** What went wrong with a request, and the HTTP status of that. */
enum ProblemKind {
    INVALID(400, "The request is not valid"),
    NOT_LOGGED_IN(401, "Nobody is logged in"),
    FORBIDDEN(403, "That is not allowed"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "That cannot be done here"),
    CONFLICT(409, "That does not go now"),
    CHANGED(412, "It was changed meanwhile"),
    TOO_LARGE(413, "The request is too large"),
    WRONG_TYPE(415, "The body has another type than is read here"),
    REFUSED(422, "It was refused"),
    IF_MATCH_MISSING(428, "Say what is to be changed"),
    TOO_MANY(429, "Too many requests"),
    FAILED(502, "The conference server or the connector did not do it"),
    UNAVAILABLE(503, "What that needs is not at work"),
    TOO_SLOW(504, "It takes longer and goes on"),
    INTERNAL(500, "A mistake of this interface");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    /** An answer about it, without key and value. */
    ProblemDetails says(String detail) {
        return new ProblemDetails("urn:sip-connector:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'), title, status, detail,
                List.of());
    }

    static ProblemKind of(int status) {
        for (ProblemKind kind : values()) {
            if (kind.status == status) {
                return kind;
            }
        }
        return INTERNAL;
    }
}
