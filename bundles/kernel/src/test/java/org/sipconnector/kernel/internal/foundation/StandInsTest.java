/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.update.Update;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.foundation.StateTransfer;
import org.sipconnector.spi.standby.HeldFoundation;

/** What the history tells of a foundation that is replaced by whatever command. */
class StandInsTest {

    public interface Lamps extends Foundation {
        void light(String lamp);
    }

    private final class Hall implements Lamps, StateTransfer {

        private boolean busy;

        @Override
        public Map<ConnectorId, Object> leave() {
            return Map.of();
        }

        @Override
        public Map<ConnectorId, Object> handOver() {
            return Map.of(new ConnectorId("attic"), "light");
        }

        @Override
        public boolean takesUp() {
            return busy;
        }

        @Override
        public void takeUp(ConnectorId owner, Object left) {
            order.add("taken up");
        }

        @Override
        public void light(String lamp) {}

        @Override
        public void attach(ConnectorId owner, EventSink sink) {}

        @Override
        public void detach(ConnectorId owner) {}

        @Override
        public void release(ConnectorId owner) {}
    }

    private final List<String> order = new ArrayList<>();
    private final AtomicReference<Lamps> registered = new AtomicReference<>();
    private final StandIns standIns = new StandIns((BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                registered.set((Lamps) arguments[1]);
                order.add("registered");
                return null;
            }), List.of(new HeldFoundation(Set.of(Lamps.class.getName()), Map.of(new ConnectorId("office"), "light"), List.of())));
    private final Hall first = new Hall();

    private Optional<Update> present(Foundation foundation, String version) {
        return standIns.present(foundation, new StandIns.Copy("lamps", Version.parseVersion(version)), 3,
                added -> order.add("added"));
    }

    @Test
    void theFirstCopyReplacesNothing() {
        assertThat(present(first, "1.0.0")).isEmpty();
    }

    /** What was lost is released in between: neither before the copy has it, nor when a new connector may have begun something. */
    @Test
    void somethingIsTakenUpUntilItsFoundationHasMadeItAgain() {
        assertThat(standIns.takesUp()).as("the foundation is not there").isTrue();
        first.busy = true;
        present(first, "1");
        assertThat(standIns.takesUp()).isTrue();
        first.busy = false;
        assertThat(standIns.takesUp()).isFalse();
    }

    @Test
    void whatAFoundationHandsOverWaitsForTheNext() {
        present(first, "1");
        standIns.handOver();
        present(new Hall(), "2");
        assertThat(standIns.waiting()).singleElement().satisfies(each -> assertThat(each.left()).containsOnlyKeys(new ConnectorId("attic")));
    }

    @Test
    void theFirstCopyIsAddedWhenItHasTakenUpWhatWasLeftAndBeforeManagersUseIt() {
        present(first, "1.0.0");

        assertThat(order).containsExactly("taken up", "added", "registered");
    }

    @Test
    void aCopyThatComesAfterTheFormerHasGoneIsToldWithTheGapAndWhatWaited() {
        present(first, "1.0.0");
        standIns.absent(first);
        registered.get().light("a");
        registered.get().light("b");

        assertThat(present(new Hall(), "1.0.1")).hasValueSatisfying(update -> {
            assertThat(update.manager()).isEqualTo("lamps");
            assertThat(update.from()).isEqualTo("1.0.0");
            assertThat(update.to()).isEqualTo("1.0.1");
            assertThat(update.way()).isEqualTo(Update.Way.IN_PLACE);
            assertThat(update.lanes()).isEqualTo(3);
            assertThat(update.longestGap()).isPositive();
            assertThat(update.waitedMessages()).isEqualTo(2);
            assertThat(update.failures()).isEmpty();
        });
    }

    @Test
    void aCopyThatComesBesideTheFormerMakesNoGap() {
        present(first, "1.0.0");

        assertThat(present(new Hall(), "1.0.1")).hasValueSatisfying(update -> {
            assertThat(update.way()).isEqualTo(Update.Way.SIDE_BY_SIDE);
            assertThat(update.longestGap()).isZero();
        });
    }

    @Test
    void anOlderCopyIsARollBack() {
        present(first, "1.0.1");
        standIns.absent(first);

        assertThat(present(new Hall(), "1.0.0")).hasValueSatisfying(update -> assertThat(update.way()).isEqualTo(Update.Way.ROLLBACK));
    }
}
