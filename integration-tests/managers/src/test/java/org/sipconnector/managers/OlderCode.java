/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/**
 * A version of a manager that knows less of the state, to be fallen back to and left again. What it does not know is put back
 * when it is left, as old as that is by then.
 *
 * @param shape   its state's record
 * @param changed what it makes of that state at once
 * @param acted   what it makes of it when it acts
 */
record OlderCode<S extends Record>(Class<?> api, Object initialSnapshot, Class<S> shape, UnaryOperator<S> changed,
        BiFunction<Lane, S, S> acted) implements ManagerFactory {

    /** Makes it act. */
    record Acts() implements Event {

        @Override
        public String name() {
            return "test:acts";
        }
    }

    OlderCode(Class<?> api, Object initialSnapshot, Class<S> shape, UnaryOperator<S> changed) {
        this(api, initialSnapshot, shape, changed, (lane, state) -> state);
    }

    @Override
    public Manager create(Lane lane) {
        throw new UnsupportedOperationException("it is fallen back to");
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        AtomicReference<S> state = new AtomicReference<>(changed.apply(previous.as(shape)));
        lane.on(Acts.class, event -> state.set(acted.apply(lane, state.get())));
        Map<Class<?>, Supplier<Object>> results = Map.of(Handover.class, () -> Handover.of(1, state.get()),
                CompletionStage.class, () -> CompletableFuture.completedFuture(null));
        return (Manager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {api, Manager.class},
                (proxy, method, arguments) -> results.getOrDefault(method.getReturnType(), () -> null).get());
    }
}
