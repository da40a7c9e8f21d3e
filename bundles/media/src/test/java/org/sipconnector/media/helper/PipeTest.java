/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.spi.I420Frame;

/** What crossing the border to a helper costs, and that nothing piles up before it. */
class PipeTest {

    private static final I420Frame FRAME = I420Frame.black(640, 360);
    private static final int BYTES = FRAME.data().length;
    private static final int FRAMES = 50;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aPictureIsCopiedOnceOnItsWayOutAndTwiceOnItsWayIn() throws Exception {
        Counting wire = new Counting();
        Arrivals arrivals = new Arrivals();
        new Pipe("receiver", new PipedInputStream(wire, 1 << 20), OutputStream.nullOutputStream(), arrivals);
        Pipe sender = new Pipe("sender", new Blocked(), wire, new Arrivals());
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < FRAMES; i++) {
            sender.send(PipeMessage.VIDEO, MediaData.size(Optional.of(FRAME)), out -> MediaData.frame(out, Optional.of(FRAME)));
        }
        long out = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(arrivals.come.await(20, TimeUnit.SECONDS)).isTrue();
        long in = (arrivals.allocated.get(FRAMES - 1) - arrivals.allocated.get(0)) / (FRAMES - 1);
        sender.close();

        System.out.printf("a frame of %d bytes: %d bytes on the pipe, %d allocated to send it, %d to receive it%n", BYTES,
                wire.written / FRAMES, out / FRAMES, in);
        assertThat(wire.written / FRAMES).as("on the pipe").isLessThan(BYTES + 64);
        assertThat(out / FRAMES).as("allocated to send").isLessThan(BYTES + 4096);
        assertThat(in).as("allocated to receive").isLessThan(2 * BYTES + 8192);
    }

    @Test
    void mediaThatFindsTooMuchWaitingIsDroppedAndCommandsAreNot() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Counting wire = new Counting() {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    open.await();
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
                super.write(bytes, from, length);
            }
        };
        Arrivals arrivals = new Arrivals();
        new Pipe("receiver", new PipedInputStream(wire, 1 << 20), OutputStream.nullOutputStream(), arrivals);
        Pipe sender = new Pipe("sender", new Blocked(), wire, new Arrivals());
        for (int i = 0; i < 1000; i++) {
            sender.offer(PipeMessage.SEEN, MediaData.size(Optional.of(FRAME)), out -> MediaData.frame(out, Optional.of(FRAME)));
            sender.send(PipeMessage.ENDED, out -> Codec.text(out, "sink"));
        }
        open.countDown();

        assertThat(arrivals.thousand.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(arrivals.pictures).isBetween(1, 20);
        sender.close();
    }

    private static final class Arrivals implements Pipe.Listener {

        private final List<Long> allocated = new CopyOnWriteArrayList<>();
        private final CountDownLatch come = new CountDownLatch(FRAMES);
        private final CountDownLatch thousand = new CountDownLatch(1000);
        private volatile int pictures;

        @Override
        public void received(PipeMessage kind, DataInputStream content) throws IOException {
            if (kind == PipeMessage.ENDED) {
                thousand.countDown();
                return;
            }
            pictures++;
            assertThat(MediaData.frame(content).orElseThrow().data()).hasSize(BYTES);
            allocated.add(THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()));
            come.countDown();
        }

        @Override
        public void ended() {}
    }

    private static class Counting extends PipedOutputStream {

        private volatile long written;

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            written += length;
            super.write(bytes, from, length);
        }
    }

    /** Nothing comes from there. */
    private static final class Blocked extends InputStream {

        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                never.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            return -1;
        }
    }
}
