package org.sipconnector.standby;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.foundation.EventSink;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.standby.HeldConnector;
import org.sipconnector.api.standby.HeldKernel;
import org.sipconnector.api.standby.Promise;

class StandbyTest {

    private final BlockingQueue<String> released = new LinkedBlockingQueue<>();
    private final CompletableFuture<Object> promised = new CompletableFuture<>();
    private final StandbyComponent standby = new StandbyComponent(Duration.ofSeconds(1));

    StandbyTest() {
        standby.addFoundation(new Foundation() {
            @Override
            public void attach(ConnectorId owner, EventSink sink) {}

            @Override
            public void detach(ConnectorId owner) {}

            @Override
            public void release(ConnectorId owner) {
                released.add(owner.value());
            }
        });
    }

    private HeldKernel kernel() {
        Promise promise = new Promise("reply-1", (value, error) -> promised.completeExceptionally(error));
        HeldConnector connector = new HeldConnector(ConnectorConfiguration.builder("office").server("host").build(),
                List.of(), Map.of(), List.of(promise));
        return new HeldKernel("1.0.0", Instant.now(), Map.of(), List.of(), List.of(connector));
    }

    @Test
    void whatIsHeldIsGivenOnce() {
        HeldKernel kernel = kernel();
        standby.hold(kernel);

        assertThat(standby.take()).contains(kernel);
        assertThat(standby.take()).isEmpty();
        assertThat(released).isEmpty();
    }

    @Test
    void connectorsThatNoKernelTakesUpAreEndedAfterTheLimit() throws Exception {
        standby.hold(kernel());

        assertThat(released.poll(20, TimeUnit.SECONDS)).isEqualTo("office");
        assertThat(promised).failsWithin(Duration.ofSeconds(20)).withThrowableThat()
                .withCauseInstanceOf(ConnectorClosedException.class);
        assertThat(standby.take()).isEmpty();
    }

    @Test
    void connectorsAreEndedWhenTheStandbyStops() {
        standby.hold(kernel());

        standby.stop();

        assertThat(released).containsExactly("office");
        assertThat(promised).isCompletedExceptionally();
    }
}
