/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The same code, which says when its state is taken, and when it takes a state over. */
record TracedCode(ManagerFactory code, String name, Consumer<String> trace) implements ManagerFactory {

    @Override
    public Class<?> api() {
        return code.api();
    }

    @Override
    public int order() {
        return code.order();
    }

    @Override
    public Object initialSnapshot() {
        return code.initialSnapshot();
    }

    @Override
    public Manager create(Lane lane) {
        trace.accept("kernel->>" + name + ": create");
        return traced(code.create(lane));
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        trace.accept("kernel->>" + name + ": adopt");
        return traced(code.adopt(lane, previous));
    }

    private Manager traced(Manager manager) {
        return (Manager) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Manager.class, code.api()},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("handOver")) {
                        trace.accept(name + "-->>kernel: handOver");
                    }
                    try {
                        return method.invoke(manager, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
