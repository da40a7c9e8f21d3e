/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.standby;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldKernel;
import org.sipconnector.spi.standby.Standby;

/** A standby whose bundle is stopped before or after the kernel's, and comes back or does not. */
class OutlastingStandbyTest {

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final ServiceReference<?> reference = fake(ServiceReference.class, (method, arguments) -> null);
    private final DefaultStandby standby = new DefaultStandby(() -> 3_600);
    private final DefaultStandby next = new DefaultStandby(() -> 3_600);
    private ServiceListener listener;
    private final BundleContext framework = fake(BundleContext.class, (method, arguments) -> switch (method) {
        case "registerService" -> {
            done.add("offered");
            yield fake(ServiceRegistration.class, (name, none) -> name.equals("unregister") ? done.add("withdrawn") : null);
        }
        case "addServiceListener" -> {
            listener = (ServiceListener) arguments[0];
            yield null;
        }
        case "getService" -> next;
        default -> null;
    });
    private final ServiceTracker<Object, Object> foundations = new ServiceTracker<>(framework, Standby.class.getName(), null);

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    @Test
    void theNextStandbyGetsWhatTheKernelLeftAfterTheStop() throws InvalidSyntaxException {
        OutlastingStandby.begin(framework, standby, foundations, 3_600);
        HeldKernel kernel = kernel();
        standby.hold(kernel);

        listener.serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, reference));

        assertThat(next.take()).contains(kernel);
        assertThat(standby.take()).isEmpty();
        assertThat(done).containsExactly("offered", "withdrawn");
    }

    @Test
    void itEndsWhenNoneComesAndNothingIsHeld() throws Exception {
        OutlastingStandby.begin(framework, standby, foundations, 1);

        assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo("offered");
        assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo("withdrawn");
    }

    @Test
    void theKernelMayComeBeforeTheNextStandby() throws InvalidSyntaxException {
        standby.hold(kernel());
        OutlastingStandby.begin(framework, standby, foundations, 3_600);

        Optional<HeldKernel> taken = standby.take();
        listener.serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, reference));

        assertThat(taken).isPresent();
        assertThat(next.take()).isEmpty();
    }

    private static HeldKernel kernel() {
        HeldConnector connector = new HeldConnector(ConnectorConfiguration.builder("office").server("host").build(),
                List.of(), Map.of(), List.of());
        return new HeldKernel("1.0.0", Instant.now(), Map.of(), List.of(), List.of(connector), List.of());
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
