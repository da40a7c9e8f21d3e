/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.standby;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.foundation.StateTransfer;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldFoundation;
import org.sipconnector.spi.standby.HeldKernel;
import org.sipconnector.spi.standby.Promise;
import org.sipconnector.spi.standby.Restarts;

class StandbyTest {

    private final BlockingQueue<String> released = new LinkedBlockingQueue<>();
    private final CompletableFuture<Object> promised = new CompletableFuture<>();
    private final DefaultStandby standby = new DefaultStandby(() -> 1);

    public interface Dialogs extends Foundation {}

    /** Has a call of the office, and takes up one. */
    private final class Phone implements Dialogs, StateTransfer {

        @Override
        public Map<ConnectorId, Object> leave() {
            return Map.of(ConnectorId.of("office"), "a call");
        }

        @Override
        public void takeUp(ConnectorId owner, Object left) {
            released.add(owner + " goes on with " + left);
        }

        @Override
        public void attach(ConnectorId owner, EventSink sink) {}

        @Override
        public void detach(ConnectorId owner) {}

        @Override
        public void release(ConnectorId owner) {
            released.add(owner + " says good-bye");
        }
    }

    StandbyTest() {
        standby.add(new Foundation() {
            @Override
            public void attach(ConnectorId owner, EventSink sink) {}

            @Override
            public void detach(ConnectorId owner) {}

            @Override
            public void release(ConnectorId owner) {
                released.add(owner.value());
            }
        });
    }

    private HeldKernel kernel() {
        Promise promise = new Promise("reply-1", (value, error) -> promised.completeExceptionally(error));
        HeldConnector connector = new HeldConnector(ConnectorConfiguration.builder("office").server("host").build(),
                List.of(), Map.of(), List.of(promise));
        return new HeldKernel("1.0.0", Instant.now(), Map.of(), List.of(), List.of(connector), List.of());
    }

    @Test
    void whatIsHeldIsGivenOnce() {
        HeldKernel kernel = kernel();
        standby.hold(kernel);

        assertThat(standby.take()).contains(kernel);
        assertThat(standby.take()).isEmpty();
        assertThat(released).isEmpty();
    }

    @Test
    void whatAFoundationHadThatGoesAfterItsKernelIsGivenToTheNextKernel() {
        Phone phone = new Phone();
        standby.add(phone);
        standby.hold(kernel());

        standby.remove(phone);

        HeldFoundation left = standby.take().orElseThrow().foundations().get(0);
        assertThat(left.contracts()).containsExactly(Dialogs.class.getName());
        assertThat(left.left()).containsExactly(Map.entry(ConnectorId.of("office"), "a call"));
        assertThat(left.isFor(Phone.class)).isTrue();
        assertThat(new HeldFoundation(Set.of(Dialogs.class.getName(), "one.of.another.release"), Map.of(), List.of()).isFor(Phone.class)).isTrue();
        assertThat(new HeldFoundation(Set.of("media"), Map.of(), List.of()).isFor(Phone.class)).isFalse();
    }

    @Test
    void aFoundationThatGoesWithItsKernelAtWorkIsTheKernelsBusiness() {
        Phone phone = new Phone();
        standby.add(phone);
        standby.remove(phone);
        standby.hold(kernel());

        assertThat(standby.take().orElseThrow().foundations()).isEmpty();
    }

    @Test
    void theNextCopyOfAFoundationSaysGoodByeForTheFormer() {
        Phone former = new Phone();
        standby.add(former);
        standby.hold(kernel());
        standby.remove(former);
        standby.add(new Phone());

        standby.stop();

        assertThat(released).containsExactly("office goes on with a call", "office", "office says good-bye");
    }

    @Test
    void connectorsThatNoKernelTakesUpAreEndedAfterTheLimit() throws Exception {
        standby.hold(kernel());

        assertThat(released.poll(20, TimeUnit.SECONDS)).isEqualTo("office");
        assertThat(promised).failsWithin(Duration.ofSeconds(20)).withThrowableThat()
                .withCauseInstanceOf(ConnectorClosedException.class);
        assertThat(standby.take()).isEmpty();
    }

    @Test
    void whenTheFrameworkStopsConnectorsAreKeptWithWhatFoundationsHaveIfTheirKernelMeantThat() {
        List<HeldKernel> kept = new ArrayList<>();
        standby.add(new Phone());
        standby.hold(kernel().with(new Restarts(true, Optional.empty(), () -> Optional.of(kept::add))));

        standby.frameworkStops();

        assertThat(kept).singleElement().satisfies(kernel -> {
            assertThat(kernel.connectors()).hasSize(1);
            assertThat(kernel.foundations()).singleElement()
                    .satisfies(left -> assertThat(left.left()).containsExactly(Map.entry(ConnectorId.of("office"), "a call")));
        });
        assertThat(released).isEmpty();
        assertThat(standby.take()).isEmpty();
    }

    @Test
    void elseTheyAreEndedWhileFoundationsCanSayGoodBye() {
        standby.add(new Phone());
        standby.hold(kernel());

        standby.frameworkStops();

        assertThat(released).containsExactly("office", "office says good-bye");
    }

    @Test
    void codeOfAKernelThatIsGoneKeepsNobodyFromEndingThem() {
        standby.hold(kernel().with(new Restarts(true, Optional.empty(), () -> {
            throw new NoClassDefFoundError("KernelStore");
        })));

        standby.frameworkStops();

        assertThat(released).containsExactly("office");
    }

    @Test
    void noOtherProcessGoesOnWithConnectorsThatWereEndedHere() throws Exception {
        standby.hold(kernel().with(new Restarts(false, Optional.empty(), Optional::empty, () -> released.add("forgotten"))));

        assertThat(released.poll(20, TimeUnit.SECONDS)).isEqualTo("office");
        assertThat(released.poll(20, TimeUnit.SECONDS)).isEqualTo("forgotten");
    }

    @Test
    void whatNobodyCouldSayGoodByeForIsLeftToTheNextKernel() {
        DefaultStandby lonely = new DefaultStandby(() -> 20);
        lonely.hold(kernel().with(new Restarts(false, Optional.empty(), Optional::empty, () -> released.add("forgotten"))));

        lonely.stop();

        assertThat(promised).isCompletedExceptionally();
        assertThat(released).isEmpty();
    }

    @Test
    void noneIsForgottenWhoseFoundationIsGone() throws Exception {
        HeldFoundation left = HeldFoundation.of(Phone.class, Map.of(ConnectorId.of("office"), "a call"));
        standby.hold(kernel().with(new Restarts(false, Optional.empty(), Optional::empty, () -> released.add("forgotten"))).with(left));

        standby.stop();

        assertThat(released).doesNotContain("forgotten");
    }

    @Test
    void aKernelOfAnotherApiFindsConnectorsInTheStoreAndNobodySaysGoodBye() {
        standby.hold(kernel().with(new Restarts(false, Optional.empty(), Optional::empty, () -> released.add("forgotten"))));

        DefaultStandby.prepareToLeave();
        standby.leaveToStore();

        assertThat(promised).failsWithin(Duration.ofSeconds(20));
        assertThat(released).isEmpty();
        assertThat(standby.holding()).isFalse();
    }

    @Test
    void connectorsAreEndedWhenTheStandbyStops() {
        standby.hold(kernel());

        standby.stop();

        assertThat(released).containsExactly("office");
        assertThat(promised).isCompletedExceptionally();
    }
}
