/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.update.Update;
import org.sipconnector.kernel.internal.code.CodeHistory;
import org.sipconnector.kernel.internal.connectors.Kernel;

class KernelUpdateTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static Update update(String manager, String to, int second) {
        return new Update(START.plusSeconds(second), manager, "1.0.0", to, Update.Way.IN_PLACE,
                new Update.LanePause(1, Duration.ofMillis(5), 0), List.of());
    }

    @Test
    void theTakeoverOfTheKernelIsFoundAlthoughEntriesOfManagersFollowIt() {
        Update kernel = update(Kernel.NAME, "1.0.1", 2);
        List<Update> now = List.of(update("CallManager", "1.0.1", 1), kernel, update("CallManager", "1.0.1", 3),
                update("SessionManager", "1.0.1", 4));

        assertThat(KernelUpdate.takeover(List.of(), now, "1.0.1")).contains(kernel);
    }

    @Test
    void anEarlierTakeoverByTheSameVersionIsNotTakenForTheNewOne() {
        List<Update> before = List.of(update(Kernel.NAME, "1.0.1", 1), update(Kernel.NAME, "1.0.0", 2));

        assertThat(KernelUpdate.takeover(before, before, "1.0.1")).isEmpty();
    }

    @Test
    void aKernelIsGivenUpWhenNothingHasMovedForTheLimitHoweverLongItTookBefore() {
        Progress progress = new Progress(Duration.ofSeconds(8), 0);

        assertThat(progress.stalled("no kernel", seconds(7))).isFalse();
        assertThat(progress.stalled("two managers are missing", seconds(7.5))).isFalse();
        assertThat(progress.stalled("one manager is missing", seconds(15))).isFalse();
        assertThat(progress.stalled("one manager is missing", seconds(22))).isFalse();
        assertThat(progress.stalled("one manager is missing", seconds(24))).isTrue();
    }

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }

    @Test
    void theLatestReplacementOfAManagerIsFoundAlthoughOthersFollowIt() {
        CodeHistory history = new CodeHistory();
        Update latest = update("CallManager", "1.0.1", 3);
        List.of(update("CallManager", "1.0.1", 1), latest, update("SessionManager", "1.0.1", 4)).forEach(history::add);

        assertThat(history.last("CallManager", "1.0.1")).contains(latest);
        assertThat(history.last("CallManager", "1.0.2")).isEmpty();
    }
}
