/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.sipconnector.spi.explanation.ErrorText;

/** Waits, on the shell's thread and not for ever, for what becomes of an operation. */
final class OperationWait {

    private static final int WIDTH = 80;

    private OperationWait() {}

    /**
     * @param what what the operation was meant to do, such as {@code call 600}
     * @param end  what shows how it goes on, and ends it
     * @param held what it waits for meanwhile, such as a manager whose bundle is stopped; empty when for nothing of ours
     * @throws CommandFailedException when it failed or took too long
     */
    static <T> T outcome(CompletionStage<T> stage, Duration limit, String what, String end, Supplier<Optional<String>> held)
            throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CommandFailedException("could not " + what + ": " + ErrorText.of(e.getCause()));
        } catch (TimeoutException e) {
            throw new CommandFailedException("could not " + what + " within " + limit.toSeconds() + " s"
                    + held.get().map(cause -> ": " + cause + "; it is done when that is back, ").orElse("; it goes on in the background, ")
                    + end);
        } catch (InterruptedException ended) {
            System.out.println();
            Listing.sentence(System.out, WIDTH, "only the waiting has ended: to " + what + " goes on in the background, " + end);
            throw ended;
        }
    }
}
