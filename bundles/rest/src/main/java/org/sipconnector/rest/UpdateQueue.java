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

/** Runs one update at a time on a thread of its own, which is there only meanwhile: updates block up to half a minute. */
final class UpdateQueue implements AutoCloseable {

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
            task -> new Thread(task, "sip-connector-rest-update"));

    /** @throws ProblemException while another runs */
    CompletionStage<RestAnswer> run(Supplier<RestAnswer> update) {
        try {
            return CompletableFuture.supplyAsync(update, thread);
        } catch (RejectedExecutionException busy) {
            throw ProblemException.of(ProblemKind.CONFLICT, "another update runs: wait until it is done");
        }
    }

    /** One that runs goes on. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
