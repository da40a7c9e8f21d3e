/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;

/** Traces that take long, fail and end while messages pass. */
class TapTest {

    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 5060);

    private final TraceThread thread = new TraceThread();
    private final Tap tap = new Tap(ConnectorId.of("a"), thread);
    private final List<String> written = new ArrayList<>();
    private final CountDownLatch disk = new CountDownLatch(1);

    @AfterEach
    void end() {
        disk.countDown();
        thread.close();
    }

    /** A file on a disk that does not answer for the time being. */
    private final class SlowFile implements TraceOutput {

        @Override
        public void write(TracedMessage message) {
            await();
            String text = new String(message.bytes(), StandardCharsets.UTF_8);
            written.add(Thread.currentThread().getName() + ": " + text.substring(0, Math.min(100, text.length())));
        }

        private void await() {
            try {
                disk.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            written.add("closed");
        }
    }

    private void pass(String message) {
        tap.passed(true, "TCP", HERE, HERE, message.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSlowDiskHoldsNoCallUpAndMessagesAreWrittenInOrderBeforeTheFileIsClosed() {
        tap.replace(List.of(new SlowFile()));
        pass("one");
        pass("two");
        tap.replace(List.of());
        pass("after the trace");
        disk.countDown();
        thread.close();

        assertThat(written).containsExactly("sip-trace: one", "sip-trace: two", "closed");
    }

    @Test
    void whoFlushesReadsAllThatPassed() {
        tap.replace(List.of(new SlowFile()));
        pass("one");
        tap.replace(List.of());
        disk.countDown();
        thread.flush();

        assertThat(written).containsExactly("sip-trace: one", "closed");
        thread.close();
        thread.flush();
    }

    @Test
    void secretsAreMaskedByTheThreadThatWrites() {
        tap.replace(List.of(new SlowFile()));
        pass("REGISTER sip:x SIP/2.0\r\nAuthorization: Digest response=\"planted\"\r\n\r\n");
        disk.countDown();
        thread.close();

        assertThat(written).singleElement().asString().contains("response=\"*******\"");
    }

    @Test
    void aDiskThatDoesNotAnswerFillsNoMemory() {
        tap.replace(List.of(new SlowFile()));
        pass("one");
        long taken = IntStream.range(0, 1_000).filter(i -> thread.offer(60_000, () -> {})).count();

        assertThat(taken * 60_000).isBetween(15_000_000L, 17_000_000L);
    }

    @Test
    void aFileThatCannotBeWrittenEndsTheTraceOnce() {
        CountDownLatch closed = new CountDownLatch(2);
        TraceOutput full = new TraceOutput() {
            @Override
            public void write(TracedMessage message) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        tap.replace(List.of(full));
        pass("one");
        pass("two");
        thread.close();

        assertThat(closed.getCount()).isOne();
    }
}
