/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.session.CallPhase;
import org.sipconnector.api.session.SessionCall;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.subscription.Subscription;
import org.sipconnector.testkit.FakeConnectors;

class ShownCallTest {

    private static final SessionSnapshot DISCONNECTING = with(new SessionCall(CallPhase.DISCONNECTING, Optional.of("600"), false, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

    private final AtomicReference<SessionSnapshot> shown = new AtomicReference<>(DISCONNECTING);
    private Optional<Consumer<SessionSnapshot>> listener = Optional.empty();
    private boolean closed;
    private final FakeConnectors.FakeConnector office = new FakeConnectors().add("office")
            .answer(CallManager.class, "snapshot", CallSnapshot.IDLE)
            .answer(SessionManager.class, "snapshot", (Supplier<SessionSnapshot>) shown::get)
            .answer(SessionManager.class, "subscribe", (Function<List<Object>, Subscription>) this::subscribe);

    private static SessionSnapshot with(SessionCall call) {
        SessionSnapshot idle = SessionSnapshot.IDLE;
        return new SessionSnapshot(1, idle.connection(), call, idle.incoming(), idle.presentation(), idle.autoConnector(), idle.callReconnect(),
                idle.role());
    }

    @SuppressWarnings("unchecked")
    private Subscription subscribe(List<Object> asked) {
        listener = Optional.of((Consumer<SessionSnapshot>) asked.get(0));
        return () -> closed = true;
    }

    @Test
    void whatIsShownAsItIsIsNotWaitedFor() {
        shown.set(SessionSnapshot.IDLE);

        assertThat(ShownCall.upToDate(office)).isCompleted();
        assertThat(listener).isEmpty();
    }

    @Test
    void aCallThatIsOverIsWaitedForUntilItIsShownSo() {
        CompletableFuture<Void> done = ShownCall.upToDate(office);
        listener.orElseThrow().accept(DISCONNECTING);
        assertThat(done).isNotDone();

        shown.set(SessionSnapshot.IDLE);
        listener.orElseThrow().accept(SessionSnapshot.IDLE);
        assertThat(done).isCompleted();
        assertThat(closed).isTrue();
    }
}
