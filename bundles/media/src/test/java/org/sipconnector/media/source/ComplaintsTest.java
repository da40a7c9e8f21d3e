/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who sends a source that fails hears of it, but not a hundred times a second. */
class ComplaintsTest {

    private static final RuntimeException FAILURE = new IllegalStateException("no such tape");

    private final List<String> heard = new ArrayList<>();
    private final Consumer<String> listener = heard::add;
    private long millis;
    private final SourceFailures complaints = new SourceFailures("audio source 'service:tape'", () -> TimeUnit.MILLISECONDS.toNanos(millis));

    @Test
    void aSourceThatGoesOnFailingIsToldOnceWithItsNameAndReason() {
        complaints.tell(listener);
        for (; millis < 5000; millis += 900) {
            complaints.failed(FAILURE);
        }
        assertThat(heard).containsExactly("audio source 'service:tape' failed: java.lang.IllegalStateException: no such tape");
    }

    @Test
    void oneThatHadRecoveredIsToldAgain() {
        complaints.tell(listener);
        complaints.failed(FAILURE);
        millis = 1001;
        complaints.failed(FAILURE);
        assertThat(heard).hasSize(2);
    }

    @Test
    void whoeverBeginsToSendItLaterHearsOfItToo() {
        complaints.tell(listener);
        complaints.failed(FAILURE);
        millis = 10;
        List<String> other = new ArrayList<>();
        complaints.tell(other::add);
        complaints.failed(FAILURE);
        assertThat(other).hasSize(1);
        assertThat(heard).hasSize(1);
    }

    @Test
    void whoeverSendsItNoMoreHearsNothing() {
        complaints.tell(listener);
        complaints.forget(listener);
        complaints.failed(FAILURE);
        assertThat(heard).isEmpty();
    }
}
