/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.cluster.ConnectorElsewhereException;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.Ids;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.store.StoredConnector;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.kernel.internal.time.RealTime;
import org.sipconnector.spi.cluster.KeptConnector;

/** Single connectors come to a kernel from another process, and leave it. */
@Timeout(60)
class RelocationTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ConnectorId OFFICE = ConnectorId.of("office");
    private static final ConnectorConfiguration CONFIGURED = ConnectorConfiguration.builder("office").server("host").build();

    private final AtomicLong ids = new AtomicLong();
    private final Running here = new Running();
    private final Running there = new Running();

    /** A kernel of a process that shares connectors with others. */
    private final class Running {
        final ExecutorService lanes = Executors.newFixedThreadPool(2);
        final ExecutorService clients = Executors.newFixedThreadPool(2);
        final RealTime time = new RealTime();
        final Kernel kernel = new Kernel(new LaneRuntime(lanes, clients, time, Ids::value, ids::incrementAndGet, LONG, 1_000),
                (id, event) -> {}, ConnectorServices.NONE, LONG, (code, why) -> {});
        final ConfiguredConnectors configured = new ConfiguredConnectors(kernel, () -> true);
        final WriteBehind writing = new WriteBehind(Optional::empty, id -> CompletableFuture.completedStage(Map.of()), () -> Duration.ZERO,
                WriteBehind.Patience.STANDARD);
        /** What foundations do when they are to leave their part. */
        Supplier<CompletionStage<Map<Set<String>, Object>>> leaving = () -> CompletableFuture.completedStage(Map.of());
        /** What they do when they are to take it up. */
        Runnable takingUp = () -> {};
        final Relocation relocation = new Relocation(kernel, configured,
                new Relocation.Parts(id -> leaving.get(), (id, left) -> takingUp.run(), clients), writing,
                bytes -> StoredConnector.fromBytes(bytes, name -> Optional.of(Clerk.class)), Instant::now, () -> LONG);

        Running() {
            kernel.codeAdded(new ManagerCode(new Clerk.Factory(), Version.parseVersion("1.0.0"), 0, 0, 0, false, false));
            configured.configure(CONFIGURED);
        }

        Clerk clerk() {
            return kernel.find(OFFICE).orElseThrow().manager(Clerk.class);
        }

        void end() throws InterruptedException {
            kernel.stop(LONG);
            writing.end();
            lanes.shutdown();
            assertThat(lanes.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            clients.shutdown();
            time.close();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        here.end();
        there.end();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static void assertRefused(CompletionStage<?> stage, String why) {
        assertThatThrownBy(() -> get(stage)).isInstanceOf(CompletionException.class).cause().isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    private static Optional<KeptConnector> kept(byte[] content) {
        return Optional.of(new KeptConnector(content, Duration.ZERO, Duration.ZERO));
    }

    private static void hears(Running kernel, int number) {
        kernel.kernel.opened(OFFICE).orElseThrow().lane().post(new Clerk.Numbered(number));
    }

    @Test
    void aConnectorBeginsOnlyWhenItIsGivenToThisProcess() {
        assertThat(here.kernel.all()).isEmpty();
        assertThat(here.relocation.configured()).hasSize(1);

        here.relocation.begin(OFFICE, Optional.empty());

        assertThat(here.relocation.here()).containsExactly(OFFICE);
        assertThat(here.clerk().snapshot().numbers()).isEmpty();
    }

    @Test
    void itGoesOnElsewhereAsItWas() {
        here.relocation.begin(OFFICE, Optional.empty());
        hears(here, 7);
        get(here.clerk().id());
        assertThat(here.clerk().snapshot().numbers()).containsExactly(7);

        byte[] left = get(here.relocation.leave(OFFICE));
        assertThat(here.relocation.here()).isEmpty();
        there.relocation.begin(OFFICE, kept(left));

        Clerk atWork = there.clerk();
        there.relocation.begin(OFFICE, Optional.empty());
        hears(there, 8);
        get(atWork.id());
        assertThat(atWork.snapshot().numbers()).as("it is at work and does not begin again").containsExactly(7, 8);
    }

    @Test
    void whoAsksAConnectorThatHasLeftHearsThatItIsElsewhere() {
        here.relocation.begin(OFFICE, Optional.empty());
        Clerk held = here.clerk();
        get(here.relocation.leave(OFFICE));

        assertThatThrownBy(() -> get(held.id())).cause().isInstanceOf(ConnectorElsewhereException.class).hasMessageContaining("office");
    }

    @Test
    void whatIsNotHereCannotBeLeft() {
        assertRefused(here.relocation.leave(OFFICE), "it is not at work here");
    }

    @Test
    void whatIsComingCannotBeLeftYetAndComes() {
        here.relocation.begin(OFFICE, Optional.empty());
        byte[] left = get(here.relocation.leave(OFFICE));
        List<CompletionStage<byte[]>> tried = new ArrayList<>();
        there.takingUp = () -> tried.add(there.relocation.leave(OFFICE));

        there.relocation.begin(OFFICE, kept(left));

        assertRefused(tried.get(0), "it is not at work here");
        assertThat(there.relocation.here()).containsExactly(OFFICE);
        assertThat(get(there.relocation.leave(OFFICE))).isNotEmpty();
    }

    @Test
    void whatFoundationsCannotLeaveIsLostAndTheConnectorIsNotHereAnyMore() {
        here.relocation.begin(OFFICE, Optional.empty());
        here.leaving = () -> CompletableFuture.failedStage(new IllegalArgumentException("no part"));

        assertThatThrownBy(() -> get(here.relocation.leave(OFFICE))).hasCauseInstanceOf(IllegalArgumentException.class);

        assertThat(here.relocation.here()).isEmpty();
        here.relocation.begin(OFFICE, Optional.empty());
        assertThat(here.relocation.here()).as("it can begin again").containsExactly(OFFICE);
    }

    /** It hands nothing over. */
    private record Mute() implements Asker, Manager {

        @Override
        public CompletionStage<String> ask(CompletionStage<String> other, String question) {
            return other;
        }

        @Override
        public String snapshot() {
            return "at work";
        }

        @Override
        public Handover handOver() {
            throw new IllegalStateException("the state cannot be told");
        }
    }

    private record MuteFactory() implements ManagerFactory {

        @Override
        public Class<?> api() {
            return Asker.class;
        }

        @Override
        public Object initialSnapshot() {
            return "";
        }

        @Override
        public Manager create(Lane lane) {
            return new Mute();
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            return new Mute();
        }
    }

    private void cannotTellItsState() {
        here.kernel.codeAdded(new ManagerCode(new MuteFactory(), Version.parseVersion("1.0.0"), 0, 0, 0, false, false));
        here.relocation.begin(OFFICE, Optional.empty());
    }

    @Test
    void whatCannotTellItsStateGoesOnHere() {
        cannotTellItsState();

        assertRefused(here.relocation.leave(OFFICE), "it cannot tell its state");

        assertThat(here.relocation.here()).containsExactly(OFFICE);
        hears(here, 7);
        get(here.clerk().id());
        assertThat(here.clerk().snapshot().numbers()).containsExactly(7);
    }

    @Test
    void whatIsAnotherProcesssEndsThoughItCannotTellItsState() {
        cannotTellItsState();

        get(here.relocation.abandon(OFFICE));

        assertThat(here.relocation.here()).isEmpty();
    }

    @Test
    void whatCannotBeReadBeginsAnew() {
        there.relocation.begin(OFFICE, kept(new byte[] {1, 2, 3}));

        assertThat(there.clerk().snapshot().numbers()).isEmpty();
    }

    @Test
    void aKernelThatHasLeftAllToTheNextMovesNothing() {
        here.relocation.begin(OFFICE, Optional.empty());
        here.kernel.handover().leave("1.0.0", Map.of());

        assertThat(here.relocation.isAtWork()).isFalse();
        assertRefused(here.relocation.leave(OFFICE), "the next kernel has it");
        here.relocation.begin(OFFICE, Optional.empty());
        assertThat(here.kernel.all()).isEmpty();
    }

    @Test
    void aConfigurationThatComesWhileItIsAwayIsTheOneItGoesOnWith() {
        here.relocation.begin(OFFICE, Optional.empty());
        byte[] left = get(here.relocation.leave(OFFICE));
        there.configured.configure(ConnectorConfiguration.builder("office").server("another").build());

        there.relocation.begin(OFFICE, kept(left));

        assertThat(there.kernel.find(OFFICE).orElseThrow().configuration().server()).isEqualTo("another");
    }

    @Test
    void whatNobodyIsConfiguredForEnds() {
        here.relocation.begin(OFFICE, Optional.empty());
        here.configured.remove(OFFICE);
        assertThat(here.relocation.here()).as("whoever shares it out ends it").containsExactly(OFFICE);

        here.relocation.close(OFFICE);

        assertThat(here.relocation.here()).isEmpty();
    }
}
