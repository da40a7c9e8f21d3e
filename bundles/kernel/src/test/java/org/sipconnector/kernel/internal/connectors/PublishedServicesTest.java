/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;

/** A client that is activated with a connector's service can use it at once. */
@Timeout(60)
class PublishedServicesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ExecutorService lanes = Executors.newFixedThreadPool(2);
    private final RealTime time = new RealTime();
    private final AtomicLong ids = new AtomicLong();
    private final List<String> seen = new ArrayList<>();
    private final Kernel kernel = new Kernel(new LaneRuntime(lanes, Runnable::run, time, Ids::value, ids::incrementAndGet, LIMIT, 1_000),
            (connector, event) -> {}, new Clients(), LIMIT, (code, why) -> {});

    /** Uses the clerk, and what it needs, as soon as the clerk is published. */
    private final class Clients implements ConnectorServices {

        @Override
        public void opened(OpenConnector connector, Supplier<List<ManagerCode>> complete) {
            complete.get().forEach(code -> published(code, List.of(connector)));
        }

        @Override
        public void closed(OpenConnector connector) {}

        @Override
        public void published(ManagerCode code, Collection<OpenConnector> connectors) {
            if (code.api() == Clerk.class) {
                connectors.forEach(connector -> seen.add(connector.manager(Clerk.class).snapshot() + " and "
                        + connector.manager(Counter.class).snapshot().value()));
            }
        }

        @Override
        public void retired(Class<?> api) {}
    }

    /** Of no use without another manager. */
    private record Needing(ManagerFactory code, Class<?> other) implements ManagerFactory {

        @Override
        public Class<?> api() {
            return code.api();
        }

        @Override
        public Set<Class<?>> publishedAfter() {
            return Set.of(other);
        }

        @Override
        public Object initialSnapshot() {
            return code.initialSnapshot();
        }

        @Override
        public Manager create(Lane lane) {
            return code.create(lane);
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            return code.adopt(lane, previous);
        }
    }

    @AfterEach
    void end() {
        kernel.stop(LIMIT);
        lanes.shutdownNow();
        time.close();
    }

    private static ManagerCode code(ManagerFactory factory) {
        return new ManagerCode(factory, new Version(1, 0, 0), 0, 0, 0, true, false);
    }

    private void open() {
        kernel.open(ConnectorConfiguration.builder("office").server("host").build());
    }

    @Test
    void aNewConnectorIsPublishedWhenItsManagersAreThere() {
        kernel.codeAdded(code(new Counter.Factory("counter")));
        kernel.codeAdded(code(new Needing(new Clerk.Factory(), Counter.class)));

        open();

        assertThat(seen).containsExactly("Heard[numbers=[]] and 0");
    }

    @Test
    void aManagerIsPublishedWhenTheLastOfThoseItNeedsHasCome() {
        kernel.codeAdded(code(new Needing(new Clerk.Factory(), Counter.class)));
        open();
        assertThat(seen).isEmpty();

        kernel.codeAdded(code(new Counter.Factory("counter")));

        assertThat(seen).containsExactly("Heard[numbers=[]] and 0");
    }

    @Test
    void aManagerWaitsForWhatThoseItNeedsWaitFor() {
        kernel.codeAdded(code(new Needing(new Clerk.Factory(), Counter.class)));
        kernel.codeAdded(code(new Needing(new Counter.Factory("counter"), Runnable.class)));
        open();

        assertThat(seen).isEmpty();
    }

    @Test
    void managersThatNeedOneAnotherArePublishedTogether() {
        kernel.codeAdded(code(new Needing(new Counter.Factory("counter"), Clerk.class)));
        open();
        assertThat(seen).isEmpty();

        kernel.codeAdded(code(new Needing(new Clerk.Factory(), Counter.class)));

        assertThat(seen).containsExactly("Heard[numbers=[]] and 0");
    }

    @Test
    void aManagerThatNeedsNoneIsPublishedAtOnce() {
        ManagerCode counter = code(new Counter.Factory("counter"));
        kernel.codeAdded(counter);
        kernel.codeAdded(code(new Clerk.Factory()));

        open();

        assertThat(seen).hasSize(1);
    }
}
