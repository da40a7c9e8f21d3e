/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.health.Problem;

/** Whoever shares connectors out may be away, while connectors are open that others may have. */
class SharingHealthTest {

    private boolean everShared;
    private Optional<String> problem = Optional.empty();
    private boolean atWork;

    private <T> T fake(Class<T> type, String name) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getBundles" -> new Bundle[0];
                    case "getServiceReferences" -> everShared ? List.of(fake(ServiceReference.class, "times")) : List.of();
                    case "getServiceReference" -> atWork && arguments[0] == Cluster.class ? fake(ServiceReference.class, "cluster") : null;
                    case "getService" -> arguments[0].toString().equals("times") ? new ConcurrentHashMap<>() : fake(Cluster.class, "cluster");
                    case "problem" -> problem;
                    case "toString" -> name;
                    default -> null;
                }));
    }

    private List<String> told() {
        return new ObservedHealth(fake(BundleContext.class, "framework")).problems().stream()
                .filter(each -> each.kind() == Problem.Kind.CLUSTER).map(Problem::text).toList();
    }

    @Test
    void whereNothingIsSharedNothingIsTold() {
        assertThat(told()).isEmpty();
    }

    @Test
    void whatSharesThemOutMaySayWhatIsWrong() {
        everShared = true;
        atWork = true;
        assertThat(told()).isEmpty();
        problem = Optional.of("no server is reached");
        assertThat(told()).containsExactly("no server is reached");
    }

    @Test
    void whenItIsAwayThatIsTold() {
        everShared = true;
        assertThat(told()).singleElement().asString().contains("not at work here", "org.sipconnector.cluster", "restart Karaf");
    }
}
