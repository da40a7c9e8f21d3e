/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.listener.ConnectorListener;

class ConnectorEventsTest {

    record Rung(int times) implements Event {}

    record Hung() implements Event {}

    private final List<ConnectorListener> listeners = new ArrayList<>();
    private final List<Event> heard = new ArrayList<>();
    private final ConnectorEvents events = new ConnectorEvents((owner, listener, names) -> {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    });

    private void tell(Event event) {
        List.copyOf(listeners).forEach(listener -> listener.onEvent(ConnectorId.of("c"), event));
    }

    @Test
    void aHandlerHearsItsTypeUntilItsSubscriptionIsClosed() {
        Subscription subscription = events.on(Rung.class, heard::add);
        tell(new Rung(1));
        tell(new Hung());
        tell(new Rung(2));
        subscription.close();
        subscription.close();
        tell(new Rung(3));

        assertThat(heard).containsExactly(new Rung(1), new Rung(2));
        assertThat(listeners).isEmpty();
    }

    @Test
    void onceHearsOneAndIsGoneBeforeTheHandlerRuns() {
        events.once(Rung.class, event -> {
            assertThat(listeners).isEmpty();
            heard.add(event);
            tell(new Rung(9));
        });
        tell(new Hung());
        tell(new Rung(1));
        tell(new Rung(2));

        assertThat(heard).containsExactly(new Rung(1));
    }

    @Test
    void theFirstOfSeveralWinsExactlyOnce() {
        events.onceRace(List.of(Rung.class, Hung.class), heard::add);
        tell(new Hung());
        tell(new Rung(1));

        assertThat(heard).containsExactly(new Hung());
        assertThat(listeners).isEmpty();
    }

    @Test
    void waitersForTheSameEventAreIndependent() {
        CompletableFuture<Rung> first = events.waitFor(Rung.class);
        CompletableFuture<Rung> second = events.waitFor(Rung.class);
        first.cancel(false);
        tell(new Rung(1));

        assertThat(first).isCancelled();
        assertThat(second).isCompletedWithValue(new Rung(1));
        assertThat(listeners).isEmpty();
    }

    @Test
    void aStageWaitsForANameToo() {
        CompletableFuture<Event> next = events.waitFor("call:*");
        tell(new Rung(1));
        tell(new Rung(2));

        assertThat(next).isCompletedWithValue(new Rung(1));
        assertThat(listeners).isEmpty();
    }

    @Test
    void nothingIsSubscribedWithoutATypeANameOrAHandler() {
        Stream.<ThrowingCallable>of(() -> events.on((Class<Rung>) null, heard::add), () -> events.on(Rung.class, null),
                () -> events.on((String) null, heard::add), () -> events.on("call:*", null), () -> events.once((Class<Rung>) null, heard::add),
                () -> events.once(Rung.class, null), () -> events.once((String) null, heard::add), () -> events.once("call:*", null),
                () -> events.onceRace(null, heard::add), () -> events.onceRace(Collections.singletonList(null), heard::add),
                () -> events.onceRace(List.of(Rung.class), null), () -> events.waitFor((Class<Rung>) null),
                () -> events.waitFor((String) null)).forEach(
                        subscribing -> assertThatThrownBy(subscribing)
                                .isInstanceOf(IllegalArgumentException.class).hasMessageMatching("ConnectorEvents: '.*' must not be null"));
        assertThat(listeners).isEmpty();
    }

    @Test
    void aClosedRaceHearsNothing() {
        events.onceRace(List.of(Rung.class, Hung.class), heard::add).close();
        tell(new Hung());

        assertThat(heard).isEmpty();
        assertThat(listeners).isEmpty();
    }
}
