/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.reply;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Finds the error itself under the wrappings of futures. */
public final class Causes {

    private Causes() {}

    public static Throwable unwrap(Throwable error) {
        Throwable current = error;
        while ((current instanceof CompletionException || current instanceof ExecutionException)
                && current.getCause() != null) {
            current = current.getCause();
        }
        return current;
    }

    /** Whether the error is one of these, or was caused by one. */
    public static boolean has(Throwable error, Class<? extends Throwable> type) {
        for (Throwable current = error; current != null; current = current.getCause()) {
            if (type.isInstance(current)) {
                return true;
            }
        }
        return false;
    }
}
