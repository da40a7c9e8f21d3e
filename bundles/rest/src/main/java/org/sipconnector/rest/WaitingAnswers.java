/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Gives answers that have to be waited for on a few threads of its own, which are there only meanwhile. */
final class WaitingAnswers implements AutoCloseable {

    private static final int MOST = 4;

    private final ThreadPoolExecutor threads;

    WaitingAnswers(String name) {
        threads = new ThreadPoolExecutor(0, MOST, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> new Thread(task, name));
    }

    /** @throws ProblemException while too many are waited for */
    CompletionStage<RestAnswer> give(Supplier<Object> answer) {
        try {
            return CompletableFuture.supplyAsync(answer, threads)
                    .thenApply(given -> given instanceof RestAnswer whole ? whole : RestAnswer.of(given));
        } catch (RejectedExecutionException busy) {
            throw ProblemException.of(ProblemKind.UNAVAILABLE, MOST + " others wait for an answer of this kind: ask again in some seconds");
        }
    }

    /** What is waited for goes on. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
