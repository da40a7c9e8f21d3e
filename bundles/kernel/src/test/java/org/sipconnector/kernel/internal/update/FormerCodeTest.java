/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.sipconnector.api.update.LingeringCode;
import org.sipconnector.kernel.internal.time.Timers;

class FormerCodeTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private Instant now = START;
    private int searches;
    private final List<Runnable> due = new ArrayList<>();
    private List<Bundle> pending = List.of();
    private ClassLoader loader = new URLClassLoader(new URL[0], null);
    private List<BundleWire> wires = List.of();
    private final Bundle other = as(Bundle.class, Map.of("getSymbolicName", "org.example.other", "getBundleId", 7L));
    private final Bundle bundle = bundle(42);
    private final FormerCode former = new FormerCode(context(), WeakReference::new, new Timers() {

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Runnable schedule(Duration after, Runnable task) {
            due.add(task);
            return () -> due.remove(task);
        }
    }, () -> {
        searches++;
        return Thread.getAllStackTraces().keySet();
    });

    @Test
    void codeThatGoesIsNotNamed() {
        replaced();
        loader = null;

        assertThat(afterCollection()).isEmpty();
    }

    @Test
    void codeThatIsHeldIsNamedOnceOtherCodeWasCollected() {
        replaced();
        ClassLoader held = loader;

        assertThat(afterCollection()).containsExactly(new LingeringCode("org.example.manager", "1.2.3", 42, START,
                List.of("perhaps bundle org.example.other, which used its services")));
        assertThat(held).isNotNull();
    }

    @Test
    void codeThatIsOnlyStoppedIsNotBlamed() {
        former.stops(bundle);

        assertThat(afterCollection()).isEmpty();
        assertThat(due).isEmpty();
    }

    @Test
    void codeIsGivenTimeAndThenACollection() {
        replaced();
        collect();
        assertThat(former.get()).isEmpty();
        graceIsOver();
        assertThat(former.get()).as("no collection since").isEmpty();
        collect();

        assertThat(former.get()).hasSize(1);
        assertThat(loader).isNotNull();
    }

    @Test
    void threadsWiredBundlesAndTheFrameworkAreNamedAsHolders() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "a-holder");
        thread.setContextClassLoader(loader);
        thread.start();
        wires = List.of(as(BundleWire.class, Map.of("getRequirer", as(BundleRevision.class, Map.of("getBundle", other)))));
        pending = List.of(bundle);
        replaced();

        try {
            assertThat(afterCollection()).singleElement().satisfies(code -> assertThat(code.holders()).containsExactly(
                    "thread 'a-holder'", "bundle org.example.other, which is wired to it",
                    "the framework, until the bundle is refreshed"));
        } finally {
            end.countDown();
            thread.join();
        }
    }

    @Test
    void threadsAreSearchedOnceAtAQuestionHoweverMuchLingersAndNotWhenNothingDoes() {
        replaced();
        ClassLoader first = loader;
        loader = new URLClassLoader(new URL[0], null);
        former.stops(bundle(43));
        former.replaced(43);
        assertThat(former.get()).isEmpty();
        assertThat(searches).isZero();

        assertThat(afterCollection()).hasSize(2);
        assertThat(searches).isEqualTo(1);
        assertThat(first).isNotSameAs(loader);
    }

    private void replaced() {
        former.stops(bundle);
        former.replaced(42);
    }

    /** What lingers after the collector has unloaded what it could. */
    private List<LingeringCode> afterCollection() {
        graceIsOver();
        collect();
        return former.get();
    }

    private void graceIsOver() {
        now = now.plus(FormerCode.GRACE);
        List.copyOf(due).forEach(Runnable::run);
        due.clear();
    }

    private static void collect() {
        WeakReference<?> unheld = (WeakReference<?>) Canary.letGo(WeakReference::new);
        for (int i = 0; i < 100 && !unheld.refersTo(null); i++) {
            System.gc();
        }
        assertThat(unheld.get()).as("the collector unloads code").isNull();
    }

    private Bundle bundle(long id) {
        ServiceReference<?> service = as(ServiceReference.class, Map.of("getUsingBundles", new Bundle[] {other}));
        BundleWiring wiring = (BundleWiring) Proxy.newProxyInstance(BundleWiring.class.getClassLoader(),
                new Class<?>[] {BundleWiring.class},
                (proxy, method, arguments) -> method.getName().equals("getClassLoader") ? loader : wires);
        return as(Bundle.class, Map.of("getSymbolicName", "org.example.manager", "getBundleId", id, "getVersion",
                Version.parseVersion("1.2.3"), "getRegisteredServices", new ServiceReference<?>[] {service}, "adapt", wiring));
    }

    private BundleContext context() {
        FrameworkWiring framework = (FrameworkWiring) Proxy.newProxyInstance(FrameworkWiring.class.getClassLoader(),
                new Class<?>[] {FrameworkWiring.class}, (proxy, method, arguments) -> pending);
        return as(BundleContext.class, Map.of("getBundle", as(Bundle.class, Map.of("getBundleId", 0L, "adapt", framework))));
    }

    /** Answers each method by its name. */
    private static <T> T as(Class<T> type, Map<String, Object> answers) {
        Map<String, Object> known = new HashMap<>(answers);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> known.get(method.getName())));
    }
}
