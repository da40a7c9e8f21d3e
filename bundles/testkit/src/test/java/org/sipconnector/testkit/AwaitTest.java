/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Event;

/** What is awaited, and what is said when it does not come. */
class AwaitTest {

    private record Rung(String name, int times) implements Event {}

    private final EventRecorder recorder = new EventRecorder();

    @Test
    void anErrorSaysWhatWasAwaitedAndWhatWasThere() {
        assertThatThrownBy(() -> Await.within(Duration.ZERO, "the call ends", () -> false, () -> List.of("one dialog")))
                .isInstanceOf(AssertionError.class).hasMessage("not within 0 s: the call ends; instead: [one dialog]");
    }

    @Test
    void theReadingThatIsAsWantedIsGiven() {
        assertThat(Await.<Integer>reading("it has been read three times", new AtomicInteger()::incrementAndGet, times -> times == 3)).isEqualTo(3);
    }

    @Test
    void anEventWakesWhoWaitsForIt() {
        CompletableFuture<Rung> second = CompletableFuture.supplyAsync(() -> recorder.await(Rung.class, rung -> rung.times() == 2));
        recorder.accept(new Rung("rung", 1));
        recorder.accept(new Rung("rung", 2));
        assertThat(second.join().times()).isEqualTo(2);
    }

    @Test
    void theNextEventIsOneAfterThoseTaken() {
        recorder.accept(new Rung("rung", 1));
        recorder.accept(new Rung("rung", 2));
        assertThat(recorder.next(Rung.class).times()).isEqualTo(1);
        assertThat(recorder.next(Rung.class).times()).isEqualTo(2);
        assertThat(recorder.await(Rung.class).times()).isEqualTo(1);
    }

    @Test
    void aStateIsLookedAtAfterEachEvent() {
        CompletableFuture<Void> twice =
                CompletableFuture.runAsync(() -> recorder.until("it has rung twice", () -> recorder.all(Rung.class).size() == 2));
        recorder.accept(new Rung("rung", 1));
        recorder.accept(new Rung("rung", 2));
        twice.join();
    }
}
