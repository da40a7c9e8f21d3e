/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.sipconnector.spi.foundation.Foundation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The foundation that is installed now. It may be replaced while calls go on: commands wait meanwhile, and the simulator is
 * attached to the next one before that gets them. The kernel's stand-in would do the same, but goes with the kernel.
 */
abstract class InstalledFoundation<F extends Foundation> implements InvocationHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledFoundation.class);

    /** @param promise completed with what comes of it, null for a command that gives nothing */
    private record Command(Method method, Object[] arguments, CompletableFuture<Object> promise) {}

    private final Object proxy;
    private final Class<F> api;
    private final Queue<Command> waiting = new ArrayDeque<>();
    private Optional<Command> attached = Optional.empty();
    private F foundation;
    private AutoCloseable tracker = () -> {};

    /**
     * To be told by {@link #present} and {@link #absent}, or by {@link #follow}.
     *
     * @param interfaces of the foundation's object
     */
    InstalledFoundation(Class<F> api, Class<?>... interfaces) {
        this.api = api;
        this.proxy = Proxy.newProxyInstance(api.getClassLoader(), interfaces, this);
    }

    /** What a reading gives while there is no foundation. */
    abstract Object reading(Method method);

    /** Stands for the foundation, whichever is there. */
    <T> T as(Class<T> type) {
        return type.cast(proxy);
    }

    /** Follows the framework's services. */
    void follow(BundleContext context) {
        ServiceTracker<F, F> services = new ServiceTracker<>(context, filter(), null) {

            @Override
            public F addingService(ServiceReference<F> reference) {
                F found = super.addingService(reference);
                if (found != null) {
                    present(found);
                }
                return found;
            }

            @Override
            public void removedService(ServiceReference<F> reference, F gone) {
                absent(gone);
                super.removedService(reference, gone);
            }
        };
        services.open();
        tracker = services::close;
    }

    private Filter filter() {
        try {
            return FrameworkUtil.createFilter("(&(" + Constants.OBJECTCLASS + "=" + api.getName() + ")(!"
                    + Foundation.STABLE + "))");
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    synchronized void present(F next) {
        foundation = next;
        attached.ifPresent(this::give);
        for (Command command = waiting.poll(); command != null; command = waiting.poll()) {
            give(command);
        }
    }

    synchronized void absent(F gone) {
        if (foundation == gone) {
            foundation = null;
        }
    }

    private void give(Command command) {
        try {
            Object given = command.method.invoke(foundation, command.arguments);
            if (given instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> {
                    if (failure == null) {
                        command.promise.complete(value);
                    } else {
                        command.promise.completeExceptionally(failure);
                    }
                });
            }
        } catch (IllegalAccessException | InvocationTargetException refused) {
            LOG.warn("{} failed after waiting for a foundation", command.method.getName(), refused);
        }
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> "the latest " + api.getSimpleName();
            };
        }
        F now;
        synchronized (this) {
            now = foundation;
            note(method, arguments);
            if (now == null && waits(method)) {
                Command command = new Command(method, arguments,
                        method.getReturnType() == void.class ? null : new CompletableFuture<>());
                waiting.add(command);
                return command.promise;
            }
        }
        if (now == null) {
            return reading(method);
        }
        try {
            return method.invoke(now, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static boolean waits(Method method) {
        return method.getReturnType() == void.class || method.getReturnType() == CompletionStage.class;
    }

    private void note(Method method, Object[] arguments) {
        switch (method.getName()) {
            case "attach" -> attached = Optional.of(new Command(method, arguments, null));
            case "detach", "release" -> attached = Optional.empty();
            default -> {}
        }
    }

    @Override
    public void close() throws Exception {
        tracker.close();
    }
}
