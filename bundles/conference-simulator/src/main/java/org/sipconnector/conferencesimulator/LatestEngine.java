package org.sipconnector.conferencesimulator;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.media.MediaHealth;
import org.sipconnector.api.media.MediaStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The media engine that is installed now. It may be replaced while calls go on: commands wait meanwhile, and the simulator is
 * attached to the next one before that gets them. The kernel's stand-in would do the same, but goes with the kernel.
 */
final class LatestEngine implements InvocationHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LatestEngine.class);
    private static final MediaHealth ABSENT = new MediaHealth(MediaHealth.State.UNAVAILABLE,
            "no media engine is installed, or it is being replaced");

    private record Command(Method method, Object[] arguments) {}

    private final MediaEngine proxy = (MediaEngine) Proxy.newProxyInstance(MediaEngine.class.getClassLoader(),
            new Class<?>[] {MediaEngine.class}, this);
    private final Queue<Command> waiting = new ArrayDeque<>();
    private Optional<Command> attached = Optional.empty();
    private MediaEngine engine;
    private AutoCloseable tracker = () -> { };

    /** To be told by {@link #present} and {@link #absent}. */
    LatestEngine() {}

    /** Follows the framework's services. */
    static LatestEngine of(BundleContext context) {
        LatestEngine latest = new LatestEngine();
        ServiceTracker<MediaEngine, MediaEngine> services = new ServiceTracker<>(context, filter(), null) {

            @Override
            public MediaEngine addingService(ServiceReference<MediaEngine> reference) {
                MediaEngine found = super.addingService(reference);
                if (found != null) {
                    latest.present(found);
                }
                return found;
            }

            @Override
            public void removedService(ServiceReference<MediaEngine> reference, MediaEngine gone) {
                latest.absent(gone);
                super.removedService(reference, gone);
            }
        };
        services.open();
        latest.tracker = services::close;
        return latest;
    }

    private static Filter filter() {
        try {
            return FrameworkUtil.createFilter("(&(" + Constants.OBJECTCLASS + "=" + MediaEngine.class.getName() + ")(!"
                    + Foundation.STABLE + "))");
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    MediaEngine engine() {
        return proxy;
    }

    synchronized void present(MediaEngine next) {
        engine = next;
        attached.ifPresent(this::give);
        for (Command command = waiting.poll(); command != null; command = waiting.poll()) {
            give(command);
        }
    }

    synchronized void absent(MediaEngine gone) {
        if (engine == gone) {
            engine = null;
        }
    }

    private void give(Command command) {
        try {
            command.method.invoke(engine, command.arguments);
        } catch (IllegalAccessException | InvocationTargetException refused) {
            LOG.warn("{} failed after waiting for a media engine", command.method.getName(), refused);
        }
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        MediaEngine now;
        synchronized (this) {
            now = engine;
            note(method, arguments);
            if (now == null && method.getReturnType() == void.class) {
                waiting.add(new Command(method, arguments));
                return null;
            }
        }
        if (now == null) {
            return reading(self, method, arguments);
        }
        try {
            return method.invoke(now, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private void note(Method method, Object[] arguments) {
        switch (method.getName()) {
            case "attach" -> attached = Optional.of(new Command(method, arguments));
            case "detach", "release" -> attached = Optional.empty();
            default -> { }
        }
    }

    private static Object reading(Object self, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "health" -> ABSENT;
            case "statistics" -> new MediaStatistics(0, 0, 0, 0, 0, 0);
            case "flow" -> Optional.empty();
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "no media engine";
        };
    }

    @Override
    public void close() throws Exception {
        tracker.close();
    }
}
