/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.update.Update;

class CodeHistoryTest {

    private final CodeHistory history = new CodeHistory();

    private static Update update(String from, String to, Update.Way way) {
        return new Update(Instant.EPOCH, "CallManager", from, to, way, new Update.LanePause(1, Duration.ZERO, 0), List.of());
    }

    @Test
    void aVersionThatComesAgainWhenAKernelTakesOverHasReplacedNothing() {
        Update replaced = update("1.0.0", "1.0.1", Update.Way.SIDE_BY_SIDE);
        history.takeUp(List.of(replaced));

        history.add(update("1.0.0", "1.0.1", Update.Way.SIDE_BY_SIDE));

        assertThat(history.updates()).containsExactly(replaced);
    }

    @Test
    void aVersionThatComesAfterARollbackOrOnceMoreIsToldEachTime() {
        List<Update> all = List.of(update("1.0.0", "1.0.1", Update.Way.SIDE_BY_SIDE), update("1.0.1", "1.0.0", Update.Way.ROLLBACK),
                update("1.0.0", "1.0.1", Update.Way.SIDE_BY_SIDE), update("1.0.1", "1.0.1", Update.Way.SIDE_BY_SIDE));

        all.forEach(history::add);

        assertThat(history.updates()).isEqualTo(all);
    }
}
