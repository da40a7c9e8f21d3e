/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.sipconnector.api.ConfigurationChanged;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.lane.LaneSink;
import org.sipconnector.kernel.internal.store.KernelStore;
import org.sipconnector.kernel.internal.store.MemoryStore;
import org.sipconnector.kernel.internal.store.StoredConnector;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.kernel.internal.time.RealTime;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.standby.HeldMessage;

/** What connectors are is in the store a moment later, so that a process may end without a word. */
@Timeout(60)
class WriteBehindTest {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Set<String> CONTRACTS = Set.of("org.example.Phones");
    private static final ConnectorId OFFICE = new ConnectorId("office");

    private final MemoryStore store = new MemoryStore();
    private final AtomicReference<Object> foundation = new AtomicReference<>("two calls");
    private final AtomicReference<ConnectorId> unanswered = new AtomicReference<>();
    private final AtomicReference<Duration> pause = new AtomicReference<>(PAUSE);
    private final AtomicLong ids = new AtomicLong();
    private final RealTime time = new RealTime();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final WriteBehind writing = new WriteBehind(() -> Optional.of(store), this::copies, pause::get,
            new WriteBehind.Patience(Duration.ofMillis(10), Duration.ofMillis(20)));
    private final Kernel kernel = new Kernel(
            new LaneRuntime(threads, threads, time, Ids::value, ids::incrementAndGet, Duration.ofSeconds(60), 1_000), (id, event) -> {},
            new KeptServices(ConnectorServices.NONE, writing), Duration.ofSeconds(60), (code, why) -> {});

    private final ManagerCode code = new ManagerCode(new Clerk.Factory(), new Version(1, 0, 0), 0, 1, 1, false, false);

    private CompletionStage<Map<Set<String>, Object>> copies(ConnectorId connector) {
        return connector.equals(unanswered.get())
                ? new CompletableFuture<>()
                : CompletableFuture.completedStage(Map.of(CONTRACTS, foundation.get()));
    }

    @BeforeEach
    void begin() {
        kernel.codeAdded(code);
    }

    @AfterEach
    void end() {
        writing.freeze();
        kernel.stop(Duration.ofSeconds(10));
        threads.shutdown();
        time.close();
    }

    private Connector open(String id) {
        return kernel.open(ConnectorConfiguration.builder(id).server("host").build());
    }

    private static void hears(Connector connector, int number) {
        ((OpenConnector) connector).lane().post(new Clerk.Numbered(number));
    }

    private static StoredConnector stored(byte[] bytes) {
        return StoredConnector.fromBytes(bytes, name -> Optional.of(Clerk.class));
    }

    /** What another process makes of the store as it is now. */
    private List<Integer> numbers(String id) {
        byte[] bytes = store.kept.get(id);
        if (bytes == null) {
            return List.of();
        }
        return Handover.fromBytes(stored(bytes).held().managers().get(0).state()).as(Clerk.State.class).numbers();
    }

    @Test
    void whatHappenedIsThereForAnotherProcessThoughThisOneSaysNothing() {
        Connector office = open("office");
        writing.begin();
        hears(office, 7);
        hears(office, 8);

        store.await(() -> numbers("office").equals(List.of(7, 8)));
        assertThat(stored(store.kept.get("office")).left()).isEqualTo(Map.of(CONTRACTS, "two calls"));
    }

    @Test
    void theFirstOfManyDoNotWaitForTheLast() {
        IntStream.range(0, 100).forEach(number -> open("c" + number));
        writing.begin();

        store.await(() -> store.kept.size() == 100);
        assertThat(store.largest()).isLessThan(40);
    }

    @Test
    void aKernelThatEndsWritesAtOnce() {
        pause.set(Duration.ofMinutes(5));
        writing.begin();
        Connector office = open("office");
        hears(office, 7);
        office.manager(Clerk.class).id().toCompletableFuture().join();

        writing.flush();

        assertThat(numbers("office")).isEqualTo(List.of(7));
        assertThat(writing.keeps()).isTrue();
    }

    /** The next kernel may have another API: what waits for absent code is copied as it is left. */
    @Test
    void whatALaneHasThatCouldTellNothingIsCopiedWhenItIsLeft() {
        writing.begin();
        Connector office = open("office");
        open("home");
        hears(office, 7);
        writing.flush();
        kernel.codeRemoved(code);
        Event missed = new ConfigurationChanged(office.configuration(), office.configuration());
        ((OpenConnector) office).lane().post(missed);
        writing.flush();
        writing.freeze();

        foundation.set("one call");
        kernel.handover().leave("1.0.0", Map.of(), held -> KernelStore.copy(store, held, writing.unkept(), this::copies, Instant.now()),
                Runnable::run);

        assertThat(stored(store.kept.get("office")).events()).extracting(HeldMessage.Posted::event).containsExactly(missed);
        assertThat(stored(store.kept.get("office")).left()).isEqualTo(Map.of(CONTRACTS, "one call"));
    }

    @Test
    void whoMustBeSureGoesOnOnceItIsWritten() {
        pause.set(Duration.ofMinutes(5));
        writing.begin();
        Connector office = open("office");
        writing.flush();
        hears(office, 7);

        office.manager(Clerk.class).note(8).toCompletableFuture().join();
        assertThat(numbers("office")).isEqualTo(List.of(7, 8));
        office.manager(Clerk.class).note(9).toCompletableFuture().join();
        assertThat(numbers("office")).isEqualTo(List.of(7, 8, 9));
    }

    @Test
    void aFoundationIsSureOfWhatHasComeOfAnEventOnceItIsWritten() {
        pause.set(Duration.ofMinutes(5));
        writing.begin();
        Connector office = open("office");
        writing.flush();
        EventSink sink = new LaneSink(((OpenConnector) office).lane());
        sink.accept(new Clerk.Numbered(7));

        CompletionStage<Void> sometime = sink.stored(false);
        sink.stored(true).toCompletableFuture().join();

        assertThat(numbers("office")).isEqualTo(List.of(7));
        sometime.toCompletableFuture().join();
    }

    @Test
    void aFoundationWaitsForNoWritingWhereNothingIsWritten() {
        Connector office = open("office");
        EventSink sink = new LaneSink(((OpenConnector) office).lane());

        sink.stored(false).toCompletableFuture().join();
    }

    @Test
    void whereNothingIsWrittenAFoundationWaitsForNoCodeEither() {
        pause.set(Duration.ZERO);
        writing.begin();
        Connector office = open("office");
        hears(office, 1);
        kernel.codeRemoved(code);

        assertThat(new LaneSink(((OpenConnector) office).lane()).stored(true).toCompletableFuture()).isDone();
    }

    @Test
    void aFoundationThatWaitsIsAnsweredSoonHoweverRarelyIsWritten() {
        pause.set(Duration.ofMinutes(5));
        writing.begin();
        Connector office = open("office");
        writing.flush();
        hears(office, 7);
        new LaneSink(((OpenConnector) office).lane()).stored(false).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();

        assertThat(numbers("office")).containsExactly(7);
    }

    @Test
    void whoMustBeSureGoesOnAllTheSameWhereNothingCanBeWritten() {
        pause.set(Duration.ofMinutes(5));
        Connector office = open("office");
        office.manager(Clerk.class).note(1).toCompletableFuture().join();
        writing.begin();
        writing.flush();

        unanswered.set(OFFICE);
        office.manager(Clerk.class).note(2).toCompletableFuture().join();
        unanswered.set(null);
        store.full = true;
        office.manager(Clerk.class).note(3).toCompletableFuture().join();
        office.manager(Clerk.class).note(4).toCompletableFuture().join();
        writing.freeze();
        office.manager(Clerk.class).note(5).toCompletableFuture().join();

        assertThat(office.manager(Clerk.class).snapshot().numbers()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void allAreAskedBeforeAnyIsWaitedFor() {
        CompletableFuture<Map<Set<String>, Object>> whenAllAreAsked = new CompletableFuture<>();
        Set<ConnectorId> asked = ConcurrentHashMap.newKeySet();
        WriteBehind together = new WriteBehind(() -> Optional.of(store), id -> {
            asked.add(id);
            if (asked.size() == 3) {
                whenAllAreAsked.complete(Map.of());
            }
            return whenAllAreAsked;
        }, () -> Duration.ofMinutes(5), WriteBehind.Patience.STANDARD);
        for (String id : List.of("a", "b", "c")) {
            together.opened(((OpenConnector) open(id)).lane());
        }
        together.begin();

        together.flush();
        together.freeze();

        assertThat(store.kept.keySet()).containsExactly("a", "b", "c");
    }

    @Test
    void oneWhoseLaneIsBusyLeavesFoundationsTheirTimeToAnswerForTheOthers() {
        AtomicInteger asked = new AtomicInteger();
        WriteBehind together = new WriteBehind(() -> Optional.of(store), id -> {
            asked.incrementAndGet();
            CompletableFuture<Map<Set<String>, Object>> answer = new CompletableFuture<>();
            time.schedule(Duration.ofMillis(300), () -> answer.complete(Map.of()));
            return answer;
        }, () -> Duration.ofMinutes(5), WriteBehind.Patience.STANDARD);
        CountDownLatch message = new CountDownLatch(1);
        LaneCore busy = ((OpenConnector) open("busy")).lane();
        busy.onLane(() -> await(message));
        together.opened(busy);
        together.opened(((OpenConnector) open("office")).lane());

        together.begin();

        store.await(() -> store.kept.keySet().equals(Set.of("office")));
        assertThat(asked).as("attempts").hasValue(1);
        message.countDown();
        together.freeze();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nothingIsKeptWhereWritingIsSwitchedOff() {
        pause.set(Duration.ZERO);
        writing.begin();
        open("office");

        writing.flush();

        assertThat(store.kept).isEmpty();
        assertThat(writing.keeps()).isFalse();
    }

    @Test
    void whatLeavesEverythingAsItWasIsNotWritten() {
        Connector office = open("office");
        writing.begin();
        hears(office, 7);
        store.await(() -> numbers("office").equals(List.of(7)));
        int before = store.writings("office");

        office.manager(Clerk.class).id().toCompletableFuture().join();
        // written in turn, so that whatever came of the former is over
        hears(open("other"), 1);
        store.await(() -> numbers("other").equals(List.of(1)));

        assertThat(store.writings("office")).isEqualTo(before);
    }

    @Test
    void whatChangedInAFoundationAloneIsWrittenWithTheNextMessage() {
        Connector office = open("office");
        writing.begin();
        store.await(() -> store.kept.containsKey("office"));

        foundation.set("one call");
        office.manager(Clerk.class).id().toCompletableFuture().join();

        store.await(() -> stored(store.kept.get("office")).left().equals(Map.of(CONTRACTS, "one call")));
    }

    @Test
    void aConnectorThatIsClosedOrOfAnotherTimeIsKeptNoLonger() {
        store.kept.put("of-another-time", new byte[] {1});
        Connector office = open("office");
        writing.begin();
        store.await(() -> store.kept.keySet().equals(Set.of("office")));

        office.close().toCompletableFuture().join();
        store.await(store.kept::isEmpty);
    }

    @Test
    void aStoreThatFailsIsTriedAgainAndSaidMeanwhile() {
        store.full = true;
        Connector office = open("office");
        writing.begin();
        store.await(() -> writing.problem().isPresent());
        assertThat(writing.problem().orElseThrow()).contains("the disk is full");
        hears(office, 7);

        store.full = false;

        store.await(() -> numbers("office").equals(List.of(7)));
        store.await(() -> writing.problem().isEmpty());
    }

    @Test
    void whoIsBehindAndForHowLongIsToldUntilAllIsWritten() {
        Connector office = open("office");
        writing.begin();
        store.await(() -> writing.lag().orElseThrow().connectors() == 0);
        assertThat(writing.lag().orElseThrow().lag()).isZero();

        store.full = true;
        hears(office, 7);
        store.await(() -> writing.lag().orElseThrow().lag().compareTo(Duration.ofMillis(50)) > 0);
        assertThat(writing.lag().orElseThrow().connectors()).isOne();
        store.full = false;

        store.await(() -> writing.lag().orElseThrow().lag().isZero());
        pause.set(Duration.ZERO);
        assertThat(writing.lag()).as("nothing is kept, so nothing is behind").isEmpty();
    }

    @Test
    void afterAFailureAllIsWrittenAgainSinceTheStoreMayBeAnother() {
        Connector office = open("office");
        Connector other = open("other");
        writing.begin();
        store.await(() -> store.kept.keySet().equals(Set.of("office", "other")));

        store.full = true;
        hears(office, 7);
        store.await(() -> writing.problem().isPresent());
        store.kept.clear();
        store.full = false;

        store.await(() -> store.kept.keySet().equals(Set.of("office", "other")));
        assertThat(kernel.find(other.id())).isPresent();
    }

    @Test
    void oneThatDoesNotAnswerHoldsNobodyUp() {
        open("slow");
        Connector office = open("office");
        writing.begin();
        store.await(() -> store.kept.keySet().equals(Set.of("office", "slow")));
        unanswered.set(new ConnectorId("slow"));

        hears(kernel.find(new ConnectorId("slow")).orElseThrow(), 1);
        hears(office, 7);
        store.await(() -> numbers("office").equals(List.of(7)));
        assertThat(numbers("slow")).isEmpty();

        unanswered.set(null);
        store.await(() -> numbers("slow").equals(List.of(1)));
    }

    @Test
    void afterAFreezeTheStoreStaysAsItIsAndAfterAnEndItIsEmpty() {
        Connector office = open("office");
        writing.begin();
        hears(office, 7);
        store.await(() -> numbers("office").equals(List.of(7)));

        writing.freeze();
        hears(office, 8);
        office.close().toCompletableFuture().join();
        assertThat(numbers("office")).containsExactly(7);
    }

    @Test
    void beforeAllConnectorsAreKnownNothingIsForgotten() {
        store.kept.put("later", new byte[] {1});
        Connector office = open("office");
        hears(office, 7);
        office.manager(Clerk.class).id().toCompletableFuture().join();
        assertThat(store.kept.keySet()).containsExactly("later");

        open("later");
        writing.begin();

        store.await(() -> numbers("office").equals(List.of(7)));
        assertThat(store.kept.keySet()).containsExactly("later", "office");
    }

    @Test
    void whileNothingIsWrittenTheProcessIsNotSaidToBeAtWork() {
        open("office");
        writing.begin();
        store.await(() -> store.lastAlive().isPresent());

        store.full = true;
        hears(kernel.find(OFFICE).orElseThrow(), 7);
        store.await(() -> writing.problem().isPresent());
        store.forgetAlive();
        int before = store.failures();
        store.await(() -> store.failures() > before + 3);
        assertThat(store.lastAlive()).isEmpty();

        store.full = false;
        store.await(() -> store.lastAlive().isPresent());
    }

    @Test
    void connectorsThatEndAreNotKept() {
        open("office");
        writing.begin();
        store.await(() -> store.kept.containsKey("office"));

        writing.end();

        assertThat(store.kept).isEmpty();
        kernel.find(OFFICE).orElseThrow().close().toCompletableFuture().join();
        assertThat(store.kept).isEmpty();
    }

    @Test
    void withoutAPauseNothingIsWrittenAndNothingOfBeforeStays() {
        store.kept.put("of-another-time", new byte[] {1});
        pause.set(Duration.ZERO);
        Connector office = open("office");
        writing.begin();
        store.await(store.kept::isEmpty);
        hears(office, 7);
        assertThat(store.writings("office")).isZero();

        pause.set(PAUSE);

        store.await(() -> numbers("office").equals(List.of(7)));
        pause.set(Duration.ZERO);

        store.await(store.kept::isEmpty);
    }
}
