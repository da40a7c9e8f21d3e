/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;

class SelectedChangesTest {

    private final List<ConnectorListener> listeners = new ArrayList<>();
    private final List<Object> heard = new ArrayList<>();
    private final ConnectorEvents events = new ConnectorEvents((owner, listener, names) -> {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    });
    private SessionSnapshot present = SessionSnapshot.IDLE;

    @Test
    void aSelectorIsToldOnceForOneChangeOfItsValue() {
        subscribe();
        change(ConnectionState.PREPARING);
        change(ConnectionState.CONNECTING);
        change(ConnectionState.ESTABLISHED);

        assertThat(heard).containsExactly(SystemStatus.CONNECTING, SystemStatus.READY_TO_CALL);
    }

    @Test
    void aChangeThatThePresentValueAlreadyContainsIsLeftOut() {
        SessionSnapshot before = present;
        present = with(ConnectionState.ESTABLISHED);
        subscribe();
        tell(before, present);

        assertThat(heard).isEmpty();
    }

    @Test
    void nothingIsHeardAfterTheSubscriptionIsClosed() {
        subscribe().close();
        change(ConnectionState.PREPARING);

        assertThat(heard).isEmpty();
        assertThat(listeners).isEmpty();
    }

    @Test
    void anEqualityThatAlwaysHoldsIsAskedEachTimeWithTheFirstValueAndNothingIsTold() {
        List<Object> asked = new ArrayList<>();
        new SelectedChanges<SystemStatus>(SessionSnapshot::systemStatus, (last, next) -> {
            asked.add(last);
            return true;
        }, heard::add).subscribe(events, () -> present);
        change(ConnectionState.PREPARING);
        change(ConnectionState.ESTABLISHED);

        assertThat(heard).isEmpty();
        assertThat(asked).containsExactly(SystemStatus.DISCONNECTED, SystemStatus.DISCONNECTED);
    }

    @Test
    void aTypedSelectorFollowsItsPartAlone() {
        new SelectedChanges<ConnectionState>(SessionSelectors.CONNECTION_STATUS, Objects::equals, heard::add)
                .subscribe(events, () -> present);
        new SelectedChanges<CallPhase>(SessionSelectors.CALL_STATUS, Objects::equals, heard::add)
                .subscribe(events, () -> present);
        change(ConnectionState.PREPARING);
        change(ConnectionState.PREPARING);

        assertThat(heard).containsExactly(ConnectionState.PREPARING);
    }

    @Test
    void eachSelectorReadsItsPart() {
        SessionSnapshot idle = SessionSnapshot.IDLE;
        assertThat(SessionSelectors.CALL_STATE.apply(idle)).isEqualTo(SessionCall.IDLE);
        assertThat(SessionSelectors.CALL_STATUS.apply(idle)).isEqualTo(CallPhase.IDLE);
        assertThat(SessionSelectors.INCOMING_STATUS.apply(idle)).isEqualTo(idle.incoming().state());
        assertThat(SessionSelectors.PRESENTATION_STATUS.apply(idle)).isEqualTo(idle.presentation().state());
        assertThat(SessionSelectors.AUTO_CONNECTOR_STATUS.apply(idle)).isEqualTo(idle.autoConnector().state());
        assertThat(SessionSelectors.CALL_RECONNECT_STATUS.apply(idle)).isEqualTo(idle.callReconnect().state());
        assertThat(SessionSelectors.IS_IN_CALL.apply(idle)).isFalse();
        assertThat(SessionSelectors.IS_CALL_RECONNECTING.apply(idle)).isFalse();
        assertThat(SessionSelectors.SYSTEM_STATUS.apply(idle)).isEqualTo(SystemStatus.DISCONNECTED);
    }

    /** A lane changes the session, then tells; a client subscribes at any moment between. */
    @Test
    void subscribingWhileTheSessionChangesNeitherMissesNorDoublesAChange() throws Exception {
        for (int round = 0; round < 200; round++) {
            concurrently();
        }
    }

    private void concurrently() throws Exception {
        List<ConnectorListener> told = new CopyOnWriteArrayList<>();
        ConnectorEvents source = new ConnectorEvents((owner, listener, names) -> {
            told.add(listener);
            return () -> told.remove(listener);
        });
        AtomicReference<SessionSnapshot> now = new AtomicReference<>(SessionSnapshot.IDLE);
        List<Long> revisions = new CopyOnWriteArrayList<>();
        CyclicBarrier start = new CyclicBarrier(2);
        Thread lane = new Thread(() -> {
            await(start);
            for (int i = 0; i < 50; i++) {
                SessionSnapshot before = now.get();
                SessionSnapshot after = before.withRevision(before.revision() + 1);
                now.set(after);
                told.forEach(each -> each.onEvent(ConnectorId.of("c"), new SessionEvent.SnapshotChanged(before, after)));
            }
        }, "test-lane");
        lane.start();
        AtomicReference<Long> first = new AtomicReference<>();
        await(start);
        new SelectedChanges<Long>(SessionSnapshot::revision, Objects::equals, revisions::add).subscribe(source, () -> {
            SessionSnapshot present = now.get();
            first.set(present.revision());
            return present;
        });
        lane.join();

        assertThat(revisions).isEqualTo(LongStream.rangeClosed(first.get() + 1, 50).boxed().toList());
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Subscription subscribe() {
        return new SelectedChanges<SystemStatus>(SessionSnapshot::systemStatus, Objects::equals, heard::add)
                .subscribe(events, () -> present);
    }

    private void change(ConnectionState state) {
        SessionSnapshot before = present;
        present = with(state);
        tell(before, present);
    }

    private SessionSnapshot with(ConnectionState state) {
        ConnectionSnapshot connection = new ConnectionSnapshot(state, UserAgentStatus.NONE, Optional.empty(), Optional.empty(), Set.of(),
                Optional.empty());
        return new SessionSnapshot(present.revision() + 1, connection, present.call(), present.incoming(),
                present.presentation(), present.autoConnector(), present.callReconnect(), present.role());
    }

    private void tell(SessionSnapshot before, SessionSnapshot after) {
        List.copyOf(listeners).forEach(each -> each.onEvent(ConnectorId.of("c"), new SessionEvent.SnapshotChanged(before, after)));
    }
}
