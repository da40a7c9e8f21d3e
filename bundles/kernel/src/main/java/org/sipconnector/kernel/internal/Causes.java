package org.sipconnector.kernel.internal;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Finds the error itself under the wrappings of futures. */
final class Causes {

    private Causes() {}

    static Throwable unwrap(Throwable error) {
        Throwable current = error;
        while ((current instanceof CompletionException || current instanceof ExecutionException)
                && current.getCause() != null) {
            current = current.getCause();
        }
        return current;
    }
}
