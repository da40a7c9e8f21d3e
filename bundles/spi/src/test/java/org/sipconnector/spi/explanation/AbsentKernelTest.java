/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sipconnector.spi.store.StateStore;

class AbsentKernelTest {

    private static final String OTHER = "another process goes on with the connectors";

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    private static Optional<String> reason(int state, Optional<String> owner) {
        Bundle kernel = answering(Bundle.class, Map.of("getSymbolicName", "org.sipconnector.kernel", "getState", state));
        return AbsentKernel.reason(answering(BundleContext.class, Map.of("getBundles", new Bundle[] {kernel},
                "getServiceReference", answering(ServiceReference.class, Map.of()),
                "getService", answering(StateStore.class, Map.of("owner", owner)))));
    }

    @Test
    void anotherProcessThatIsAtWorkIsTheReason() {
        assertThat(reason(Bundle.ACTIVE, Optional.of(OTHER))).contains(OTHER);
    }

    @Test
    void aStartedBundleIsOnItsWay() {
        assertThat(reason(Bundle.ACTIVE, Optional.empty()).orElseThrow()).startsWith("the kernel is starting: ");
        assertThat(reason(Bundle.STARTING, Optional.empty()).orElseThrow()).startsWith("the kernel is starting: ");
    }

    @Test
    void aStoppedBundleIsNoReasonToWait() {
        assertThat(reason(Bundle.RESOLVED, Optional.empty())).isEmpty();
    }
}
