/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.sipconnector.api.media.spi.AudioSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a source that may block one block ahead, on a thread of its own, so that the pump never waits for it. */
final class AheadAudio implements AudioSource, Fallible, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AheadAudio.class);

    private final SourceFailures complaints;
    private final AudioSource source;
    private final Executor sequence;
    private final Runnable closed;
    private final AtomicReference<short[]> ready = new AtomicReference<>();
    private final AtomicBoolean reading = new AtomicBoolean();

    /**
     * @param name   what it is called in complaints
     * @param closed run when nobody reads it any more
     */
    AheadAudio(String name, AudioSource source, Executor sequence, Runnable closed) {
        complaints = new SourceFailures(name, System::nanoTime);
        this.source = source;
        this.sequence = sequence;
        this.closed = closed;
    }

    @Override
    public void read(short[] block) {
        short[] next = ready.getAndSet(null);
        if (next != null) {
            System.arraycopy(next, 0, block, 0, block.length);
        }
        if (reading.compareAndSet(false, true)) {
            sequence.execute(this::prepare);
        }
    }

    private void prepare() {
        try {
            short[] block = new short[BLOCK];
            source.read(block);
            ready.set(block);
        } catch (RuntimeException | Error failure) {
            complaints.failed(failure);
        } finally {
            reading.set(false);
        }
    }

    @Override
    public SourceFailures complaints() {
        return complaints;
    }

    @Override
    public void close() {
        ready.set(null);
        closed.run();
        if (source instanceof AutoCloseable closeable) {
            sequence.execute(() -> {
                try {
                    closeable.close();
                } catch (Exception failure) {
                    LOG.debug("Closing an audio source failed: {}", failure.toString());
                }
            });
        }
    }
}
