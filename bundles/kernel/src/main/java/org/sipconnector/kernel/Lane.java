/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.HasSnapshot;

/**
 * What a manager may ask of the kernel. One lane per connector: all its managers run here, one message at a time, in
 * arrival order. A lane object belongs to one manager instance; it is used on the lane only and is dead once the
 * instance has been replaced. Nothing here waits.
 */
@ProviderType
public interface Lane {

    ConnectorId connector();

    /** The connector's configuration as it is now. */
    ConnectorConfiguration configuration();

    /** Hears events of this type and its subtypes, in the order published. To be called in create and adopt. */
    <E extends Event> void on(Class<E> type, Consumer<? super E> handler);

    /** Has an instance hear what the handlers of its class are for. To be called in create and adopt. */
    <M> void on(EventHandlers<M> handlers, M instance);

    /**
     * Tells every manager of the lane, in order, then outside listeners. Managers hear it after the present handler has
     * returned and before the next message of the lane.
     */
    void publish(Event event);

    /** Makes this the manager's latest snapshot; publishes {@link SnapshotChanged} when it differs from the former. */
    void show(Object snapshot);

    /** Hears when another manager of the connector shows something else. To be called in create and adopt. */
    @SuppressWarnings("unchecked")
    default <S> void onSnapshot(Class<? extends HasSnapshot<S>> manager, BiConsumer<? super S, ? super S> beforeAndNow) {
        on(SnapshotChanged.class, changed -> {
            if (changed.manager().equals(manager.getSimpleName())) {
                beforeAndNow.accept((S) changed.previous(), (S) changed.current());
            }
        });
    }

    /** Hears when any of these managers of the connector shows something else. To be called in create and adopt. */
    default void onSnapshots(Collection<Class<? extends HasSnapshot<?>>> managers, Runnable handler) {
        on(SnapshotChanged.class, changed -> {
            if (managers.stream().anyMatch(manager -> changed.manager().equals(manager.getSimpleName()))) {
                handler.run();
            }
        });
    }

    /** Starts or restarts a timer of this manager: {@link TimerFired} comes after the delay. It survives replacement. */
    void schedule(String timer, Duration after);

    /** Stops a timer; a TimerFired not yet delivered is dropped. Unknown names are fine. */
    void cancel(String timer);

    /**
     * The promise of the client whose operation is being worked off; to be returned by the operation. It may be
     * completed now or, found again by its id, at a later message.
     */
    <T> Reply<T> reply();

    /** A promise given earlier. Completing one that is done, or that nobody waits for any more, has no effect. */
    <T> Reply<T> reply(ReplyId<T> id);

    /**
     * A stable proxy of another manager of this connector. Its snapshot can be read at once, if the connector
     * {@linkplain #has has} it; its operations are worked off by later messages.
     */
    <M> M manager(Class<M> api);

    /** Whether the connector has this manager. */
    boolean has(Class<?> api);

    /** Sends the outcome of a stage to this manager with this step, also when the manager has been replaced meanwhile. */
    <T> void expect(CompletionStage<? extends T> stage, Step<T> next);

    /**
     * The same for a stage that a client made and may never complete: after the limit, its outcome is a
     * {@link org.sipconnector.api.SupplierTimeoutException}.
     */
    <T> void expect(CompletionStage<? extends T> stage, Duration limit, Step<T> next);

    /** Goes on with this step once the messages that wait now have been worked off, also when the manager has been replaced meanwhile. */
    default void afterOthers(Step<Void> next) {
        expect(CompletableFuture.completedStage(null), next);
    }

    /**
     * Hears the outcomes of stages that are followed by steps of this type. To be called in create and adopt, once for each
     * type. A step that newer code does not know fails the promises it names.
     *
     * @throws IllegalArgumentException when the type is no record that can cross code versions, or one of its name has a handler
     */
    <T, S extends Record & Step<T>> void onOutcome(Class<S> step, BiConsumer<? super S, Outcome<T>> handler);

    /**
     * Done once another process would go on with what the managers are after the present message, for steps that must not be taken back
     * by a crash. Done at once where nothing is kept, and soon in any case: a store that cannot write holds nobody up.
     */
    CompletionStage<Void> stored();

    /** A new id, unique in the framework, beginning with the prefix. */
    String newId(String prefix);

    /** The lane's time. */
    Instant now();

    /** A random number from 0 (inclusive) to 1 (exclusive), for jitter. */
    double random();

    /**
     * Keeps an object of a client (a callback, a supplier, anything that is no data) until released, so that the manager's
     * state can name it. It survives replacement, not a restart of the framework.
     */
    <T> KeptId<T> keep(T clientObject);

    /**
     * The object kept under this id.
     *
     * @throws IllegalStateException when there is none
     */
    <T> T kept(KeptId<T> id);

    /** Without effect when nothing is kept under this id. */
    void release(KeptId<?> id);
}
