/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.replay;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.ConnectorAccess;
import org.sipconnector.kernel.internal.foundation.Called;

/** Another manager as a manager in the dark sees it: its snapshots are there, its operations have no effect. */
final class ShadowProxy implements InvocationHandler {

    private final ShadowLane lane;
    private final Class<?> api;

    private ShadowProxy(ShadowLane lane, Class<?> api) {
        this.lane = lane;
        this.api = api;
    }

    static <M> M of(ShadowLane lane, Class<M> api) {
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, new ShadowProxy(lane, api)));
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> "shadow of " + api.getSimpleName();
            };
        }
        if (method.getDeclaringClass() == ConnectorAccess.class) {
            return switch (method.getName()) {
                case "id" -> lane.connector();
                case "configuration" -> lane.configuration();
                case "has" -> lane.has((Class<?>) arguments[0]);
                default -> lane.manager((Class<?>) arguments[0]);
            };
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(self, method, arguments);
        }
        if (method.getName().equals("snapshot") && method.getParameterCount() == 0) {
            return lane.snapshot(api);
        }
        lane.called(new Called(method, arguments, false));
        return method.getReturnType() == void.class ? null : new CompletableFuture<>();
    }
}
