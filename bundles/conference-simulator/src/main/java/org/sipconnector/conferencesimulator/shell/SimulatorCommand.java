package org.sipconnector.conferencesimulator.shell;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.sipconnector.api.simulator.ConferenceSimulator;
import org.sipconnector.api.simulator.SimulatorException;

/** A command to the simulator; mistakes and refusals become one line. */
abstract class SimulatorCommand implements Action {

    private static final int PATIENCE_SECONDS = 15;

    @Reference
    private ConferenceSimulator simulator;

    /** What the operator reads. */
    abstract String run(ConferenceSimulator at) throws InterruptedException;

    @Override
    public final Object execute() throws InterruptedException {
        try {
            System.out.println(run(simulator));
        } catch (SimulatorException | IllegalArgumentException refused) {
            System.out.println(refused.getMessage());
        }
        return null;
    }

    /** Waits for an operation's outcome. */
    static <T> T outcome(CompletionStage<T> stage) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new SimulatorException(failed.getCause().getMessage());
        } catch (TimeoutException late) {
            throw new SimulatorException("the client did not answer within " + PATIENCE_SECONDS + " s");
        }
    }
}
