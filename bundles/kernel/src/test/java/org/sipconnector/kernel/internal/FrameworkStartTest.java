/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.sipconnector.kernel.internal.time.Timers;

/** The framework's start is told once, and is not waited for for ever. */
class FrameworkStartTest {

    private final List<FrameworkListener> listeners = new ArrayList<>();
    private final List<Runnable> limits = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Bundle framework = fake(Bundle.class);
    private final BundleContext context = fake(BundleContext.class);

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("addFrameworkListener")) {
                listeners.add((FrameworkListener) arguments[0]);
            }
            return null;
        }));
    }

    private final class Limits implements Timers {

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Runnable schedule(Duration after, Runnable task) {
            limits.add(task);
            return () -> limits.remove(task);
        }
    }

    private void ask(String what) {
        FrameworkStart.orAfter(Duration.ofSeconds(60), new Limits(), context, () -> told.add(what));
    }

    private void happens(int type) {
        FrameworkEvent event = new FrameworkEvent(type, framework, null);
        listeners.forEach(listener -> listener.frameworkEvent(event));
    }

    @Test
    void itIsToldOnceWhenTheFrameworkHasReachedItsStartLevel() {
        ask("started");
        happens(FrameworkEvent.INFO);
        assertThat(told).isEmpty();

        happens(FrameworkEvent.STARTLEVEL_CHANGED);
        happens(FrameworkEvent.STARTED);
        limits.forEach(Runnable::run);

        assertThat(told).containsExactly("started");
    }

    @Test
    void aBundleThatIsStartedByHandHearsOfNoneAndGoesOnAfterTheLimit() {
        ask("late");

        limits.forEach(Runnable::run);

        assertThat(told).containsExactly("late");
    }
}
