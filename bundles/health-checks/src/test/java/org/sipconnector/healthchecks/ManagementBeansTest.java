/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.testkit.FakeConnectors;

/** As JConsole and Jolokia see them: by open types. */
class ManagementBeansTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final FakeConnectors connectors = new FakeConnectors();

    @Test
    void connectorsAreShownWithWhatIsWrong() throws Exception {
        connectors.add("office").answer(SessionManager.class, "snapshot", SessionSnapshot.IDLE);
        connectors.add("bare");
        ConnectorsBean bean = of("the disk is full");

        CompositeData[] rows = (CompositeData[]) attribute("Connectors", "Connectors");
        assertThat(rows).extracting(row -> row.get("id")).containsExactly("bare", "office");
        assertThat(rows).extracting(row -> row.get("status")).containsExactly("unknown", "disconnected");
        assertThat(rows[1].getCompositeType().keySet()).containsExactlyInAnyOrder("id", "server", "status", "registered", "drained", "call");
        assertThat(attribute("Connectors", "Registered")).isEqualTo(0);
        assertThat(attribute("Connectors", "InCall")).isEqualTo(0);
        assertThat(problems()).containsExactly("the disk is full");

        bean.deactivate();
        assertThat(SERVER.isRegistered(name("Connectors"))).isFalse();
    }

    @Test
    void oneOfTwoCopiesIsShownWhicheverGoesFirst() throws Exception {
        ConnectorsBean first = of("first");
        ConnectorsBean second = of("second");
        assertThat(problems()).containsExactly("first");

        first.deactivate();
        assertThat(problems()).containsExactly("second");
        ConnectorsBean third = of("third");
        third.deactivate();
        assertThat(problems()).containsExactly("second");

        second.deactivate();
        assertThat(SERVER.isRegistered(name("Connectors"))).isFalse();
    }

    private ConnectorsBean of(String problem) throws JMException {
        return new ConnectorsBean(connectors, () -> List.of(Problem.of(Problem.Kind.STORE, problem)));
    }

    private static String[] problems() throws JMException {
        return (String[]) attribute("Connectors", "Problems");
    }

    @Test
    void updatesAreShownWithTheirGap() throws Exception {
        UpdateHistory history = (UpdateHistory) Proxy.newProxyInstance(UpdateHistory.class.getClassLoader(), new Class<?>[] {UpdateHistory.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "updates" -> List.of(new Update(Instant.EPOCH, "CallManager", "0.1.0", "0.1.1", Update.Way.SIDE_BY_SIDE,
                            new Update.LanePause(3, Duration.ofMillis(5), 2), List.of()));
                    case "missing" -> List.of("StatsManager");
                    default -> List.of();
                });
        UpdatesBean bean = new UpdatesBean(history);

        CompositeData update = ((CompositeData[]) attribute("Updates", "Updates"))[0];
        assertThat(update.getAll(new String[] {"at", "manager", "to", "way", "gapMillis", "waitedMessages"}))
                .containsExactly("1970-01-01T00:00:00Z", "CallManager", "0.1.1", "SIDE_BY_SIDE", 5.0, 2);
        assertThat((String[]) attribute("Updates", "MissingManagers")).containsExactly("StatsManager");
        assertThat((String[]) attribute("Updates", "LingeringBundles")).isEmpty();
        bean.deactivate();
    }

    private static Object attribute(String type, String attribute) throws JMException {
        return SERVER.getAttribute(name(type), attribute);
    }

    private static ObjectName name(String type) throws JMException {
        return new ObjectName("org.sipconnector:type=" + type);
    }
}
