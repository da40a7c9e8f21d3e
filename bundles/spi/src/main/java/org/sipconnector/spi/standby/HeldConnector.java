/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;

/**
 * A connector between two kernels. Clients that still hold the former kernel's proxies go on through it: their messages
 * wait here, then go to the successor. From any thread.
 */
public final class HeldConnector {

    private final ConnectorConfiguration configuration;
    private final List<HeldManager> managers;
    private final Map<String, Object> kept;
    private final List<Promise> promises;
    private final List<HeldStep> steps;
    private final Queue<HeldMessage> waiting = new ArrayDeque<>();
    private @Nullable Successor successor;
    private boolean letGo;

    /** The connector in the kernel that took it up. */
    public interface Successor {

        /** Adds a message to its lane. */
        void accept(HeldMessage message);

        /** A manager's latest snapshot. */
        @Nullable
        Object snapshot(Class<?> api);

        /** Closes the connector. */
        CompletionStage<Void> close();
    }

    /**
     * @param kept     clients' objects by the id that managers' states name them by
     * @param promises what clients still wait for
     * @param steps    what managers still wait for
     */
    public HeldConnector(ConnectorConfiguration configuration, List<HeldManager> managers, Map<String, Object> kept,
            List<Promise> promises, List<HeldStep> steps) {
        this.configuration = configuration;
        this.managers = List.copyOf(managers);
        this.kept = Map.copyOf(kept);
        this.promises = List.copyOf(promises);
        this.steps = List.copyOf(steps);
    }

    /** Of a connector whose managers wait for nothing. */
    public HeldConnector(ConnectorConfiguration configuration, List<HeldManager> managers, Map<String, Object> kept,
            List<Promise> promises) {
        this(configuration, managers, kept, promises, List.of());
    }

    public ConnectorId id() {
        return configuration.id();
    }

    public ConnectorConfiguration configuration() {
        return configuration;
    }

    public List<HeldManager> managers() {
        return managers;
    }

    public Map<String, Object> kept() {
        return kept;
    }

    public List<Promise> promises() {
        return promises;
    }

    public List<HeldStep> steps() {
        return steps;
    }

    /** Adds a message: it waits until there is a successor. */
    public synchronized void add(HeldMessage message) {
        if (successor == null) {
            waiting.add(message);
        } else {
            successor.accept(message);
        }
    }

    /** Gives what waits, and all that is still to come, to the successor. */
    public synchronized void takenUpBy(Successor next) {
        successor = next;
        for (HeldMessage message = waiting.poll(); message != null; message = waiting.poll()) {
            next.accept(message);
        }
    }

    /** What waits at this moment. */
    public synchronized List<HeldMessage> waiting() {
        return List.copyOf(waiting);
    }

    /** Whether its owner has closed it meanwhile, who may have been stopped only because the kernel has: it may be opened again. */
    public synchronized boolean letGo() {
        return letGo;
    }

    /** The kernel that took the connector up has left it in turn: what still comes here goes to that, not through its code. */
    public void followedBy(HeldConnector later) {
        takenUpBy(new Later(later));
    }

    /** Fails what clients wait for: nobody took the connector up. */
    public void end(RuntimeException reason) {
        // first: whoever hears of it may ask for more
        takenUpBy(new Ended(reason));
        promises.forEach(promise -> fail(promise, reason));
    }

    private static void fail(Promise promise, RuntimeException reason) {
        try {
            promise.settle().accept(null, reason);
        } catch (RuntimeException | LinkageError e) {
            reason.addSuppressed(e);
        }
    }

    /** The manager's snapshot in the successor, or the last one while there is none; null for a manager unknown. */
    public @Nullable Object snapshot(Class<?> api) {
        Successor next = successor();
        return next != null
                ? next.snapshot(api)
                : managers.stream().filter(manager -> manager.api() == api)
                        .map(HeldManager::snapshot).findFirst().orElse(null);
    }

    /** Closes the connector in its successor; while there is none its owner lets it go, which is done at once. */
    public synchronized CompletionStage<Void> close() {
        if (successor != null) {
            return successor.close();
        }
        letGo = true;
        return CompletableFuture.completedStage(null);
    }

    private synchronized @Nullable Successor successor() {
        return successor;
    }

    /** The same connector, held once more. */
    private record Later(HeldConnector held) implements Successor {

        @Override
        public void accept(HeldMessage message) {
            held.add(message);
        }

        @Override
        public @Nullable Object snapshot(Class<?> api) {
            return held.snapshot(api);
        }

        @Override
        public CompletionStage<Void> close() {
            return held.close();
        }
    }

    /** What is left of a connector nobody took up. */
    private final class Ended implements Successor {

        private final RuntimeException reason;

        Ended(RuntimeException reason) {
            this.reason = reason;
        }

        @Override
        public void accept(HeldMessage message) {
            if (message instanceof HeldMessage.Request request && request.promise() != null) {
                request.promise().settle().accept(null, reason);
            }
        }

        @Override
        public @Nullable Object snapshot(Class<?> api) {
            return managers.stream().filter(manager -> manager.api() == api).map(HeldManager::snapshot)
                    .findFirst().orElse(null);
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedStage(null);
        }
    }
}
