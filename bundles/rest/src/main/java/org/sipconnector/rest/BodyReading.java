/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;

/** Reads bodies of requests, as many bytes as they may have. */
final class BodyReading {

    private BodyReading() {}

    /**
     * The body as the route reads it: a record, or for what is no JSON nothing yet.
     *
     * @throws ProblemException when it is too large, of another type, or not as it should be
     */
    static Optional<Object> of(HttpServletRequest http, Route route) throws IOException {
        Optional<RequestBody> wanted = route.takes().body();
        if (wanted.isEmpty()) {
            refuseUnwanted(http);
            return Optional.empty();
        }
        if (http.getContentLengthLong() > wanted.get().most()) {
            throw tooLarge(wanted.get().most());
        }
        String given = http.getContentType() == null ? "" : http.getContentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean empty = http.getContentLengthLong() == 0 || given.isEmpty() && http.getContentLengthLong() < 0;
        if (!empty && !given.equals(wanted.get().mediaType())) {
            throw ProblemException.of(ProblemKind.WRONG_TYPE,
                    "Content-Type: '" + ProblemException.shown(given) + "' must be " + wanted.get().mediaType());
        }
        if (wanted.get().type().isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = http.getInputStream().readNBytes(wanted.get().most() + 1);
        if (bytes.length > wanted.get().most()) {
            throw tooLarge(wanted.get().most());
        }
        return Optional.of(JsonBody.read(bytes, wanted.get().type().get()));
    }

    static ProblemException tooLarge(long most) {
        return ProblemException.of(ProblemKind.TOO_LARGE, "the body may have " + most + " bytes");
    }

    private static void refuseUnwanted(HttpServletRequest http) {
        if (http.getContentLengthLong() > 0) {
            throw ProblemException.of(ProblemKind.INVALID, "no body is read here");
        }
    }
}
