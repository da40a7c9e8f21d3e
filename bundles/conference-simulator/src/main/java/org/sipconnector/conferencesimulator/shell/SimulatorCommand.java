/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.CommandException;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.SimulatorException;

/** A command to the simulator; mistakes and refusals become one line. */
abstract class SimulatorCommand implements Action {

    private static final int PATIENCE_SECONDS = 15;

    @Reference
    private ConferenceSimulator simulator;

    /** What the operator reads. */
    abstract String run(ConferenceSimulator at) throws InterruptedException;

    @Override
    public final Object execute() throws CommandException, InterruptedException {
        try {
            System.out.println(run(simulator));
        } catch (SimulatorException | IllegalArgumentException refused) {
            // fails the command, for scripts, and is written to no log
            throw new CommandException(Printable.line(String.valueOf(refused.getMessage())));
        }
        return null;
    }

    /** Waits for an operation's outcome. */
    static <T> T outcome(CompletionStage<T> stage) throws InterruptedException {
        return outcome(stage, "the client did not answer within " + PATIENCE_SECONDS + " s");
    }

    /** @param late what to say when it takes longer */
    static <T> T outcome(CompletionStage<T> stage, String late) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new SimulatorException(failed.getCause().getMessage());
        } catch (TimeoutException passed) {
            throw new SimulatorException(late);
        }
    }
}
