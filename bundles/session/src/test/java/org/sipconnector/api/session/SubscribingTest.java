/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.kernel.internal.lane.CodeSwitch;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.Timers;
import org.sipconnector.session.SessionManagerFactory;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.StandIn;

/** Clients subscribe from their own threads while the lane, on its own, changes the session. */
class SubscribingTest {

    private static final int CHANGES = 300;
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
            for (int i = 1; i <= CHANGES; i++) {
                session.change(STATES[i % STATES.length]);
            }
            session.settle();
            for (Future<Client> each : subscribed) {
                each.get(20, TimeUnit.SECONDS).check(session.told());
            }
            threads.shutdown();
        }
    }

    /** @param whole the revision a follower of everything began with, and {@code part} that of one of the connection's state */
    private record Client(AtomicLong whole, AtomicLong part, List<Long> revisions, List<ConnectionState> states) {

        void check(List<SessionSnapshot> told) {
            assertThat(revisions).isEqualTo(told.stream().map(SessionSnapshot::revision)
                    .filter(each -> each > whole.get()).toList());
            assertThat(states).isEqualTo(changesAfter(part.get(), told));
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
            changesGoOn();
            listeners.add(listener);
            changesGoOn();
            return () -> listeners.remove(listener);
        });
        private final LaneCore lane = new LaneCore(LaneHarness.standardConfiguration().build(), new LaneRuntime(laneThread,
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

        /** Others are quick: between two steps of a subscription the session changes a few times, unless it is over. */
        private void changesGoOn() {
            long until = Math.min(CHANGES, present().revision() + 3);
            while (present().revision() < until) {
                Thread.onSpinWait();
            }
        }

        void change(ConnectionState state) {
            lane.post(new StandIn.Shown(ConnectionManager.class, new ConnectionSnapshot(state, UserAgentStatus.NONE, Optional.empty(),
                    Optional.empty(), Set.of(), Optional.empty())));
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
            AtomicLong whole = new AtomicLong();
            AtomicLong part = new AtomicLong();
            new SelectedChanges<SessionSnapshot>(now -> now, (last, next) -> last.revision() == next.revision(),
                    now -> revisions.add(now.revision())).subscribe(events, () -> presentFor(whole));
            new SelectedChanges<ConnectionState>(SessionSelectors.CONNECTION_STATUS, Object::equals, states::add)
                    .subscribe(events, () -> presentFor(part));
            return new Client(whole, part, revisions, states);
        }

        private SessionSnapshot presentFor(AtomicLong subscriber) {
            SessionSnapshot now = present();
            subscriber.set(now.revision());
            return now;
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
