/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Configurations that change in masses. */
class PendingPidsTest {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Set<String>> read = new ArrayList<>();
    private final PendingPids pending = new PendingPids(tasks::add, read::add);

    @Test
    void thoseThatComeWhileOthersAreReadAreReadTogether() {
        pending.add("a");
        for (int i = 0; i < 10_000; i++) {
            pending.add("many" + i);
        }
        tasks.remove().run();
        pending.add("a");
        pending.add("b");
        tasks.remove().run();

        assertThat(tasks).isEmpty();
        assertThat(read).hasSize(2);
        assertThat(read.get(0)).hasSize(10_001);
        assertThat(read.get(1)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void oneThatComesTwiceBeforeItIsReadIsReadOnce() {
        pending.add("a");
        pending.add("a");
        tasks.remove().run();

        assertThat(tasks).isEmpty();
        assertThat(read).containsExactly(Set.of("a"));
    }

    @Test
    void oneThatComesAgainWhileItIsReadIsReadOnceMore() {
        PendingPids[] again = new PendingPids[1];
        again[0] = new PendingPids(tasks::add, pids -> {
            if (read.isEmpty()) {
                again[0].add("a");
            }
            read.add(pids);
        });
        again[0].add("a");
        tasks.remove().run();
        tasks.remove().run();

        assertThat(read).containsExactly(Set.of("a"), Set.of("a"));
    }

    @Test
    void oneThatCannotBeReadAnyMoreHarmsNobody() {
        PendingPids stopping = new PendingPids(tasks::add, pids -> {
            throw new IllegalStateException("the bundle's context is no longer valid");
        });
        stopping.add("a");
        tasks.remove().run();
        PendingPids stopped = new PendingPids(task -> {
            throw new RejectedExecutionException();
        }, read::add);
        stopped.add("a");

        assertThat(read).isEmpty();
    }
}
