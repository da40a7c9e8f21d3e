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
final class AheadVideo implements VideoSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AheadVideo.class);

    private final VideoSource source;
    private final Executor sequence;
    private final Runnable closed;
    private final AtomicReference<I420Frame> ready = new AtomicReference<>();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile boolean complained;

    /** @param closed run when nobody reads it any more */
    AheadVideo(VideoSource source, Executor sequence, Runnable closed) {
        this.source = source;
        this.sequence = sequence;
        this.closed = closed;
    }

    @Override
    public double frameRate() {
        return source.frameRate();
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
            complained = false;
        } catch (RuntimeException | Error failure) {
            if (!complained) {
                complained = true;
                LOG.warn("A video source failed; nothing is sent: {}", failure.toString());
            }
        } finally {
            reading.set(false);
        }
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
