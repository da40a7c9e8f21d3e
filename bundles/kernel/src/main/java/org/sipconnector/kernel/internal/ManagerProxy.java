package org.sipconnector.kernel.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * What clients hold instead of a manager. Operations become messages of the lane, {@code snapshot()} reads the latest
 * one, default methods run at the caller.
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
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (method.getName().equals("snapshot") && method.getParameterCount() == 0) {
            return lane.snapshot(api);
        }
        return lane.request(api, method, arguments);
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> api.getSimpleName() + " of connector " + lane.id();
        };
    }
}
