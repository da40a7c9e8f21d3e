package org.sipconnector.shell;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipconnector.api.sip.SipFailure;

/** Waits, on the shell's thread and not for ever, for what becomes of an operation. */
final class Waiting {

    private Waiting() {}

    /**
     * @param what what the operation was meant to do, such as {@code call 600}
     * @throws CommandFailedException when it failed or took too long
     */
    static <T> T outcome(CompletionStage<T> stage, Duration limit, String what) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CommandFailedException("could not " + what + ": " + message(e.getCause()));
        } catch (TimeoutException e) {
            throw new CommandFailedException("could not " + what + " within " + limit.toSeconds()
                    + " s; it goes on in the background, see sip:status");
        }
    }

    static String message(Throwable error) {
        return error.getMessage() == null || error.getMessage().isBlank()
                ? error.getClass().getSimpleName() : Printable.line(error.getMessage());
    }

    /** How a call ended, as a person would say it. */
    static String sentence(SipFailure end) {
        String what = end.status() > 0 ? end.status() + " " + end.reason() : end.reason();
        return switch (end.originator()) {
            case REMOTE -> what + ", by the other side";
            case LOCAL -> what + ", by this side";
            default -> what;
        };
    }
}
