/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.spoilt;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.sipconnector.api.Event;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** A server API manager gone wrong. */
public final class SpoiltFactory implements ManagerFactory {

    private final boolean throwsInAdopt;

    SpoiltFactory(boolean throwsInAdopt) {
        this.throwsInAdopt = throwsInAdopt;
    }

    @Override
    public Class<?> api() {
        return ServerApiManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return "none";
    }

    @Override
    public Manager create(Lane lane) {
        throw new IllegalStateException("spoilt: cannot create");
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        if (throwsInAdopt) {
            throw new IllegalStateException("spoilt: cannot adopt");
        }
        lane.on(Event.class, event -> {
            throw new IllegalStateException("spoilt: cannot hear");
        });
        return (Manager) Proxy.newProxyInstance(SpoiltFactory.class.getClassLoader(),
                new Class<?>[] {ServerApiManager.class, Manager.class}, (proxy, method, arguments) -> act(method, previous));
    }

    private static Object act(Method method, Handover previous) {
        if (method.getName().equals("handOver")) {
            return previous;
        }
        throw new IllegalStateException("spoilt: cannot " + method.getName());
    }
}
