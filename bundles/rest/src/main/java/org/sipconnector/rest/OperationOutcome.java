/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.sipconnector.api.ConnectorOverloadedException;
import org.sipconnector.api.ManagerUnavailableException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.api.connector.FailureKind;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.spi.explanation.ErrorText;

/** Waits, on no thread, for what becomes of an operation, and says it. */
final class OperationOutcome {

    static final Route.QueryParameter TIMEOUT = new Route.QueryParameter("timeout", "Seconds to wait for the outcome, 1 to 300.");
    private static final int MOST_SECONDS = 300;

    private OperationOutcome() {}

    /**
     * The answer once it is done.
     *
     * @param standard seconds to wait when the request does not say
     * @param what     what the operation is meant to do, such as {@code call 600}
     */
    static <T> CompletionStage<RestAnswer> of(RestRequest request, int standard, String what, CompletionStage<T> operation,
            Function<T, Object> answer) {
        Duration limit = Duration.ofSeconds(request.number(TIMEOUT.name(), standard, 1, MOST_SECONDS));
        return operation.toCompletableFuture().copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).handle((result, failure) -> {
            if (failure != null) {
                return RestAnswer.of(problem(failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure,
                        what, limit));
            }
            return RestAnswer.of(answer.apply(result));
        });
    }

    private static ProblemException problem(Throwable failure, String what, Duration limit) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        String couldNot = "could not " + what;
        if (failure instanceof TimeoutException) {
            return ProblemException.of(ProblemKind.TOO_SLOW, couldNot + " within " + limit.toSeconds() + " s; it goes on");
        }
        ProblemKind kind = failure instanceof ManagerUnavailableException || failure instanceof ConnectorOverloadedException
                ? ProblemKind.UNAVAILABLE
                : isConflict(failure) ? ProblemKind.CONFLICT : ProblemKind.FAILED;
        ProblemDetails details = kind.says(couldNot + ": " + ErrorText.of(failure));
        return new ProblemException(kind == ProblemKind.FAILED
                ? details.of("failure", Optional.of(FailureKind.of(failure).name()), "is the kind of failure")
                : details, Map.of());
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof CallInProgressException || failure instanceof NoEstablishedCallException
                || failure instanceof DrainingException || failure instanceof NoIncomingCallException;
    }
}
