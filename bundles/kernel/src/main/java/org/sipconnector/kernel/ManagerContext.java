/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.chart.Chart;
import org.sipconnector.kernel.chart.Position;

/**
 * What the parts of a manager work with: its lane, and everything it is as one immutable record. It is the only place where
 * that record is replaced by another, so that a manager's state is never out of step with what is shown and handed over.
 * Made by {@link StatefulManagerFactory}; on the lane only.
 *
 * @param <S> the state: data as {@link Handover#of} says
 * @param <T> the snapshot, what others see of it
 */
@ProviderType
public final class ManagerContext<S extends Record, T> {

    private final Lane lane;
    private final int version;
    private final Function<? super S, ? extends T> shown;
    private S state;
    /** The state shown last; at first what the manager began with, which others see already. */
    private S seen;

    ManagerContext(Lane lane, int version, Function<? super S, ? extends T> shown, S state) {
        this.lane = lane;
        this.version = version;
        this.shown = shown;
        this.state = state;
        this.seen = state;
    }

    /** The manager's own. */
    public Lane lane() {
        return lane;
    }

    /** Everything the manager is at this moment. The same object as long as nothing has changed. */
    public S state() {
        return state;
    }

    /** What others are to see of the present state. */
    public T snapshot() {
        return shown.apply(state);
    }

    /** Goes on with another state, and shows it. */
    public void change(UnaryOperator<S> change) {
        changeUnshown(change);
        show();
    }

    /** Goes on with another state; for the first of several changes that are to be seen as one. */
    public void changeUnshown(UnaryOperator<S> change) {
        state = change.apply(state);
    }

    /** Shows the present state; without effect when others see just that. */
    public void show() {
        seen = state;
        lane.show(snapshot());
    }

    /** Tells everyone, after the present state has been shown: whoever hears the event sees what goes with it. */
    public void publish(Event event) {
        if (state != seen) {
            show();
        }
        lane.publish(event);
    }

    /**
     * Takes the signal if the chart's present state knows it, and shows where that leads.
     *
     * @param position where the state has the chart's position
     * @param moved    the state with another position
     * @return false when nothing has changed, since the present state does not know the signal
     */
    public <E extends Enum<E>, C> boolean signal(Chart<E, C> chart, Function<? super S, Position<E, C>> position,
            BiFunction<? super S, Position<E, C>, ? extends S> moved, Object signal) {
        Optional<Position<E, C>> next = chart.step(position.apply(state), signal);
        next.ifPresent(there -> change(present -> moved.apply(present, there)));
        return next.isPresent();
    }

    /**
     * A component of the state, for the part of the manager it belongs to.
     *
     * @param read    the component of a state
     * @param written a state with another component
     */
    public <P> StatePart<P> part(Function<? super S, ? extends P> read, BiFunction<? super S, ? super P, ? extends S> written) {
        return new StatePart<>() {
            @Override
            public P get() {
                return read.apply(state);
            }

            @Override
            public void set(P other) {
                changeUnshown(present -> written.apply(present, other));
            }
        };
    }

    /** {@link Manager#handOver()} of the manager whose state this is. */
    public Handover handOver() {
        return Handover.of(version, state);
    }
}
