/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a source that may block one frame ahead, on a thread of its own, so that the pump never waits for it. */
final class AheadVideo implements VideoSource, Fallible, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AheadVideo.class);

    private static final double USUAL_RATE = 15;

    private final SourceFailures complaints;
    private final VideoSource source;
    private final Executor sequence;
    private final Runnable closed;
    private final AtomicReference<I420Frame> ready = new AtomicReference<>();
    private final AtomicBoolean reading = new AtomicBoolean();

    /**
     * @param name   what it is called in complaints
     * @param closed run when nobody reads it any more
     */
    AheadVideo(String name, VideoSource source, Executor sequence, Runnable closed) {
        complaints = new SourceFailures(name, System::nanoTime);
        this.source = source;
        this.sequence = sequence;
        this.closed = closed;
    }

    @Override
    public double frameRate() {
        try {
            double rate = source.frameRate();
            if (rate > 0) {
                return rate;
            }
            complaints.failed(new IllegalStateException("its frame rate is " + rate));
        } catch (RuntimeException | Error failure) {
            complaints.failed(failure);
        }
        return USUAL_RATE;
    }

    @Override
    public Optional<I420Frame> next(long nanos) {
        I420Frame frame = ready.getAndSet(null);
        if (reading.compareAndSet(false, true)) {
            sequence.execute(() -> prepare(nanos));
        }
        return Optional.ofNullable(frame);
    }

    private void prepare(long nanos) {
        try {
            source.next(nanos).ifPresent(ready::set);
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
                    LOG.debug("Closing a video source failed: {}", failure.toString());
                }
            });
        }
    }
}
