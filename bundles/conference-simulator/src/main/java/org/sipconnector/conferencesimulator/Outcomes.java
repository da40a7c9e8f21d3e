/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.simulator.SimulatorException;

/** Who waits for the outcome of a command to a foundation, by the command's id. On the simulator's executor only. */
final class Outcomes<T> {

    private final Map<String, CompletableFuture<T>> waiting = new HashMap<>();

    /** Waits for the outcome of that id; an older waiter of the same id fails. */
    CompletableFuture<T> expect(String id) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        CompletableFuture<T> former = waiting.put(id, outcome);
        if (former != null) {
            former.completeExceptionally(new SimulatorException(id + " was asked again"));
        }
        return outcome;
    }

    boolean expects(String id) {
        return waiting.containsKey(id);
    }

    /** Whether somebody waited for it. */
    boolean succeed(String id, T value) {
        CompletableFuture<T> outcome = waiting.remove(id);
        return outcome != null && outcome.complete(value);
    }

    void fail(String id, String reason) {
        CompletableFuture<T> outcome = waiting.remove(id);
        if (outcome != null) {
            outcome.completeExceptionally(new SimulatorException(reason));
        }
    }

    /** Fails all whose id begins so. */
    void failAll(String prefix, String reason) {
        List.copyOf(waiting.keySet()).stream().filter(id -> id.startsWith(prefix)).forEach(id -> fail(id, reason));
    }
}
