package org.sipconnector.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
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
        ConnectionSnapshot connection = new ConnectionSnapshot(state, Optional.empty(), Optional.empty(),
                Optional.empty(), false, false, Set.of(), Optional.empty());
        return new SessionSnapshot(present.revision() + 1, connection, present.call(), present.incoming(),
                present.presentation(), present.autoConnector(), present.callReconnect(), present.role());
    }

    private void tell(SessionSnapshot before, SessionSnapshot after) {
        List.copyOf(listeners).forEach(each ->
                each.onEvent(ConnectorId.of("c"), new SessionEvent.SnapshotChanged(before, after)));
    }
}
