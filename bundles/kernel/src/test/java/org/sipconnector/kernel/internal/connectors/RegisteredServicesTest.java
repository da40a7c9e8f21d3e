/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;

/** What clients are offered while connectors and managers come and go. */
@Timeout(60)
class RegisteredServicesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ManagerCode COUNTER = new ManagerCode(new Counter.Factory("counter"), new Version(1, 0, 0), 0, 0, 0, true, false);

    private final ExecutorService lanes = Executors.newFixedThreadPool(2);
    private final RealTime time = new RealTime();
    private final AtomicLong ids = new AtomicLong();
    private final Kernel kernel = new Kernel(new LaneRuntime(lanes, Runnable::run, time, Ids::value, ids::incrementAndGet, LIMIT, 1_000),
            (connector, event) -> {}, ConnectorServices.NONE, LIMIT, (code, why) -> {});
    private final List<String> present = new ArrayList<>();
    private Runnable whileRegistering = () -> {};
    private final RegisteredServices services = new RegisteredServices(context());

    @AfterEach
    void end() {
        kernel.stop(LIMIT);
        lanes.shutdownNow();
        time.close();
    }

    @Test
    void aManagerThatComesWhileAConnectorIsBeingOpenedIsOfferedWithItOnce() {
        OpenConnector office = open("office");
        services.published(COUNTER, List.of(office));
        assertThat(present).as("not offered yet").isEmpty();

        services.opened(office, () -> List.of(COUNTER));
        services.published(COUNTER, List.of(office));

        assertThat(present).containsExactly(Connector.class.getName(), Counter.class.getName());
    }

    @Test
    void aConnectorThatIsClosedWhileAServiceIsRegisteredLeavesNone() {
        OpenConnector office = open("office");
        services.opened(office, List::of);
        whileRegistering = () -> services.closed(office);
        services.published(COUNTER, List.of(office));

        assertThat(present).isEmpty();
    }

    @Test
    void aClientMayOpenAnotherConnectorWhenItIsOfferedOne() {
        OpenConnector office = open("office");
        OpenConnector home = open("home");
        whileRegistering = () -> services.opened(home, () -> List.of(COUNTER));
        services.opened(office, () -> List.of(COUNTER));

        assertThat(present).hasSize(4);
    }

    private OpenConnector open(String id) {
        return (OpenConnector) kernel.open(ConnectorConfiguration.builder(id).server("host").build());
    }

    private BundleContext context() {
        return proxy(BundleContext.class, "registerService", arguments -> {
            Runnable client = whileRegistering;
            whileRegistering = () -> {};
            present.add((String) arguments[0]);
            client.run();
            return proxy(ServiceRegistration.class, "unregister", none -> {
                present.remove((String) arguments[0]);
                return null;
            });
        });
    }

    private interface Answer {

        Object to(Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, String method, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
            assertThat(called.getName()).isEqualTo(method);
            return answer.to(arguments);
        }));
    }
}
