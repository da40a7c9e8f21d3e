/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.sipconnector.api.ConnectorAccess;

/**
 * What clients hold instead of a manager. Operations become messages of the lane, {@code snapshot()} reads the latest
 * one, default methods run at the caller, and what an API has of {@link ConnectorAccess} is the connector's. No argument may be
 * null.
 */
final class ManagerProxy implements InvocationHandler {

    private final LaneCore lane;
    private final Class<?> api;

    private ManagerProxy(LaneCore lane, Class<?> api) {
        this.lane = lane;
        this.api = api;
    }

    static Object of(LaneCore lane, Class<?> api) {
        return Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, new ManagerProxy(lane, api));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        Optional<IllegalArgumentException> objection = Arguments.objectionTo(method, arguments);
        if (objection.isPresent()) {
            return LaneCalls.refuse(LaneCalls.answers(method), objection.get());
        }
        if (method.getDeclaringClass() == ConnectorAccess.class) {
            return ofConnector(method, arguments);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (method.getName().equals("snapshot") && method.getParameterCount() == 0) {
            return lane.calls().snapshot(api);
        }
        return lane.calls().request(api, method, arguments);
    }

    private Object ofConnector(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "id" -> lane.id();
            case "configuration" -> lane.configuration();
            case "has" -> lane.has((Class<?>) arguments[0]);
            default -> lane.proxy((Class<?>) arguments[0]);
        };
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> api.getSimpleName() + " of connector " + lane.id();
        };
    }
}
