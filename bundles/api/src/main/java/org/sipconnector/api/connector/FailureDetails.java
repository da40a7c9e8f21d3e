/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipFailure;

/**
 * What is known of a failure to connect or to call.
 *
 * @param code    SIP status or WebSocket close code, absent when nothing was answered
 * @param cause   in the public spelling of {@link org.sipconnector.api.sip.SipCause}, absent for errors of other kinds
 * @param message what happened; never empty
 * @param link    {@code user@host} of the one who was called, where the answer named him
 */
public record FailureDetails(OptionalInt code, Optional<String> cause, String message, Optional<String> link) {

    private static final String UNKNOWN = "Unknown error";
    private static final int DEEPEST = 16;

    /** @param failed null for an error that nobody knows */
    public static FailureDetails of(@Nullable Throwable failed) {
        if (failed == null) {
            return new FailureDetails(OptionalInt.empty(), Optional.empty(), UNKNOWN, Optional.empty());
        }
        Throwable error = telling(failed);
        String message = failed.getMessage() == null || failed.getMessage().isBlank()
                ? failed.getClass().getSimpleName()
                : failed.getMessage();
        Optional<SipFailure> failure = failure(error);
        return new FailureDetails(code(error, failure), failure.map(each -> each.cause().text()), message,
                failure.flatMap(each -> Header.find(each.headers(), "To")).flatMap(FailureDetails::address));
    }

    /** The first of the causes that says what the server or the network did, the error itself when none does. */
    static Throwable telling(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof DisconnectedException || failure(cause).isPresent()) {
                return cause;
            }
        }
        return error;
    }

    static Optional<SipFailure> failure(Throwable error) {
        if (error instanceof CallFailedException failed) {
            return Optional.ofNullable(failed.failure());
        }
        if (error instanceof RegistrationFailedException failed) {
            return Optional.of(failed.failure());
        }
        return error instanceof RequestFailedException failed ? Optional.of(failed.failure()) : Optional.empty();
    }

    private static OptionalInt code(Throwable error, Optional<SipFailure> failure) {
        int code = error instanceof DisconnectedException lost ? lost.code() : failure.map(SipFailure::status).orElse(0);
        return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /** {@code user@host} of {@code "Name" <sip:user@host;...>;tag=...}. */
    private static Optional<String> address(String to) {
        String uri = to.replaceFirst(".*<([^>]*)>.*", "$1").replaceFirst("[;?].*", "").strip();
        String address = uri.replaceFirst("(?i)^sips?:", "");
        return address.matches("[^@\\s]+@[^@\\s]+") ? Optional.of(address) : Optional.empty();
    }
}
