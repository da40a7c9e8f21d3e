/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** Engines come and go in one process, as when their bundle is restarted. */
class EngineLifeTest extends NativeTest {

    @Test
    void anEngineThatEndedLeavesNoThreadAndNoFileAndAnotherWorks() {
        Set<String> files = copies();
        for (int life = 0; life < 3; life++) {
            LocalEngine another = new LocalEngine(SERVICES, new SystemLibraries());
            Await.reading("the engine is ready", another::health, now -> now.state() == MediaHealth.State.READY);
            long threads = threads();
            TestPeer caller = new TestPeer(another).with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            try (TestPeer callee = new TestPeer(engine)) {
                caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
                callee.awaitMoreFrames();
                another.close();
                assertThat(caller.ears.await(MediaEvent.MediaEngineLost.class).reason()).contains("ended");
            }
            Await.until("threads end", () -> threads() < threads);
            another.createOffer(caller.id, "late", false);
            another.collectStatistics(caller.id, "late");
            assertThat(another.health().state()).isEqualTo(MediaHealth.State.UNAVAILABLE);
            assertThat(another.statistics().peers() + another.statistics().sources()).isZero();
        }
        Await.until("no thread is left", () -> threads() == ownThreads());
        Await.until("no copy of the library is left", () -> files.containsAll(copies()));
    }

    @Test
    void statisticsAskedForBeforeTheLibraryIsThereComeWhenItIs() {
        try (LocalEngine starting = new LocalEngine(SERVICES, new SystemLibraries())) {
            TestPeer early = new TestPeer(starting).with(TestPeer.tone("audio"));
            starting.collectStatistics(early.id, "early");
            assertThat(early.ears.await(MediaEvent.StatisticsCollected.class).request()).isEqualTo("early");
            assertThat(early.failure()).isEmpty();
        }
    }

    @Test
    void anOwnerWithoutAKernelIsToldOfItsLossByTheNextEngine() {
        try (LocalEngine ending = new LocalEngine(SERVICES, new SystemLibraries());
                TestPeer callee = new TestPeer(engine)) {
            TestPeer caller = new TestPeer(ending).with(TestPeer.tone("audio"));
            caller.call(callee, TestPeer.tone("microphone"));
            TestPeer known = new TestPeer(ending);
            ending.detach(caller.owner);

            Map<ConnectorId, Object> left = ending.leave();

            assertThat(left).containsOnlyKeys(caller.owner);
            assertThat(ending.statistics().peers()).isEqualTo(1);
            EventRecorder next = new EventRecorder();
            engine.attach(caller.owner, next);
            engine.takeUp(caller.owner, left.get(caller.owner));
            MediaEvent.MediaEngineLost lost = next.await(MediaEvent.MediaEngineLost.class);
            assertThat(lost.peer()).isEqualTo(caller.id);
            assertThat(lost.blueprint()).isPresent();
            assertThat(caller.ears.all(MediaEvent.MediaEngineLost.class)).isEmpty();
            known.close();
        }
    }

    @Test
    void aConnectionThatIsBeingMadeAgainIsToldToBeLostOnceWithAllThatItTakes() {
        LocalEngine ending = new LocalEngine(SERVICES, new SystemLibraries());
        try (TestPeer callee = new TestPeer(engine)) {
            TestPeer caller = new TestPeer(ending).with(TestPeer.tone("audio"), TestPeer.pattern("camera"));
            caller.call(callee, TestPeer.tone("microphone"), TestPeer.pattern("room"));
            ending.close();
            PeerConnectionState blueprint = caller.ears.await(MediaEvent.MediaEngineLost.class).blueprint().orElseThrow();

            for (boolean loading : new boolean[] {true, false}) {
                LocalEngine next = new LocalEngine(SERVICES, new SystemLibraries());
                if (!loading) {
                    Await.reading("the engine is ready", next::health, now -> now.state() == MediaHealth.State.READY);
                }
                TestPeer again = caller.reopened(next, blueprint);
                next.close();

                assertThat(again.ears.await(MediaEvent.MediaEngineLost.class).blueprint().orElseThrow().lines())
                        .hasSameSizeAs(blueprint.lines());
                assertThat(again.ears.all(MediaEvent.MediaEngineLost.class)).hasSize(1);
            }
        }
    }

    /** Threads of one engine: those of the others have ended. */
    private static long ownThreads() {
        return names().distinct().count();
    }

    private static long threads() {
        return names().count();
    }

    private static Stream<String> names() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("media-"));
    }

    /** What the library unpacks in order to be loaded. */
    private static Set<String> copies() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("libwebrtc-java"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
