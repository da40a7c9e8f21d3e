/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;

/** Where a promise is settled: a client's off the lane, a manager's on it. */
@Timeout(60)
class RepliesTest {

    /** Asks another manager of the lane and answers with what that one answers. */
    public interface Relay {

        CompletionStage<Integer> next();

        CompletionStage<Integer> refused();

        /** With a stage of the manager's own chained to the other's. */
        CompletionStage<Integer> doubled();

        String snapshot();
    }

    record Relayed(ReplyId<Integer> reply) implements Step<Integer> {}

    record State() {}

    static final class Code implements Relay, Manager {

        private final Lane lane;

        Code(Lane lane) {
            this.lane = lane;
            lane.onOutcome(Relayed.class, this::relayed);
        }

        private void relayed(Relayed step, Outcome<Integer> outcome) {
            if (outcome.succeeded()) {
                lane.reply(step.reply()).complete(outcome.value());
            } else {
                lane.reply(step.reply()).fail(outcome.error());
            }
        }

        @Override
        public CompletionStage<Integer> next() {
            return relay(Counter::next);
        }

        @Override
        public CompletionStage<Integer> refused() {
            return relay(Counter::refuse);
        }

        @Override
        public CompletionStage<Integer> doubled() {
            return relay(counter -> counter.next().thenApply(value -> value * 2));
        }

        private CompletionStage<Integer> relay(Function<Counter, CompletionStage<Integer>> operation) {
            lane.expect(operation.apply(lane.manager(Counter.class)), new Relayed(lane.<Integer>reply().id()));
            return lane.reply();
        }

        @Override
        public String snapshot() {
            return "";
        }

        @Override
        public Handover handOver() {
            return Handover.of(1, new State());
        }
    }

    static final class Factory implements ManagerFactory {

        @Override
        public Class<?> api() {
            return Relay.class;
        }

        @Override
        public Object initialSnapshot() {
            return "";
        }

        @Override
        public Manager create(Lane lane) {
            return new Code(lane);
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            return new Code(lane);
        }
    }

    private final ExecutorService lanes = Executors.newFixedThreadPool(2);
    private final ExecutorService clients = Executors.newFixedThreadPool(2);
    private final AtomicInteger toClients = new AtomicInteger();
    private final RealTime time = new RealTime();
    private final AtomicLong ids = new AtomicLong();
    private final Kernel kernel = new Kernel(new LaneRuntime(lanes, task -> {
        toClients.incrementAndGet();
        clients.execute(task);
    }, time, Ids::value, ids::incrementAndGet, Duration.ofSeconds(20), 1_000), (connector, event) -> {}, ConnectorServices.NONE,
            Duration.ZERO, (code, why) -> {});
    private Relay relay;

    @BeforeEach
    void open() {
        kernel.codeAdded(new ManagerCode(new Counter.Factory("1"), Version.parseVersion("1.0.0"), 0, 0, 0, false, false));
        kernel.codeAdded(new ManagerCode(new Factory(), Version.parseVersion("1.0.0"), 1, 0, 0, false, false));
        Connector connector = kernel.open(ConnectorConfiguration.builder("a").server("host").build());
        relay = connector.manager(Relay.class);
        get(relay.next());
        toClients.set(0);
    }

    @AfterEach
    void stop() {
        kernel.stop(Duration.ofSeconds(5));
        lanes.shutdownNow();
        clients.shutdownNow();
        time.close();
    }

    @Test
    void whatAManagerAnswersAnotherStaysOnTheLane() {
        assertThat(get(relay.next())).isEqualTo(2);
        assertThat(toClients).as("promises settled on clients' threads").hasValue(1);
    }

    @Test
    void aRefusalStaysOnTheLaneToo() {
        assertThatThrownBy(() -> get(relay.refused())).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(toClients).as("promises settled on clients' threads").hasValue(1);
    }

    @Test
    void aStageThatAManagerChainedIsSettledOffTheLane() {
        assertThat(get(relay.doubled())).isEqualTo(4);
        assertThat(toClients).as("promises settled on clients' threads").hasValue(2);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
