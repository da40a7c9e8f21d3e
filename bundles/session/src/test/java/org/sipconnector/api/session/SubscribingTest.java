package org.sipconnector.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.api.Event;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.kernel.internal.CodeSwitch;
import org.sipconnector.kernel.internal.LaneCore;
import org.sipconnector.kernel.internal.LaneRuntime;
import org.sipconnector.kernel.internal.Timers;
import org.sipconnector.session.SessionManagerFactory;
import org.sipconnector.testkit.Stage;
import org.sipconnector.testkit.StandIn;

/** Clients subscribe from their own threads while the lane, on its own, changes the session. */
class SubscribingTest {

    private static final ConnectionState[] STATES = ConnectionState.values();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoSubscribesDuringChangesMissesNoneAndHearsNoneTwice(long seed) throws Exception {
        try (RunningSession session = new RunningSession()) {
            Random random = new Random(seed);
            int clients = 1 + random.nextInt(6);
            ExecutorService threads = Executors.newFixedThreadPool(clients);
            List<Future<Client>> subscribed = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                long after = random.nextInt(200);
                subscribed.add(threads.submit(() -> session.subscribeAtRevision(after)));
            }
            for (int i = 1; i <= 300; i++) {
                session.change(STATES[i % STATES.length]);
            }
            session.settle();
            for (Future<Client> each : subscribed) {
                each.get(20, TimeUnit.SECONDS).check(session.told(), session.present());
            }
            threads.shutdown();
        }
    }

    /** @param before the revision shown when it began to subscribe, and {@code after} when it had */
    private record Client(long before, long after, List<Long> revisions, List<ConnectionState> states) {

        void check(List<SessionSnapshot> told, SessionSnapshot last) {
            Map<Long, ConnectionState> known = new HashMap<>();
            told.forEach(each -> known.put(each.revision(), each.connection().state()));
            long first = revisions.isEmpty() ? last.revision() + 1 : revisions.get(0);
            assertThat(first).isBetween(before + 1, after + 1);
            assertThat(revisions).isEqualTo(told.stream().map(SessionSnapshot::revision).filter(each -> each >= first).toList());
            assertThat(revisions.isEmpty() || revisions.get(revisions.size() - 1) == last.revision()).isTrue();
            List<ConnectionState> possible = changesAfter(before, told);
            for (long start = before + 1; start <= after && !states.equals(possible); start++) {
                possible = changesAfter(start, told);
            }
            assertThat(states).as("told from a revision between %s and %s", before, after).isEqualTo(possible);
        }

        private static List<ConnectionState> changesAfter(long revision, List<SessionSnapshot> told) {
            List<ConnectionState> changes = new ArrayList<>();
            ConnectionState state = told.stream().filter(each -> each.revision() == revision).findFirst()
                    .map(each -> each.connection().state()).orElse(ConnectionState.IDLE);
            for (SessionSnapshot each : told) {
                if (each.revision() > revision && each.connection().state() != state) {
                    state = each.connection().state();
                    changes.add(state);
                }
            }
            return changes;
        }
    }

    /** A session on a lane with a thread of its own; listeners are told on another, each event after the one before. */
    private static final class RunningSession implements AutoCloseable {

        private final ExecutorService laneThread = Executors.newSingleThreadExecutor();
        private final ExecutorService clients = Executors.newSingleThreadExecutor();
        private final Set<ConnectorListener> listeners = ConcurrentHashMap.newKeySet();
        private final List<SessionSnapshot> told = new ArrayList<>();
        private final AtomicLong ids = new AtomicLong();
        private final ConnectorEvents events = new ConnectorEvents((owner, listener, names) -> {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        });
        private final LaneCore lane = new LaneCore(Stage.standardConfiguration().build(), new LaneRuntime(laneThread,
                clients, new NoTimers(), any -> 0.5, ids::incrementAndGet, Duration.ofSeconds(30), 10_000), this::tell);

        RunningSession() {
            lane.onLane(() -> CodeSwitch.arrive(lane, new StandIn(ConnectionManager.class, ConnectionSnapshot.IDLE)));
            lane.onLane(() -> CodeSwitch.arrive(lane, new SessionManagerFactory()));
            settle();
        }

        private void tell(Event event) {
            if (event instanceof SessionEvent.SnapshotChanged changed) {
                told.add(changed.current());
                List<ConnectorListener> now = List.copyOf(listeners);
                clients.execute(() -> now.forEach(each -> each.onEvent(lane.id(), event)));
            }
        }

        void change(ConnectionState state) {
            lane.post(new StandIn.Shown(ConnectionManager.class, new ConnectionSnapshot(state, Optional.empty(),
                    Optional.empty(), Optional.empty(), false, false, Set.of(), Optional.empty())));
        }

        /** Everything posted has been worked off, and everybody told. */
        void settle() {
            for (ExecutorService executor : List.of(laneThread, laneThread, clients)) {
                CountDownLatch reached = new CountDownLatch(1);
                Runnable reach = reached::countDown;
                if (executor == laneThread) {
                    whenLaneIsEmpty(reach);
                } else {
                    executor.execute(reach);
                }
                await(reached);
            }
        }

        private void whenLaneIsEmpty(Runnable then) {
            laneThread.execute(() -> {
                if (lane.waiting() == 0) {
                    then.run();
                } else {
                    whenLaneIsEmpty(then);
                }
            });
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        SessionSnapshot present() {
            return lane.proxy(SessionManager.class).snapshot();
        }

        List<SessionSnapshot> told() {
            return told;
        }

        Client subscribeAtRevision(long revision) {
            while (present().revision() < revision) {
                Thread.onSpinWait();
            }
            List<Long> revisions = new ArrayList<>();
            List<ConnectionState> states = new ArrayList<>();
            long before = present().revision();
            new SelectedChanges<SessionSnapshot>(now -> now, (last, next) -> last.revision() == next.revision(),
                    now -> revisions.add(now.revision())).subscribe(events, this::present);
            new SelectedChanges<ConnectionState>(SessionSelectors.CONNECTION_STATUS, Object::equals, states::add)
                    .subscribe(events, this::present);
            long after = present().revision();
            return new Client(before, after, revisions, states);
        }

        @Override
        public void close() {
            laneThread.shutdown();
            clients.shutdown();
        }
    }

    private static final class NoTimers implements Timers {

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Runnable schedule(Duration after, Runnable task) {
            return () -> {};
        }
    }
}
