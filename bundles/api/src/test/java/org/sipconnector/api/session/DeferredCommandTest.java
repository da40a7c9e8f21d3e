/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeferredCommandTest {

    private final List<Consumer<SessionSnapshot>> listeners = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final DeferredCommand<String> command = new DeferredCommand<>(listener -> {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }, SessionSnapshot::inCall, now -> now.call().phase() == CallPhase.DISCONNECTING, done::add);

    @Test
    void itIsDoneOnceWhenTheSessionIsReady() {
        command.set("present");
        tell(CallPhase.CONNECTING);
        assertThat(done).isEmpty();
        tell(CallPhase.IN_ROOM);
        tell(CallPhase.IN_ROOM);

        assertThat(done).containsExactly("present");
        assertThat(listeners).isEmpty();
    }

    @Test
    void itIsDroppedWhenTheSessionMakesItPointless() {
        command.set("present");
        tell(CallPhase.DISCONNECTING);
        tell(CallPhase.IN_ROOM);

        assertThat(done).isEmpty();
        assertThat(listeners).isEmpty();
    }

    @Test
    void theLatestWishCounts() {
        command.set("first");
        command.set("second");
        tell(CallPhase.IN_ROOM);

        assertThat(done).containsExactly("second");
    }

    @Test
    void nothingIsDoneAfterACancelEvenWhenTheNewsWasOnItsWay() {
        command.set("present");
        Consumer<SessionSnapshot> late = listeners.get(0);
        command.cancel();
        late.accept(in(CallPhase.IN_ROOM));

        assertThat(done).isEmpty();
        assertThat(listeners).isEmpty();
    }

    private void tell(CallPhase phase) {
        List.copyOf(listeners).forEach(each -> each.accept(in(phase)));
    }

    private static SessionSnapshot in(CallPhase phase) {
        SessionSnapshot idle = SessionSnapshot.IDLE;
        return new SessionSnapshot(1, idle.connection(), new SessionCall(phase, Optional.of("600"), false, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()), idle.incoming(),
                idle.presentation(), idle.autoConnector(), idle.callReconnect(), idle.role());
    }
}
