/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.connectors.Arrivals;
import org.sipconnector.kernel.internal.connectors.ConnectorServices;
import org.sipconnector.kernel.internal.connectors.ConfiguredConnectors;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.kernel.internal.connectors.OpenConnector;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;

/** Configurations of connectors that change while others are read. */
class TildeConfigurationsTest {

    private static final String PREFIX = "org.sipconnector.connector~";

    private final Arrivals<String> opened = new Arrivals<>();
    private final RealTime time = new RealTime();
    private final Kernel kernel = new Kernel(new LaneRuntime(Runnable::run, Runnable::run, time, any -> 0.5, () -> 1L,
            Duration.ofSeconds(1), 1_000), (connector, event) -> {}, services(), Duration.ofMinutes(1), (code, why) -> {});
    private final ConnectorFactory factory = new ConnectorFactory(kernel, new ConfiguredConnectors(kernel, () -> false), Map.of(), gone -> () -> {},
            new WatchedFolders(Set.of(Path.of("/no/such/folder"))), new AwaitedFiles(List.of()));
    private Configuration[] found = {};
    private ServiceListener plugins;
    private final TildeConfigurations configurations = new TildeConfigurations(context(), factory);

    @AfterEach
    void stop() {
        configurations.close();
        time.close();
    }

    private ConnectorServices services() {
        return new ConnectorServices() {
            @Override
            public void opened(OpenConnector connector, Supplier<List<ManagerCode>> atWork) {
                opened.add(connector.id().value());
            }

            @Override
            public void closed(OpenConnector connector) {}

            @Override
            public void published(ManagerCode code, Collection<OpenConnector> connectors) {}

            @Override
            public void retired(Class<?> api) {}
        };
    }

    private BundleContext context() {
        ServiceReference<?> reference = fake(ServiceReference.class, Map.of());
        ConfigurationAdmin admin = fake(ConfigurationAdmin.class, Map.of("listConfigurations", (Answer) () -> found));
        return fake(BundleContext.class, Map.of("getServiceReference", reference, "getService", admin, "ungetService", true,
                "registerService", fake(ServiceRegistration.class, Map.of("getReference", reference)),
                "addServiceListener", (Following) arguments -> {
                    assertThat(arguments[1]).isEqualTo("(objectClass=org.osgi.service.cm.ConfigurationPlugin)");
                    plugins = (ServiceListener) arguments[0];
                }, "removeServiceListener", (Following) arguments -> plugins = null));
    }

    private interface Following {
        void with(Object... arguments);
    }

    private interface Answer {
        Object give();
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            Object answer = answers.get(method.getName());
            if (answer instanceof Following following) {
                following.with(arguments);
                return null;
            }
            return answer instanceof Answer asked ? asked.give() : answer;
        }));
    }

    private static Configuration configuration(String id) {
        return configuration(id, "host");
    }

    private static Configuration configuration(String id, String server) {
        return fake(Configuration.class, Map.of("getPid", PREFIX + id,
                "getProcessedProperties", new Hashtable<>(Map.of("server", server))));
    }

    @SuppressWarnings("unchecked")
    private void changed(String id) {
        configurations.configurationEvent(new ConfigurationEvent(fake(ServiceReference.class, Map.of()),
                ConfigurationEvent.CM_UPDATED, null, PREFIX + id));
    }

    /** In plain Felix what fills in secrets may start long after the kernel. */
    @Test
    void oneThatWasRefusedIsReadAgainWhenAnotherFillsItIn() {
        found = new Configuration[] {configuration("late", "$[env:SERVER]")};
        configurations.open();
        factory.updated(PREFIX + "late", Map.of("server", "$[env:SERVER]"));
        assertThat(factory.unsettled()).isEmpty();
        found = new Configuration[] {configuration("late")};

        plugins.serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, fake(ServiceReference.class, Map.of())));
        configurations.readUnsettledAgain();

        assertThat(opened.poll(20)).isEqualTo("late");
        configurations.close();
        assertThat(plugins).isNull();
    }

    @Test
    void oneThatIsDeletedWhileOthersAreReadKeepsNoneOfThemBack() {
        configurations.open();
        Answer deleted = () -> {
            throw new IllegalStateException("deleted");
        };
        found = new Configuration[] {
                fake(Configuration.class, Map.of("getPid", PREFIX + "going", "getProcessedProperties", deleted)),
                fake(Configuration.class, Map.of("getPid", deleted)), configuration("staying")};

        changed("going");
        changed("staying");

        assertThat(opened.poll(20)).isEqualTo("staying");
    }
}
