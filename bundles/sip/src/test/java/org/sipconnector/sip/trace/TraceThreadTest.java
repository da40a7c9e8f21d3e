/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TraceThreadTest {

    private boolean exhausted;

    /** What is traced must not keep the message itself from being sent. */
    @Test
    void whereNoThreadCanBeStartedNothingIsTracedUntilOneCan() throws Exception {
        try (TraceThread thread = new TraceThread(task -> {
            if (exhausted) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task, "traced");
        })) {
            CountDownLatch traced = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            exhausted = true;
            assertThat(thread.offer(1_000, traced::countDown)).isFalse();
            thread.then(ended::countDown);
            assertThat(ended.getCount()).as("what comes after all that is traced").isZero();

            exhausted = false;
            assertThat(thread.offer(1_000, traced::countDown)).isTrue();
            assertThat(traced.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
