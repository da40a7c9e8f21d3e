/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on a thread of its own, which goes on when nobody waits for it any more; then the log has what it says. */
final class BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
    private static final String SEE = "it goes on in the background, see sip:updates and the log";

    private final String what;
    /** Empty when the work is over. */
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private boolean left;

    /** What is done. */
    @FunctionalInterface
    interface Task {
        /** @param told hears a line for each step */
        void run(Consumer<String> told) throws Exception;
    }

    /** Begins at once, with the rights of the thread that asks. */
    BackgroundWork(String what, Task task) {
        this.what = what;
        Thread thread = new Thread(() -> run(task), "sip-connector-update");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Task task) {
        try {
            task.run(this::tell);
            outcome.complete(null);
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
            try {
                end("failed: " + ErrorText.of(e));
            } finally {
                // whoever waits must not wait for a reason that cannot be told
                lines.add(Optional.empty());
            }
            return;
        }
        end("done");
    }

    private synchronized void tell(String line) {
        if (left) {
            LOG.info("{}: {}", what, Printable.line(line));
        } else {
            lines.add(Optional.of(line));
        }
    }

    private synchronized void end(String how) {
        if (left) {
            LOG.info("{}: {}", what, Printable.line(how));
        }
        lines.add(Optional.empty());
    }

    /** Nobody waits any more: what was told before is shown, the rest goes to the log. Whether the work goes on. */
    private boolean leave(Consumer<String> shown) {
        List<Optional<String>> told = new ArrayList<>();
        synchronized (this) {
            left = true;
            lines.drainTo(told);
        }
        told.forEach(line -> line.ifPresent(shown));
        return told.stream().allMatch(Optional::isPresent);
    }

    /**
     * Waits for its end.
     *
     * @param shown given each line
     * @throws CommandFailedException when it takes longer
     */
    void await(Duration limit, Consumer<String> shown) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                Optional<String> line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null && leave(shown)) {
                    throw new CommandFailedException("could not " + what + " within " + limit.toSeconds() + " s; " + SEE);
                }
                if (line == null || line.isEmpty()) {
                    break;
                }
                shown.accept(line.get());
            }
        } catch (InterruptedException ended) {
            if (leave(shown)) {
                shown.accept("only the waiting has ended: to " + what + " goes on; see sip:updates and the log");
                throw ended;
            }
        }
        try {
            outcome.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception e ? e : failed;
        }
    }
}
