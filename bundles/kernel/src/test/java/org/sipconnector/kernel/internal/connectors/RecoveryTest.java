/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.store.StoredConnector;
import org.sipconnector.kernel.internal.time.Timers;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldKernel;
import org.sipconnector.spi.standby.HeldManager;
import org.sipconnector.spi.standby.Promise;
import org.sipconnector.spi.standby.Restarts;

/** Connectors of a former process wait for their owners and for their managers' code, and not for ever. */
@Timeout(60)
class RecoveryTest {

    private static final Duration OWNER = Duration.ofSeconds(60);
    private static final Duration REFUSED = Duration.ofSeconds(120);
    private static final ConnectorId OFFICE = new ConnectorId("office");

    private final AtomicLong ids = new AtomicLong();
    private final Time time = new Time();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Kernel former = kernel();
    private final List<String> published = new ArrayList<>();
    private final List<ManagerCode> served = new ArrayList<>();
    private final Kernel next = kernel(new Published());
    private final List<ConnectorId> released = new ArrayList<>();

    /** Time that passes when a test says so. */
    private static final class Time implements Timers {

        private record Timer(Instant due, Runnable task) {}

        private final List<Timer> timers = new ArrayList<>();
        private Instant now = Instant.EPOCH;

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public synchronized Runnable schedule(Duration after, Runnable task) {
            Timer timer = new Timer(now.plus(after), task);
            timers.add(timer);
            return () -> cancel(timer);
        }

        private synchronized void cancel(Timer timer) {
            timers.remove(timer);
        }

        private synchronized List<Timer> pass(Duration time) {
            now = now.plus(time);
            List<Timer> due = timers.stream().filter(timer -> !timer.due().isAfter(now)).toList();
            timers.removeAll(due);
            return due;
        }

        void passes(Duration time) {
            pass(time).forEach(timer -> timer.task().run());
        }
    }

    private Kernel kernel() {
        return kernel(ConnectorServices.NONE);
    }

    private Kernel kernel(ConnectorServices services) {
        // clients' tasks run at once: when time has passed, what it brought has happened
        return new Kernel(new LaneRuntime(threads, Runnable::run, time, Ids::value, ids::incrementAndGet, OWNER, 1_000), (id, event) -> {},
                services, OWNER, (code, why) -> {});
    }

    @AfterEach
    void end() {
        next.stop(OWNER);
        threads.shutdown();
    }

    /** Notes for which connectors a manager is published when its code comes. */
    private final class Published implements ConnectorServices {

        @Override
        public void opened(OpenConnector connector, Supplier<List<ManagerCode>> atWork) {}

        @Override
        public void closed(OpenConnector connector) {}

        @Override
        public void published(ManagerCode code, Collection<OpenConnector> connectors) {
            connectors.forEach(connector -> published.add(connector.id() + " has " + code.api().getSimpleName()));
        }

        @Override
        public void retired(Class<?> api) {}
    }

    /** A component that closes its connector when that goes, and waits for it. */
    private record Tidy(List<String> closed) implements ConnectorServices {

        @Override
        public void opened(OpenConnector connector, Supplier<List<ManagerCode>> atWork) {}

        @Override
        public void closed(OpenConnector connector) {
            get(connector.close());
            closed.add(connector.id().value());
        }

        @Override
        public void published(ManagerCode code, Collection<OpenConnector> connectors) {}

        @Override
        public void retired(Class<?> api) {}
    }

    private static ConnectorConfiguration configured(String id) {
        return ConnectorConfiguration.builder(id).server("host").build();
    }

    private static ManagerCode code(ManagerFactory factory, int major) {
        return new ManagerCode(factory, new Version(major, 0, 0), 0, major, major, false, false);
    }

    /** A manager whose code refuses what was kept of one connector. */
    private static ManagerFactory choosy(ManagerFactory factory, ConnectorId refused) {
        return new BeforeAdoption(factory, lane -> {
            if (lane.connector().equals(refused)) {
                throw new IllegalArgumentException("of another time");
            }
        });
    }

    /** A manager that shows something as soon as it goes on. */
    private static ManagerFactory showing(ManagerFactory factory) {
        return new BeforeAdoption(factory, lane -> lane.show(new Clerk.Heard(List.of(7))));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private record Released(List<ConnectorId> owners, List<ConnectorId> attached) implements Foundation {

        Released(List<ConnectorId> owners) {
            this(owners, new ArrayList<>());
        }

        @Override
        public void attach(ConnectorId owner, EventSink sink) {
            attached.add(owner);
        }

        @Override
        public void detach(ConnectorId owner) {}

        @Override
        public void release(ConnectorId owner) {
            attached.remove(owner);
            owners.add(owner);
        }
    }

    /** Connectors with a number each go on in the next process. */
    private void restarts(String... connectors) {
        former.codeAdded(code(new Clerk.Factory(), 1));
        for (String id : connectors) {
            Connector opened = former.open(configured(id));
            ((OpenConnector) opened).lane().post(new Clerk.Numbered(7));
            get(opened.manager(Clerk.class).id());
        }
        HeldKernel held = former.handover().leave("1.0.0", Map.of()).with(waiting(connectors));
        next.foundationAdded(new Released(released));
        next.handover().recover(held, "1.0.0");
        next.recovery().limit(new Recovery.Patience(OWNER, REFUSED), served::add);
    }

    private static Restarts waiting(String... connectors) {
        return new Restarts(false, Optional.of(Arrays.stream(connectors).map(ConnectorId::new).collect(Collectors.toSet())), Optional::empty);
    }

    private Optional<List<Integer>> numbers(String id) {
        return next.find(new ConnectorId(id)).map(connector -> {
            get(connector.manager(Clerk.class).id());
            return connector.manager(Clerk.class).snapshot().numbers();
        });
    }

    @Test
    void aConnectorThatIsClaimedGoesOn() {
        restarts("office");
        next.codeAdded(code(new Clerk.Factory(), 1));
        next.configure(configured("office"));

        time.passes(REFUSED);

        assertThat(numbers("office")).contains(List.of(7));
    }

    @Test
    void oneThatNobodyClaimsIsClosed() {
        restarts("office");
        next.codeAdded(code(new Clerk.Factory(), 1));

        time.passes(OWNER);

        assertThat(next.all()).isEmpty();
        assertThat(released).containsExactly(OFFICE);
    }

    @Test
    void oneWhoseManagerDoesNotComeBeginsAnewWithoutItsCall() {
        restarts("office");
        next.configure(configured("office"));
        assertThat(next.history().missing()).containsExactly("Clerk");

        time.passes(OWNER);

        assertThat(released).containsExactly(OFFICE);
        assertThat(next.history().missing()).isEmpty();
        next.codeAdded(code(new Clerk.Factory(), 1));
        assertThat(numbers("office")).contains(List.of());
    }

    @Test
    void oneThatItsManagerRefusesBeginsAnewAndTheOthersGoOn() {
        restarts("office", "other");
        next.configure(configured("office"));
        next.configure(configured("other"));
        next.codeAdded(code(choosy(new Clerk.Factory(), OFFICE), 1));
        assertThat(next.history().missing()).containsExactly("Clerk");

        time.passes(OWNER);

        assertThat(released).containsExactly(OFFICE);
        assertThat(next.history().missing()).isEmpty();
        assertThat(numbers("office")).contains(List.of());
        assertThat(numbers("other")).contains(List.of(7));
    }

    @Test
    void anotherVersionThatTakesItUpInTimeLetsItGoOn() {
        restarts("office");
        next.configure(configured("office"));
        next.codeAdded(code(choosy(new Clerk.Factory(), OFFICE), 1));
        next.codeAdded(code(new Clerk.Factory(), 2));

        time.passes(OWNER);

        assertThat(released).isEmpty();
        assertThat(numbers("office")).contains(List.of(7));
    }

    @Test
    void whoWaitsStillWaitsInTheNextKernelAndNotForEver() {
        restarts("office", "other");
        next.configure(configured("other"));
        assertThat(next.recovery().waiting()).contains(Set.of(OFFICE));
        Kernel third = kernel();
        third.handover().takeUp(next.handover().leave("1.0.0", Map.of()).with(new Restarts(false, next.recovery().waiting(), Optional::empty)),
                "1.1.0");
        third.codeAdded(code(new Clerk.Factory(), 1));

        third.recovery().limit(new Recovery.Patience(OWNER, REFUSED), served::add);
        time.passes(OWNER);

        assertThat(third.all()).extracting(Connector::id).containsExactly(new ConnectorId("other"));
        assertThat(third.recovery().waiting()).isEmpty();
    }

    @Test
    void oneOpenedWhileAnotherRefusesItsManagerHasThatManagerAsAServiceInTheEnd() {
        restarts("office");
        next.configure(configured("office"));
        ManagerCode code = code(choosy(new Clerk.Factory(), OFFICE), 1);
        next.codeAdded(code);
        next.configure(configured("new"));
        published.clear();

        time.passes(OWNER);

        assertThat(published).contains("new has Clerk");
        assertThat(served).containsExactly(code);
    }

    /** A foundation is told of what it has taken up in vain, whoever has its id by then. */
    @Test
    void oneThatCannotBeTakenUpIsAwaitedByNobodyAndEndsWhereItHadBeen() {
        HeldManager impossible = new HeldManager(Clerk.class, 0, new byte[0], null, new HeldManager.IdSource(0, 0, 0),
                List.of(new HeldManager.HeldTimer(null, Duration.ZERO)));
        CompletableFuture<Object> promised = new CompletableFuture<>();
        HeldConnector held = new HeldConnector(configured("office"), List.of(impossible), Map.of(),
                List.of(new Promise("reply-1", (value, error) -> promised.completeExceptionally(error))));

        next.handover().takeUp(new HeldKernel("1.0.0", Instant.EPOCH, Map.of(), List.of(), List.of(held), List.of()), "1.1.0");
        assertThat(next.all()).isEmpty();
        next.configure(configured("office"));
        Released foundation = new Released(released);
        next.foundationAdded(foundation);

        assertThat(foundation.attached()).containsExactly(OFFICE);
        assertThat(next.history().missing()).isEmpty();
        assertThat(released).containsExactly(OFFICE);
        assertThat(promised).isCompletedExceptionally();
    }

    @Test
    void aBundleThatClosesItsConnectorAfterItWasKeptHangsUpNobody() {
        Owner owner = new Owner(former);
        StoredConnector kept = StoredConnector.of(former.handover().leave("1.0.0", Map.of()).connectors().get(0), List.of(), time.now());

        owner.stop();

        next.handover().recover(
                new HeldKernel("1.0.0", time.now(), Map.of(), List.of(), List.of(kept.resumed(time.now(), Instant.MIN, OWNER)), List.of()),
                "1.0.0");
        assertThat(next.all()).extracting(Connector::id).containsExactly(new ConnectorId("mine"));
    }

    @Test
    void aManagerWhoseSnapshotCouldNotBeKeptShowsNobodyThatThereWasNone() {
        former.codeAdded(code(new Clerk.Factory(), 1));
        former.open(configured("office"));
        HeldManager kept = former.handover().leave("1.0.0", Map.of()).connectors().get(0).managers().get(0);
        HeldManager unshown = new HeldManager(kept.api(), kept.order(), kept.state(), null, kept.ids(), kept.timers());
        HeldConnector held = new HeldConnector(configured("office"), List.of(unshown), Map.of(), List.of());

        next.handover().recover(new HeldKernel("1.0.0", Instant.EPOCH, Map.of(), List.of(), List.of(held), List.of()), "1.0.0");
        next.codeAdded(code(showing(new Clerk.Factory()), 1));

        assertThat(numbers("office")).contains(List.of(7));
        assertThat(new ConnectorJournals(next).tail(OFFICE, 100)).anyMatch(entry -> entry.contains("SnapshotChanged"))
                .noneMatch(entry -> entry.contains("previous=null"));
    }

    @Test
    void aClientThatWaitsForItsConnectorToCloseKeepsNobodyFromStopping() {
        List<String> closed = new ArrayList<>();
        Kernel stopping = kernel(new Tidy(closed));
        stopping.open(configured("office"));

        stopping.handover().leave("1.0.0", Map.of(), left -> left.connectors().forEach(held -> StoredConnector.of(held, List.of(), time.now())),
                Runnable::run);

        assertThat(closed).containsExactly("office");
    }

    @Test
    void aBundleOpensItsConnectorItselfWhenThatWasGivenUp() {
        restarts("office");
        next.open(configured("office"));

        time.passes(OWNER);

        assertThat(next.all()).isEmpty();
    }

    @Test
    void oneWhoseConfigurationIsRefusedWaitsLongerAndSaysSo() {
        restarts("office");
        next.codeAdded(code(new Clerk.Factory(), 1));
        next.reports().refuse(new RefusedConfiguration("office", "office.cfg", "port: 'x' is no number"));

        time.passes(OWNER);

        assertThat(numbers("office")).contains(List.of(7));
        assertThat(next.refused()).singleElement().extracting(RefusedConfiguration::reason).asString()
                .contains("port: 'x' is no number", "goes on as the former process had it");
        time.passes(REFUSED.minus(OWNER));
        assertThat(next.all()).isEmpty();
        assertThat(next.refused()).singleElement().extracting(RefusedConfiguration::reason).isEqualTo("port: 'x' is no number");
    }

    /** An owner's component ends with the service of the kernel that ends, and tidies up. */
    private void lets(String connector) {
        Connector opened = former.open(configured(connector));
        HeldKernel held = former.handover().leave("1.0.0", Map.of());
        assertThat(opened.close()).isCompleted();
        next.handover().takeUp(held, "1.1.0");
        next.codeAdded(code(new Clerk.Factory(), 1));
        next.recovery().limit(new Recovery.Patience(OWNER, REFUSED), served::add);
    }

    @Test
    void aConnectorThatItsOwnerLetsGoBetweenTwoKernelsGoesOnWhenItIsOpenedAgain() {
        lets("office");

        Connector again = next.open(configured("office"));
        time.passes(OWNER);

        assertThat(next.all()).containsExactly(again);
    }

    @Test
    void aConnectorThatItsOwnerHasLetGoIsClosedWhenNobodyOpensIt() {
        lets("office");

        time.passes(OWNER);

        assertThat(next.all()).isEmpty();
    }
}
