/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The commands of one peer connection, one after another: the next starts when the former has ended. Used on the
 * connection's sequence only. A command that takes too long fails, so that the others go on. The library throws errors for
 * what is only a bad description; so they are failures like any other.
 */
final class OperationQueue {

    /** Hears of commands that failed. */
    interface FailureListener {
        void failed(PeerCommand command, String reason);
    }

    private record Operation(PeerCommand command, Supplier<CompletableFuture<?>> body) {}

    private final Deque<Operation> waiting = new ArrayDeque<>();
    private final Executor sequence;
    private final Duration limit;
    private final FailureListener listener;
    private Operation running;

    OperationQueue(Executor sequence, Duration limit, FailureListener listener) {
        this.sequence = sequence;
        this.limit = limit;
        this.listener = listener;
    }

    void add(PeerCommand command, Supplier<CompletableFuture<?>> body) {
        waiting.add(new Operation(command, body));
        next();
    }

    /** Fails all commands that have not begun; the running one goes on. */
    void clear(String reason) {
        while (!waiting.isEmpty()) {
            Operation dropped = waiting.poll();
            listener.failed(dropped.command, reason);
        }
    }

    private void next() {
        if (running != null || waiting.isEmpty()) {
            return;
        }
        Operation operation = waiting.poll();
        running = operation;
        CompletableFuture<?> outcome;
        try {
            outcome = operation.body.get();
        } catch (RuntimeException | Error failure) {
            outcome = CompletableFuture.failedFuture(failure);
        }
        outcome.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((done, failure) -> ended(operation, failure), sequence);
    }

    private void ended(Operation operation, Throwable failure) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            listener.failed(cause instanceof LineFailedException line ? operation.command.on(line.transceiver()) : operation.command,
                    reason(cause));
        }
        running = null;
        next();
    }

    private String reason(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "no answer from the media library within " + limit.toMillis() + " ms";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
