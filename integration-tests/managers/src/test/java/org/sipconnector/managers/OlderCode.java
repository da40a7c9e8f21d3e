/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/**
 * A version of a manager that knows less of the state, to be fallen back to and left again. What it does not know is put back
 * when it is left, as old as that is by then.
 *
 * @param shape   its state's record
 * @param changed what it makes of that state while it is at work
 */
record OlderCode<S extends Record>(Class<?> api, Object initialSnapshot, Class<S> shape, UnaryOperator<S> changed) implements ManagerFactory {

    @Override
    public Manager create(Lane lane) {
        throw new UnsupportedOperationException("it is fallen back to");
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        Handover state = Handover.of(1, changed.apply(previous.as(shape)));
        Map<Class<?>, Object> results = Map.of(Handover.class, state, CompletionStage.class, CompletableFuture.completedFuture(null));
        return (Manager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {api, Manager.class},
                (proxy, method, arguments) -> results.get(method.getReturnType()));
    }
}
