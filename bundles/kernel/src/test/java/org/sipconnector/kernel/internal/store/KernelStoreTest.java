/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldKernel;
import org.sipconnector.spi.standby.HeldMessage;
import org.sipconnector.spi.store.ProcessRestarted;
import org.sipconnector.spi.store.StateStoreException;

/** What one process keeps the next takes. */
class KernelStoreTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final ConnectorId OFFICE = new ConnectorId("office");

    private final MemoryStore disk = new MemoryStore();
    private final KernelStore store = new KernelStore(fake(BundleContext.class));

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getServiceReference" -> fake(ServiceReference.class);
                    case "getService" -> disk;
                    case "getBundles" -> new Bundle[0];
                    default -> null;
                }));
    }

    private Optional<HeldKernel> take() {
        return store.take("1.0.0", NOON.plusSeconds(10), LONGEST);
    }

    private void save() {
        HeldConnector office = new HeldConnector(ConnectorConfiguration.builder("office").server("host").build(), List.of(), Map.of(), List.of());
        KernelStore.save(disk, new HeldKernel("1.0.0", NOON, Map.of("pid-of-a-file", OFFICE), List.of(), List.of(office), List.of()), NOON);
    }

    @Test
    void eachConnectorWaitsForWhoeverHasItsIdThen() {
        save();

        HeldKernel taken = take().orElseThrow();

        assertThat(taken.connectors()).extracting(HeldConnector::id).containsExactly(OFFICE);
        assertThat(taken.configured()).isEmpty();
        assertThat(taken.restarts().unclaimed()).contains(Set.of(OFFICE));
    }

    @Test
    void oneThatCannotBeReadAtAllBeginsAnewAndTheOthersGoOn() {
        save();
        disk.kept.put("other", new byte[] {1, 2, 3});

        assertThat(take().orElseThrow().connectors()).extracting(HeldConnector::id).containsExactly(OFFICE);
    }

    @Test
    void theGapIsWhatTheProcessWasNotAtWorkAndNotHowOldTheStateIs() {
        save();
        disk.alive = NOON.plusSeconds(7);

        HeldConnector office = take().orElseThrow().connectors().get(0);

        List<HeldMessage> first = new ArrayList<>();
        office.takenUpBy(new HeldMessages(first::add));
        assertThat(first).containsExactly(new HeldMessage.Posted(new ProcessRestarted(NOON.plusSeconds(7), false)));
    }

    @Test
    void withoutAStoreNothingCanBeKept() {
        assertThatThrownBy(() -> KernelStore.tried(Optional.empty())).isInstanceOf(StateStoreException.class)
                .hasMessageContaining("org.sipconnector.state-store");
    }
}
