/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.sipconnector.spi.media.PeerSettings;

/** When a description has its candidates: at the end of gathering, or two seconds after the latest of them. */
class GatheringRuleTest {

    private record Timer(long at, Runnable task, CompletableFuture<Void> future) {}

    private final List<Timer> timers = new ArrayList<>();
    private int completed;
    private long now;
    private final Gathering gathering = new Gathering(PeerSettings.of(List.of()).gatheringPause(), this::after, Runnable::run, () -> completed++);

    private Future<?> after(Duration delay, Runnable task) {
        Timer timer = new Timer(now + delay.toMillis(), task, new CompletableFuture<>());
        timers.add(timer);
        return timer.future();
    }

    @Test
    void theEndOfGatheringCompletesAtOnceAndOnlyOnce() {
        pass(500);
        gathering.ended();
        gathering.ended();
        gathering.candidate();
        pass(5000);
        assertThat(completed).isEqualTo(1);
    }

    @Test
    void eachCandidateBeginsTheTwoSecondsAnew() {
        for (int i = 0; i < 5; i++) {
            pass(1999);
            gathering.candidate();
        }
        pass(1999);
        assertThat(completed).isZero();
        pass(1);
        assertThat(completed).isEqualTo(1);
    }

    @Test
    void withoutAnyCandidateItIsTwoSecondsToo() {
        pass(1999);
        assertThat(completed).isZero();
        pass(1);
        assertThat(completed).isEqualTo(1);
    }

    @Test
    void whatIsCancelledNeverCompletes() {
        gathering.cancel();
        gathering.ended();
        pass(5000);
        assertThat(completed).isZero();
    }

    private void pass(long millis) {
        now += millis;
        for (Timer timer : List.copyOf(timers)) {
            if (timer.at() <= now && timers.remove(timer) && !timer.future().isCancelled()) {
                timer.task().run();
            }
        }
    }
}
