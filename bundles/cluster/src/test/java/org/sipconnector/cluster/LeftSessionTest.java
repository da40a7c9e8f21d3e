/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sipconnector.cluster.engine.Engine;

/** What a copy of the bundle leaves is there for the next one, and for nobody after that. */
class LeftSessionTest {

    /** What stays registered: nobody takes it away, since whoever registered it has gone. */
    private final List<AtomicReference<?>> registered = new ArrayList<>();
    private final BundleContext framework = proxy(BundleContext.class);

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method
                .getName()) {
            case "getBundle" -> proxy(Bundle.class);
            case "getBundleContext" -> framework;
            case "registerService" -> registered.add((AtomicReference<?>) arguments[1]) ? null : null;
            case "getServiceReferences" -> registered.isEmpty() ? List.of() : List.of(proxy(ServiceReference.class));
            case "getService" -> registered.get(0);
            default -> null;
        }));
    }

    @Test
    void aPasswordStaysUntilItIsTaken() {
        LeftSession left = new LeftSession(framework);
        assertThat(left.isKnown()).isFalse();
        assertThat(left.take("a")).isEmpty();

        left.leave("a", new Engine.Session(7, new byte[] {1, 2}));
        left.leave("a", new Engine.Session(8, new byte[] {3}));

        assertThat(left.take("a").orElseThrow().id()).isEqualTo(8);
        assertThat(left.take("a")).isEmpty();
        assertThat(registered).as("one place for all of them, without a password").hasSize(1).allMatch(place -> place.get() == null);
        assertThat(left.isKnown()).isTrue();
    }
}
