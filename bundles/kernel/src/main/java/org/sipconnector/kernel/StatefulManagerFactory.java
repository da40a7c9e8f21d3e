/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.api.HasSnapshot;

/**
 * A manager as a declaration: its API, its state, what others see of a state, and the code that acts. A component that
 * extends it is a {@link ManagerFactory}; how a manager begins and is taken over is the same for all.
 *
 * @param <S> everything the manager is between two messages
 * @param <T> its snapshot
 */
@ConsumerType
public abstract class StatefulManagerFactory<S extends Record, T> implements ManagerFactory {

    private final Class<? extends HasSnapshot<T>> api;
    private final T initialSnapshot;
    private final int version;
    private final S beginning;

    /**
     * @param api             the manager's API
     * @param initialSnapshot what is seen until the manager shows something
     * @param version         the schema version of its states, from 1; another one only when a component changes its meaning
     * @param beginning       the state of a manager that has no predecessor
     */
    protected StatefulManagerFactory(Class<? extends HasSnapshot<T>> api, T initialSnapshot, int version, S beginning) {
        this.api = api;
        this.initialSnapshot = initialSnapshot;
        this.version = version;
        this.beginning = beginning;
    }

    /** What others see of this state. Cheap, and without any effect: it is asked for after each change. */
    protected abstract T snapshot(Lane lane, S state);

    /** The code for a state that is fresh or taken over: it registers its handlers and implements the API. */
    protected abstract Manager manager(ManagerContext<S, T> context);

    @Override
    public final Class<?> api() {
        return api;
    }

    @Override
    public final Object initialSnapshot() {
        return initialSnapshot;
    }

    @Override
    public Manager create(Lane lane) {
        return manager(context(lane, beginning));
    }

    @Override
    @SuppressWarnings("unchecked")
    public final Manager adopt(Lane lane, Handover previous) {
        return manager(context(lane, (S) previous.as(beginning.getClass())));
    }

    private ManagerContext<S, T> context(Lane lane, S state) {
        return new ManagerContext<>(lane, version, present -> snapshot(lane, present), state);
    }
}
