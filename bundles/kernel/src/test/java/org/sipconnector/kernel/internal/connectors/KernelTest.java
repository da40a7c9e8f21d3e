/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorOverloadedException;
import org.sipconnector.api.Event;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.ManagerUnavailableException;
import org.sipconnector.api.update.Update;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.CodeSwitch;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;
import org.sipconnector.kernel.internal.time.Timers;

/** The kernel with real threads. */
@Timeout(120)
class KernelTest {

    /** Nothing comes of waiting. */
    private static final Timers NEVER = new Timers() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Runnable schedule(Duration after, Runnable task) {
            return () -> {};
        }
    };

    private final ExecutorService lanes = Executors.newFixedThreadPool(2);
    private final ExecutorService clients = Executors.newFixedThreadPool(2);
    private final RealTime time = new RealTime();
    private final AtomicLong ids = new AtomicLong();
    private final Arrivals<String> gaveUp = new Arrivals<>();
    private final Kernel kernel = kernel(Duration.ofSeconds(50), 1_000);

    private Kernel kernel(Duration absence, int capacity) {
        return new Kernel(new LaneRuntime(lanes, clients, time, Ids::value, ids::incrementAndGet, absence, capacity),
                (connector, event) -> {}, ConnectorServices.NONE, Duration.ofMinutes(10),
                (code, why) -> gaveUp.add(code.api().getSimpleName() + " " + code.version()));
    }

    @AfterEach
    void stop() {
        kernel.stop(Duration.ofSeconds(5));
        lanes.shutdownNow();
        clients.shutdownNow();
        time.close();
    }

    private static ConnectorConfiguration configuration(String id) {
        return ConnectorConfiguration.builder(id).server("host").build();
    }

    private static ManagerCode code(String name, String version) {
        return new ManagerCode(new Counter.Factory(name), Version.parseVersion(version), 0, 0, 0, false, false);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(40, TimeUnit.SECONDS).join();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Done when the lane has worked off what was called before. */
    private static CompletionStage<Void> atRest(Kernel kernel) {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        LaneCore lane = kernel.open().iterator().next().lane();
        Event last = new Last();
        lane.afterEachMessage(() -> {
            if (lane.journal().tail(1).toString().contains(last.toString())) {
                rest.complete(null);
            }
        });
        lane.post(last);
        return rest;
    }

    private record Last() implements Event {}

    private static Throwable failure(CompletionStage<?> stage) {
        try {
            get(stage);
        } catch (CompletionException e) {
            return e.getCause();
        }
        throw new AssertionError("succeeded");
    }

    @Test
    void codeThatComesToALaneThatHasEndedIsNotStartedThereAndNotBlamed() {
        Connector connector = kernel.open(configuration("a"));
        LaneCore lane = kernel.open().iterator().next().lane();
        get(connector.close());

        assertThat(CodeSwitch.arrive(lane, new Counter.Factory("late"))).isNull();
        assertThat(lane.has(Counter.class)).isFalse();
    }

    @Test
    void operationsRunInTheOrderTheyWereCalled() {
        kernel.codeAdded(code("one", "1.0.0"));
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        List<CompletionStage<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(counter.next());
        }
        for (int i = 0; i < 500; i++) {
            assertThat(get(answers.get(i))).isEqualTo(i + 1);
        }
    }

    @Test
    void anOperationCancelledByItsClientBeforeItsTurnHasNoEffectAndIsNotKept() {
        ManagerCode code = code("one", "1.0.0");
        Kernel patient = kernel(Duration.ofSeconds(30), 1_000);
        patient.codeAdded(code);
        Counter counter = patient.open(configuration("a")).manager(Counter.class);
        patient.codeRemoved(code);
        CompletionStage<Integer> cancelled = counter.next();
        CompletionStage<Integer> next = counter.next();
        cancelled.toCompletableFuture().cancel(false);
        patient.codeAdded(code);

        assertThat(get(next)).isEqualTo(1);
        assertThat(patient.open().iterator().next().lane().held()).isZero();
        patient.stop(Duration.ofSeconds(5));
    }

    @Test
    void aMessageThatThrowsDoesNotStopTheLane() {
        kernel.codeAdded(code("one", "1.0.0"));
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);

        assertThat(failure(counter.fail())).hasMessage("asked to fail");
        assertThat(get(counter.next())).isEqualTo(1);
    }

    @Test
    void aNewerVersionBesideTheOlderTakesOverWithItsState() {
        ManagerCode old = code("old", "1.0.0");
        kernel.codeAdded(old);
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        get(counter.next());

        kernel.codeAdded(code("new", "1.0.1"));

        assertThat(get(counter.next())).isEqualTo(2);
        assertThat(counter.snapshot().code()).isEqualTo("new");
        assertThat(kernel.history().updates()).singleElement().satisfies(update -> {
            assertThat(update.way()).isEqualTo(Update.Way.SIDE_BY_SIDE);
            assertThat(update.from()).isEqualTo("1.0.0");
            assertThat(update.to()).isEqualTo("1.0.1");
            assertThat(update.failures()).isEmpty();
        });
        kernel.codeRemoved(old);
        assertThat(get(counter.next())).isEqualTo(3);
    }

    @Test
    void anOlderVersionBesideTheNewerChangesNothing() {
        kernel.codeAdded(code("new", "1.0.1"));
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        kernel.codeAdded(code("old", "1.0.0"));

        get(counter.next());
        assertThat(counter.snapshot().code()).isEqualTo("new");
    }

    @Test
    void callsMadeWhileTheCodeIsAbsentRunInOrderWhenItIsBack() {
        ManagerCode old = code("old", "1.0.0");
        kernel.codeAdded(old);
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        get(counter.next());

        kernel.codeRemoved(old);
        assertThat(kernel.history().missing()).containsExactly("Counter");
        CompletionStage<Integer> second = counter.next();
        CompletionStage<Integer> third = counter.next();
        kernel.codeAdded(code("new", "1.0.1"));

        assertThat(get(second)).isEqualTo(2);
        assertThat(get(third)).isEqualTo(3);
        assertThat(kernel.history().missing()).isEmpty();
        assertThat(kernel.history().updates()).singleElement()
                .satisfies(update -> assertThat(update.way()).isEqualTo(Update.Way.IN_PLACE));
    }

    @Test
    void aCallThatWaitsTooLongForCodeFailsNamingTheManager() {
        Kernel impatient = kernel(Duration.ofMillis(20), 100);
        ManagerCode old = code("old", "1.0.0");
        impatient.codeAdded(old);
        Counter counter = impatient.open(configuration("a")).manager(Counter.class);
        get(counter.next());
        impatient.codeRemoved(old);

        assertThat(failure(counter.next())).isInstanceOf(ManagerUnavailableException.class)
                .hasMessageContaining("connector a has no Counter");

        impatient.codeAdded(code("new", "1.0.1"));
        assertThat(get(counter.next())).as("the failed call has had no effect").isEqualTo(2);
    }

    @Test
    void aCallOfAManagerThatIsNotInstalledFailsToo() {
        Kernel impatient = kernel(Duration.ofMillis(20), 100);
        Counter counter = impatient.open(configuration("a")).manager(Counter.class);

        assertThat(failure(counter.next())).isInstanceOf(ManagerUnavailableException.class);
        assertThatThrownBy(counter::snapshot).isInstanceOf(ManagerUnavailableException.class);
    }

    @Test
    void callsOfAManagerThatIsNotInstalledRunInOrderWhenItComes() {
        Kernel patient = new Kernel(new LaneRuntime(lanes, clients, NEVER, Ids::value, ids::incrementAndGet, Duration.ofSeconds(30), 1_000),
                (connector, event) -> {}, ConnectorServices.NONE, Duration.ofMinutes(10), (code, why) -> {});
        Counter counter = patient.open(configuration("a")).manager(Counter.class);
        List<CompletionStage<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(counter.next());
        }
        get(atRest(patient));
        patient.codeAdded(code("new", "1.0.0"));
        for (int i = 0; i < 5; i++) {
            answers.add(counter.next());
        }

        assertThat(answers).extracting(KernelTest::get).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        patient.stop(Duration.ofSeconds(5));
    }

    @Test
    void aVersionThatCannotAdoptLeavesTheFormerAtWork() {
        kernel.codeAdded(code("old", "1.0.0"));
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        get(counter.next());

        kernel.codeAdded(code("throws", "1.0.1"));

        assertThat(get(counter.next())).isEqualTo(2);
        assertThat(counter.snapshot().code()).isEqualTo("old");
        assertThat(kernel.history().updates()).extracting(Update::way)
                .containsExactly(Update.Way.SIDE_BY_SIDE, Update.Way.ROLLBACK);
        assertThat(kernel.history().updates().get(0).failures()).singleElement().asString()
                .isEqualTo("a: java.lang.IllegalStateException: this version cannot adopt");
    }

    @Test
    void aVersionThatCannotAdoptInPlaceKeepsTheLaneParkedUntilTheFormerIsBack() {
        ManagerCode old = code("old", "1.0.0");
        kernel.codeAdded(old);
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        get(counter.next());

        kernel.codeRemoved(old);
        ManagerCode faulty = code("throws", "1.0.1");
        kernel.codeAdded(faulty);
        assertThat(kernel.history().missing()).containsExactly("Counter");
        CompletionStage<Integer> waiting = counter.next();
        kernel.codeRemoved(faulty);
        kernel.codeAdded(code("old", "1.0.0"));

        assertThat(get(waiting)).isEqualTo(2);
    }

    @Test
    void callsOfTwoThreadsAtOnceAreEachAnsweredOnceWhileTheCodeIsReplaced() throws Exception {
        kernel.codeAdded(code("one", "1.0.0"));
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        CyclicBarrier begin = new CyclicBarrier(3);
        Callable<List<CompletionStage<Integer>>> caller = () -> {
            begin.await(20, TimeUnit.SECONDS);
            return IntStream.range(0, 400).mapToObj(any -> counter.next()).toList();
        };
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            Future<List<CompletionStage<Integer>>> first = callers.submit(caller);
            Future<List<CompletionStage<Integer>>> second = callers.submit(caller);
            begin.await(20, TimeUnit.SECONDS);
            kernel.codeAdded(code("two", "1.0.1"));
            List<Integer> ofFirst = first.get(20, TimeUnit.SECONDS).stream().map(KernelTest::get).toList();
            List<Integer> ofSecond = second.get(20, TimeUnit.SECONDS).stream().map(KernelTest::get).toList();

            assertThat(ofFirst).isSorted();
            assertThat(ofSecond).isSorted();
            assertThat(Stream.concat(ofFirst.stream(), ofSecond.stream()))
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 800).boxed().toList());
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aMessageANewVersionThrowsOnGoesToTheFormerWhichIsPutBack() {
        kernel.codeAdded(code("old", "1.0.0"));
        Counter first = kernel.open(configuration("a")).manager(Counter.class);
        Counter second = kernel.open(configuration("b")).manager(Counter.class);
        get(first.next());
        get(second.next());
        kernel.codeAdded(code("late", "1.0.1"));

        assertThat(get(first.next())).isEqualTo(2);
        assertThat(get(second.next())).isEqualTo(2);
        assertThat(get(first.next())).isEqualTo(3);
        assertThat(first.snapshot().code()).isEqualTo("old");
        await(() -> kernel.code().atWork(Counter.class.getName()).version().equals(new Version("1.0.0")));
    }

    @Test
    void aMessageBothVersionsThrowOnIsNoFaultOfTheNewOne() {
        kernel.codeAdded(code("late, too", "1.0.0"));
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        get(counter.tick());
        kernel.codeAdded(code("late", "1.0.1"));
        await(() -> kernel.code().atWork(Counter.class.getName()).version().toString().equals("1.0.1"));

        get(counter.tick());

        assertThat(failure(counter.fail())).hasMessage("asked to fail");
        assertThat(kernel.code().atWork(Counter.class.getName()).version()).hasToString("1.0.1");
        assertThat(kernel.history().updates()).extracting(Update::way).containsExactly(Update.Way.SIDE_BY_SIDE);
    }

    @Test
    void whatNewCodeLogsInTheDarkIsToldByTheNameOfItsThread() {
        kernel.codeAdded(code("one", "1.0.0"));
        kernel.open(configuration("a"));
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Counter.Factory two = new Counter.Factory("two");
        kernel.codeAdded(new ManagerCode(new BeforeAdoption(two, lane -> threads.add(Thread.currentThread().getName())), new Version("1.0.1"), 0, 2,
                2, false, false));

        assertThat(threads).contains("rehearsal of Counter for a").anyMatch(name -> !name.startsWith("rehearsal"));
        assertThat(Thread.currentThread().getName()).doesNotStartWith("rehearsal");
    }

    @Test
    void aCallThatANewVersionLeftHalfDoneIsNotLeftOpen() {
        kernel.codeAdded(code("one", "1.0.0"));
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        get(counter.next());
        kernel.codeAdded(code("two", "1.0.1"));
        await(() -> kernel.code().atWork(Counter.class.getName()).version().toString().equals("1.0.1"));

        assertThat(failure(counter.half())).hasMessage("half done");
        assertThat(kernel.open().iterator().next().lane().held()).isZero();
    }

    @Test
    void aMessageANewVersionThrowsOnWaitsForTheFormerWhenThatIsGone() {
        ManagerCode old = code("old", "1.0.0");
        kernel.codeAdded(old);
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        get(counter.next());
        kernel.codeRemoved(old);
        kernel.codeAdded(code("late", "1.0.1"));
        CompletionStage<Integer> second = counter.next();
        CompletionStage<Integer> third = counter.next();
        String givenUp = "Counter 1.0.1";

        assertThat(gaveUp.poll(40)).isEqualTo(givenUp);
        kernel.codeAdded(code("old", "1.0.0"));

        assertThat(get(second)).isEqualTo(2);
        assertThat(get(third)).isEqualTo(3);
    }

    @Test
    void anErrorForTheCallerIsNoFaultOfTheNewVersion() {
        kernel.codeAdded(code("old", "1.0.0"));
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        get(counter.next());
        kernel.codeAdded(code("new", "1.0.1"));

        assertThat(failure(counter.refuse())).isInstanceOf(IllegalArgumentException.class);
        assertThat(get(counter.next())).isEqualTo(2);
        assertThat(counter.snapshot().code()).isEqualTo("new");
    }

    @Test
    void aFoundationThatIsAbsentIsNoFaultOfTheNewVersion() {
        kernel.codeAdded(code("old", "1.0.0"));
        Counter counter = kernel.open(configuration("a")).manager(Counter.class);
        get(counter.next());
        kernel.codeAdded(code("lonely", "1.0.1"));
        await(() -> kernel.code().atWork(Counter.class.getName()).version().toString().equals("1.0.1"));

        get(counter.tick());

        assertThat(failure(counter.next())).hasMessageContaining("Lamps is absent");
        assertThat(kernel.code().atWork(Counter.class.getName()).version()).hasToString("1.0.1");
        assertThat(kernel.history().updates()).extracting(Update::way).containsExactly(Update.Way.SIDE_BY_SIDE);
    }

    @Test
    void codeThatIsUninstalledForGoodLetsTheLaneGoOn() {
        Kernel impatient = kernel(Duration.ofMillis(20), 100);
        ManagerCode only = code("one", "1.0.0");
        impatient.codeAdded(only);
        OpenConnector connector = (OpenConnector) impatient.open(configuration("a"));
        await(() -> connector.has(Counter.class));
        get(connector.manager(Counter.class).next());
        impatient.codeUninstalled(Counter.class);
        assertThat(connector.has(Counter.class)).as("code at work is not retired").isTrue();

        impatient.codeRemoved(only);
        impatient.codeUninstalled(Counter.class);

        await(() -> !connector.lane().parked());
        assertThat(connector.has(Counter.class)).isFalse();
        await(() -> impatient.history().missing().isEmpty());
    }

    @Test
    void codeThatIsUninstalledAndInstalledAnewGoesOnWithItsState() {
        ManagerCode older = code("one", "1.0.0");
        kernel.codeAdded(older);
        OpenConnector connector = (OpenConnector) kernel.open(configuration("a"));
        Counter counter = connector.manager(Counter.class);
        get(counter.next());
        kernel.codeRemoved(older);
        kernel.codeUninstalled(Counter.class);
        CompletionStage<Integer> meanwhile = counter.next();

        kernel.codeAdded(code("two", "1.1.0"));

        assertThat(get(meanwhile)).isEqualTo(2);
    }

    @Test
    void olderCodeOnStandbyIsLetGoWhenItsBundleGoes() {
        ManagerCode older = code("old", "1.0.0");
        kernel.codeAdded(older);
        OpenConnector connector = (OpenConnector) kernel.open(configuration("a"));
        get(connector.manager(Counter.class).next());
        kernel.codeAdded(code("new", "1.0.1"));
        WeakReference<Object> factory = new WeakReference<>(older.factory());

        kernel.codeRemoved(older);
        older = null;

        await(() -> {
            System.gc();
            return factory.get() == null;
        });
    }

    @Test
    void aFullLaneRefusesCallsInsteadOfGrowing() throws InterruptedException {
        Kernel small = kernel(Duration.ofSeconds(30), 10);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        OpenConnector connector = (OpenConnector) small.open(configuration("a"));
        connector.lane().onLane(() -> {
            busy.countDown();
            Waiting.until(release);
        });
        busy.await();
        Counter counter = connector.manager(Counter.class);
        for (int i = 0; i < 10; i++) {
            counter.next();
        }

        assertThat(failure(counter.next())).isInstanceOf(ConnectorOverloadedException.class)
                .hasMessageContaining("connector a is overloaded: 10 messages are waiting");
        release.countDown();
    }

    @Test
    void aBusyConnectorDoesNotStarveOthers() {
        kernel.codeAdded(code("one", "1.0.0"));
        Counter quiet = kernel.open(configuration("quiet")).manager(Counter.class);
        OpenConnector busy = (OpenConnector) kernel.open(configuration("busy"));
        AtomicBoolean go = new AtomicBoolean(true);
        for (int i = 0; i < 2_000; i++) {
            keepBusy(busy.lane(), go);
        }
        try {
            for (int i = 1; i <= 50; i++) {
                assertThat(get(quiet.next())).isEqualTo(i);
            }
        } finally {
            go.set(false);
        }
    }

    private static void keepBusy(LaneCore lane, AtomicBoolean go) {
        lane.post(new Counter.Ticked(0));
        if (go.get()) {
            CompletionStage<?> next = lane.proxy(Counter.class).next();
            next.whenComplete((value, error) -> {
                if (go.get() && error == null) {
                    keepBusy(lane, go);
                }
            });
        }
    }

    @Test
    void aClientThatBlocksInItsContinuationHoldsUpNoLane() {
        kernel.codeAdded(code("one", "1.0.0"));
        OpenConnector connector = (OpenConnector) kernel.open(configuration("a"));
        Counter counter = connector.manager(Counter.class);
        CountDownLatch attached = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        connector.lane().onLane(() -> Waiting.until(attached));
        counter.next().thenAccept(value -> Waiting.until(release));
        attached.countDown();

        assertThat(get(counter.next())).isEqualTo(2);
        release.countDown();
    }

    @Test
    void closingFailsOpenCallsAndRefusesNewOnes() {
        kernel.codeAdded(code("one", "1.0.0"));
        Connector connector = kernel.open(configuration("a"));
        Counter counter = connector.manager(Counter.class);
        get(connector.close());

        assertThat(failure(counter.next())).isInstanceOf(ConnectorClosedException.class);
        assertThat(kernel.find(connector.id())).isEmpty();
        assertThat(get(kernel.open(configuration("a")).manager(Counter.class).next())).isEqualTo(1);
    }

    @Test
    void anIdIsTakenOnce() {
        kernel.open(configuration("a"));
        assertThatThrownBy(() -> kernel.open(configuration("a"))).isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("id: 'a' is taken by another connector");
    }

    @Test
    void nothingIsLostDoubledOrReorderedWhileCodeIsReplacedUnderLoad() {
        List<Counter> counters = new ArrayList<>();
        ManagerCode current = code("v0", "1.0.0");
        kernel.codeAdded(current);
        for (int i = 0; i < 20; i++) {
            counters.add(kernel.open(configuration("c" + i)).manager(Counter.class));
        }
        int calls = 0;
        List<List<CompletionStage<Integer>>> answers = new ArrayList<>();
        counters.forEach(counter -> answers.add(new ArrayList<>()));
        for (int round = 1; round <= 20; round++) {
            for (int n = 0; n < 20; n++, calls++) {
                for (int i = 0; i < counters.size(); i++) {
                    answers.get(i).add(counters.get(i).next());
                }
            }
            ManagerCode next = code("v" + round, "1.0." + round);
            if (round % 2 == 0) {
                kernel.codeRemoved(current);
                kernel.codeAdded(next);
            } else {
                kernel.codeAdded(next);
                kernel.codeRemoved(current);
            }
            current = next;
        }
        for (List<CompletionStage<Integer>> ofOne : answers) {
            assertThat(ofOne).hasSize(calls);
            for (int n = 0; n < calls; n++) {
                assertThat(get(ofOne.get(n))).isEqualTo(n + 1);
            }
        }
        assertThat(kernel.history().updates()).hasSize(20);
    }
}
