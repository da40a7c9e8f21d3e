/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.update.Update;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldKernel;

/** One kernel leaves its connectors to the next. */
@Timeout(60)
class ConnectorHandoverTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicLong ids = new AtomicLong();
    private final Running former = new Running();
    private final Running next = new Running();
    private final Connector connector;
    private final Clerk clerk;

    /** A kernel with threads of its own. */
    private final class Running {
        final ExecutorService lanes = Executors.newFixedThreadPool(2);
        final ExecutorService clients = Executors.newFixedThreadPool(2);
        final RealTime time = new RealTime();
        final Kernel kernel = new Kernel(new LaneRuntime(lanes, clients, time, Ids::value, ids::incrementAndGet, LONG, 1_000),
                (id, event) -> {}, ConnectorServices.NONE, LONG, (code, why) -> {});

        void end() {
            kernel.stop(LONG);
            lanes.shutdown();
            clients.shutdown();
            time.close();
        }
    }

    ConnectorHandoverTest() {
        former.kernel.codeAdded(code());
        connector = former.kernel.open(ConnectorConfiguration.builder("office").server("host").build());
        clerk = connector.manager(Clerk.class);
    }

    @AfterEach
    void end() {
        former.end();
        next.end();
    }

    private static ManagerCode code() {
        return new ManagerCode(new Clerk.Factory(), Version.parseVersion("1.0.0"), 0, 0, 0, false, false);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private HeldKernel leave() {
        HeldKernel held = former.kernel.handover().leave("1.0.0", Map.of("pid", connector.id()));
        former.end();
        return held;
    }

    private Clerk succeed(HeldKernel held) {
        next.kernel.handover().takeUp(held, "1.1.0");
        next.kernel.codeAdded(code());
        return next.kernel.find(new ConnectorId("office")).orElseThrow().manager(Clerk.class);
    }

    private static void post(Connector to, int number) {
        ((OpenConnector) to).lane().post(new Clerk.Numbered(number));
    }

    /** An asker that cannot tell its state in one connector. */
    private record Unable(ConnectorId connector, AtomicReference<ConnectorId> unable) implements Asker, Manager {

        @Override
        public CompletionStage<String> ask(CompletionStage<String> other, String question) {
            return other;
        }

        @Override
        public String snapshot() {
            return "";
        }

        @Override
        public Handover handOver() {
            if (connector.equals(unable.get())) {
                throw new IllegalStateException("the state cannot be told");
            }
            return Handover.of(1, new Asker.State(true));
        }
    }

    private record UnableFactory(AtomicReference<ConnectorId> unable) implements ManagerFactory {

        @Override
        public Class<?> api() {
            return Asker.class;
        }

        @Override
        public Object initialSnapshot() {
            return "";
        }

        @Override
        public Manager create(Lane lane) {
            return new Unable(lane.connector(), unable);
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            return create(lane);
        }
    }

    @Test
    void aConnectorThatCannotBeLeftIsNamedBeforeAnythingChangesAndTheOthersAreLeft() {
        AtomicReference<ConnectorId> unable = new AtomicReference<>();
        former.kernel.codeAdded(new ManagerCode(new UnableFactory(unable), Version.parseVersion("1.0.0"), 0, 0, 0, false, false));
        Connector other = former.kernel.open(ConnectorConfiguration.builder("other").server("host").build());
        get(other.manager(Clerk.class).id());
        assertThat(former.kernel.handover().objectionsToLeaving()).isEmpty();

        unable.set(other.id());
        get(other.manager(Asker.class).ask(CompletableFuture.completedStage("x"), "any"));
        assertThat(former.kernel.handover().objectionsToLeaving()).singleElement().asString().contains("connector other",
                "the state cannot be told");
        assertThat(get(other.manager(Clerk.class).id())).as("whether the connector goes on").isNotNull();
        HeldKernel held = leave();

        assertThat(held.connectors()).extracting(HeldConnector::id).containsExactly(connector.id());
        assertThat(other.manager(Clerk.class).id()).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(ConnectorClosedException.class);
    }

    @Test
    void aPromiseOfTheFormerKernelIsKeptByTheNextWithItsTimerAndTheClientsObject() {
        CompletionStage<String> later = clerk.askLater(() -> "the client's own", Duration.ofMillis(300));

        succeed(leave());

        assertThat(get(later)).isEqualTo("the client's own");
    }

    @Test
    void aTimerThatRanOutBetweenTheKernelsFiresInTheNext() {
        CompletionStage<String> later = clerk.askLater(() -> "late", Duration.ZERO);
        HeldKernel held = leave();

        succeed(held);

        assertThat(get(later)).isEqualTo("late");
    }

    @Test
    void eventsOfBothKernelsTimesAreHeardOnceAndInOrder() {
        IntStream.range(0, 100).forEach(number -> post(connector, number));
        HeldKernel held = leave();
        IntStream.range(100, 200).forEach(number -> post(connector, number));

        Clerk successor = succeed(held);
        IntStream.range(200, 300).forEach(number -> post(connector, number));
        get(successor.id());

        assertThat(successor.snapshot().numbers()).containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
    }

    @Test
    void aClientThatStillHoldsTheFormerProxyIsServedByTheNextKernel() {
        HeldKernel held = leave();
        CompletionStage<String> between = clerk.id();
        assertThat(between.toCompletableFuture()).isNotDone();

        succeed(held);

        assertThat(get(between)).startsWith("id-office-");
        post(connector, 7);
        get(clerk.id());
        assertThat(clerk.snapshot().numbers()).containsExactly(7);
        get(connector.close());
        assertThat(next.kernel.all()).isEmpty();
    }

    @Test
    void idsAreNotGivenTwice() {
        String before = get(clerk.id());

        Clerk successor = succeed(leave());

        assertThat(get(successor.id())).isNotEqualTo(before);
    }

    @Test
    void theHistoryGoesOnAndTellsOfTheKernelsUpdate() {
        HeldKernel held = leave();
        next.kernel.handover().takeUp(held, "1.1.0");
        assertThat(next.kernel.history().missing()).containsExactly("Clerk");

        next.kernel.codeAdded(code());

        assertThat(next.kernel.history().missing()).isEmpty();
        assertThat(next.kernel.history().updates()).singleElement().satisfies(update -> {
            assertThat(update.manager()).isEqualTo("Kernel");
            assertThat(update.from()).isEqualTo("1.0.0");
            assertThat(update.to()).isEqualTo("1.1.0");
            assertThat(update.way()).isEqualTo(Update.Way.IN_PLACE);
            assertThat(update.lanes()).isEqualTo(1);
        });
    }

    @Test
    void anOlderKernelThatTakesOverIsToldAsARollBack() {
        next.kernel.handover().takeUp(leave(), "0.9.0");
        next.kernel.codeAdded(code());

        assertThat(next.kernel.history().updates()).singleElement()
                .satisfies(update -> assertThat(update.way()).isEqualTo(Update.Way.ROLLBACK));
    }

    @Test
    void aKernelThatIsReplacedBeforeItsManagersCameLeavesThemAsItGotThem() {
        post(connector, 1);
        next.kernel.handover().takeUp(leave(), "1.1.0");
        Running third = new Running();
        third.kernel.handover().takeUp(next.kernel.handover().leave("1.1.0", Map.of()), "1.1.0");
        third.kernel.codeAdded(code());

        get(clerk.id());
        assertThat(clerk.snapshot().numbers()).containsExactly(1);
        assertThat(third.kernel.history().updates()).singleElement()
                .satisfies(update -> assertThat(update.from()).isEqualTo("1.0.0"));
        third.end();
    }

    @Test
    void aKernelThatHasLeftOpensNothing() {
        leave();

        assertThatThrownBy(() -> former.kernel.open(ConnectorConfiguration.builder("late").server("host").build()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("look Connectors up again");
    }

    @Test
    void whatClientsWaitForFailsWhenNoKernelComes() {
        CompletionStage<String> later = clerk.askLater(() -> "never", LONG);
        HeldKernel held = leave();
        CompletionStage<String> between = clerk.id();

        held.connectors().forEach(one -> one.end(new ConnectorClosedException(one.id())));

        assertThat(later.toCompletableFuture()).failsWithin(LONG).withThrowableThat()
                .withCauseInstanceOf(ConnectorClosedException.class);
        assertThat(between.toCompletableFuture()).failsWithin(LONG).withThrowableThat()
                .withCauseInstanceOf(ConnectorClosedException.class);
        assertThat(clerk.id().toCompletableFuture()).failsWithin(LONG).withThrowableThat()
                .withCauseInstanceOf(ConnectorClosedException.class);
        get(connector.close());
    }
}
