/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.sip.trace.TraceThread;
import org.sipconnector.spi.foundation.EventSink;

/** When a peer is told what its request has come to. */
class ConfirmationsTest {

    private final EmbeddedChannel time = new EmbeddedChannel();
    private final TraceThread traces = new TraceThread();
    private final OwnerEventQueue owner = new OwnerEventQueue(ConnectorId.of("office"), traces);
    private final Confirmations confirmations = new Confirmations(time.eventLoop(), owner);
    private final CompletableFuture<Void> stored = new CompletableFuture<>();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void attach() {
        time.freezeTime();
        owner.attach(new EventSink() {

            @Override
            public void accept(Event event) {
                // nothing happens but what is stored
            }

            @Override
            public CompletionStage<Void> stored(boolean atOnce) {
                return stored;
            }
        });
    }

    @AfterEach
    void close() {
        time.close();
        traces.close();
    }

    private void passes(long millis) {
        time.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        time.runPendingTasks();
    }

    @Test
    void aPeerIsToldOnceItIsStored() {
        confirmations.onceStored(true, () -> told.add("stored"));
        passes(199);
        assertThat(told).isEmpty();

        stored.complete(null);
        passes(0);

        assertThat(told).containsExactly("stored");
        passes(1_000);
        assertThat(told).as("told once").hasSize(1);
    }

    @Test
    void aPeerIsToldSoonThoughItCannotBeStored() {
        confirmations.onceStored(true, () -> told.add("at once"));
        confirmations.onceStored(false, () -> told.add("sometime"));

        passes(200);
        assertThat(told).containsExactly("at once");
        passes(1_799);
        assertThat(told).hasSize(1);
        passes(1);

        assertThat(told).containsExactly("at once", "sometime");
    }

    @Test
    void aPeerIsToldAtOnceWhereNothingIsStored() {
        owner.detach();

        confirmations.onceStored(true, () -> told.add("at once"));

        assertThat(told).containsExactly("at once");
    }

    @Test
    void nothingWaitsWhenAnotherFoundationGoesOn() {
        confirmations.onceStored(true, () -> told.add("before"));

        confirmations.tellAll();

        assertThat(told).containsExactly("before");
        passes(1_000);
        assertThat(told).as("told once").hasSize(1);
    }
}
