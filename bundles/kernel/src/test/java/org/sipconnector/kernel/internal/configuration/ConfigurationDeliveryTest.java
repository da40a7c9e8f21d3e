/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.sipconnector.spi.configuration.ConfiguredComponent;

/** Changes that Declarative Services have missed. */
class ConfigurationDeliveryTest {

    private static final String PID = "org.example.thing";

    private final List<Map<String, Object>> taken = new ArrayList<>();
    private final List<Configuration> configurations = new ArrayList<>();
    private final ServiceReference<?> component = fake(ServiceReference.class, Map.of("getProperty", PID, "getBundle",
            fake(Bundle.class, Map.of("getSymbolicName", "org.example", "getVersion", Version.valueOf("1.0"), "getLocation", "here"))));
    @SuppressWarnings("unchecked")
    private final ServiceReference<ConfigurationAdmin> reference = fake(ServiceReference.class, Map.of());
    private ConfiguredComponent modified = taken::add;
    private boolean adminIsThere = true;

    private interface Answer {
        Object to(Object[] arguments) throws Exception;
    }

    @Test
    void aChangeIsHandedToTheComponentAsItIsNow() {
        configurations.add(configuration(PID, "?", "right"));

        changed(ConfigurationEvent.CM_UPDATED, PID, null);

        assertThat(taken).containsExactly(Map.of("value", "right"));
    }

    @Test
    void theConfigurationThatNamesTheBundleMostCloselyCounts() {
        configurations.add(configuration(PID, "?", "for all"));
        configurations.add(configuration(PID + "|org.example", null, "for this bundle"));
        configurations.add(configuration(PID + "|org.example|1.0.0", "elsewhere", "for a bundle from elsewhere"));

        changed(ConfigurationEvent.CM_UPDATED, PID + "|org.example", null);

        assertThat(taken).containsExactly(Map.of("value", "for this bundle"));
    }

    @Test
    void whatGoesOrBelongsToAFactoryOrIsGoneAlreadyIsHandedToNobody() {
        changed(ConfigurationEvent.CM_UPDATED, PID, null);
        configurations.add(configuration(PID, "?", "right"));
        changed(ConfigurationEvent.CM_DELETED, PID, null);
        changed(ConfigurationEvent.CM_LOCATION_CHANGED, PID, null);
        changed(ConfigurationEvent.CM_UPDATED, PID + "~one", PID);
        changed(ConfigurationEvent.CM_UPDATED, "(*)", null);

        assertThat(taken).isEmpty();
    }

    @Test
    void aComponentThatFailsIsAskedAgainTheNextTime() {
        configurations.add(configuration(PID, "?", "right"));
        modified = properties -> {
            throw new IllegalStateException("not now");
        };
        changed(ConfigurationEvent.CM_UPDATED, PID, null);
        modified = taken::add;
        changed(ConfigurationEvent.CM_UPDATED, PID, null);

        assertThat(taken).hasSize(1);
    }

    @Test
    void aComponentThatBeginsIsHandedOnceWhatHoldsThen() {
        configurations.add(configuration(PID, "?", "missed"));
        ConfigurationDelivery delivery = delivery().open();

        delivery.deliverToNew();
        delivery.deliverToNew();

        assertThat(taken).containsExactly(Map.of("value", "missed"));
    }

    @Test
    void aComponentThatIsStillBeingMadeIsHandedItLater() {
        configurations.add(configuration(PID, "?", "missed"));
        ConfigurationDelivery delivery = delivery().open();
        modified = properties -> {
            throw new NullPointerException("a field is not set yet");
        };
        delivery.deliverToNew();
        modified = taken::add;
        delivery.deliverToNew();

        assertThat(taken).containsExactly(Map.of("value", "missed"));
    }

    @Test
    void aComponentThatBeginsWhileConfigurationAdminIsAwayIsHandedItLater() {
        configurations.add(configuration(PID, "?", "missed"));
        ConfigurationDelivery delivery = delivery().open();
        adminIsThere = false;
        delivery.deliverToNew();
        adminIsThere = true;
        delivery.deliverToNew();

        assertThat(taken).containsExactly(Map.of("value", "missed"));
    }

    private void changed(int type, String pid, String factory) {
        delivery().configurationEvent(new ConfigurationEvent(reference, type, factory, pid));
    }

    private ConfigurationDelivery delivery() {
        ConfigurationAdmin admin = fake(ConfigurationAdmin.class,
                Map.of("listConfigurations", (Answer) filter -> configurations.toArray(Configuration[]::new)));
        return new ConfigurationDelivery(fake(BundleContext.class, Map.of(
                "getServiceReference", (Answer) type -> adminIsThere ? reference : null, "ungetService", true,
                "getServiceReferences", (Answer) arguments -> arguments[0] instanceof String
                        ? new ServiceReference<?>[] {component}
                        : arguments[1].equals("(configuration.pid=" + PID + ')') ? List.of(component) : List.of(),
                "getService", (Answer) arguments -> arguments[0] == component ? modified : admin)));
    }

    private static Configuration configuration(String pid, String location, String value) {
        return fake(Configuration.class, Map.of("getPid", pid, "getBundleLocation", (Answer) none -> location,
                "getProcessedProperties", new Hashtable<>(Map.of("value", value))));
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            Object answer = answers.get(method.getName());
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == arguments[0];
                default -> answer instanceof Answer asked ? asked.to(arguments) : answer;
            };
        }));
    }
}
