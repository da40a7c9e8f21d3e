/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Takes the commands of one peer connection, from any thread, to its sequence, and refuses them once it closes. */
final class PeerCommands {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final SerialExecutor sequence;
    private final EngineThreads threads;
    private final OperationQueue operations;
    private final OperationQueue.FailureListener failures;
    private final Optional<Runnable> afterEach;
    private boolean closed;

    /** @param afterEach is run after each command that was done */
    PeerCommands(SerialExecutor sequence, EngineThreads threads, OperationQueue.FailureListener failures, Optional<Runnable> afterEach) {
        this.sequence = sequence;
        this.threads = threads;
        this.failures = failures;
        this.afterEach = afterEach;
        operations = new OperationQueue(sequence, LIMIT, failures);
    }

    /** One for one line that is done when its body returns. */
    void onLine(String name, String transceiver, Runnable body) {
        add(new PeerCommand(name, transceiver, ""), () -> {
            body.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    /** One for the whole connection. */
    void request(String name, String request, Supplier<CompletableFuture<?>> body) {
        add(new PeerCommand(name, "", request), body);
    }

    private void add(PeerCommand command, Supplier<CompletableFuture<?>> body) {
        sequence.execute(() -> {
            if (closed) {
                failures.failed(command, "the peer connection is closed");
            } else {
                operations.add(command, afterEach.<Supplier<CompletableFuture<?>>>map(then -> () -> body.get().thenRun(then)).orElse(body));
            }
        });
    }

    /** One of the connection's own, after those that wait. Used on its sequence only. */
    void addOwn(String name, Supplier<CompletableFuture<?>> body) {
        operations.add(new PeerCommand(name, "", ""), body);
    }

    /** Does that on the sequence once the time has passed, unless the connection closes before. */
    void after(Duration time, Runnable body) {
        threads.after(time, () -> sequence.execute(() -> {
            if (!closed) {
                body.run();
            }
        }));
    }

    /** Drops what waits; the last one comes after the command that is under way. Used on its sequence only. */
    void close(Supplier<CompletableFuture<?>> last) {
        closed = true;
        operations.clear("the peer connection is closed");
        addOwn("close", last);
    }

    /** Used on its sequence only. */
    boolean areClosed() {
        return closed;
    }

    SerialExecutor sequence() {
        return sequence;
    }
}
