package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.SyncClock;
import java.lang.reflect.Field;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one clock by which all sources of an engine date sound and pictures. The library gives each source a clock of its
 * own that begins when the source is made, and takes its time for the monotonic time of the system when it writes sender
 * reports (RFC 3550 6.4.1): so sound and picture are told to be apart by the time between the making of their sources,
 * and both to be wrong by the time since the system's start, which wraps around after some hours.
 */
final class CaptureClock {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureClock.class);
    /** What reading the same time twice may take. */
    private static final long TOLERANCE = TimeUnit.SECONDS.toNanos(1);

    private CaptureClock() {
    }

    /**
     * A clock that shows {@link System#nanoTime()}, or at least one for all. It is never disposed: the library keeps no
     * reference to it of its own, and it is eight bytes.
     */
    static SyncClock make() {
        SyncClock clock = new SyncClock();
        try {
            beginAtZero(clock);
        } catch (ReflectiveOperationException | RuntimeException refused) {
            LOG.warn("Sound and picture are dated from the engine's start: {}", refused.toString());
        }
        return clock;
    }

    /**
     * All a clock has in the library is its beginning, in nanoseconds of the monotonic time. It is read first: only when
     * it is what the clock's own time says, it is what it is taken for.
     */
    private static void beginAtZero(SyncClock clock) throws ReflectiveOperationException {
        Field handle = SyncClock.class.getSuperclass().getDeclaredField("nativeHandle");
        handle.setAccessible(true);
        long address = handle.getLong(clock);
        Class<?> memory = Class.forName("sun.misc.Unsafe", true, ClassLoader.getSystemClassLoader());
        Field only = memory.getDeclaredField("theUnsafe");
        only.setAccessible(true);
        Object unsafe = only.get(null);
        long beginning = (long) memory.getMethod("getLong", long.class).invoke(unsafe, address);
        long expected = System.nanoTime() - TimeUnit.MICROSECONDS.toNanos(clock.getTimestampUs());
        if (Math.abs(beginning - expected) > TOLERANCE) {
            throw new IllegalStateException("a clock of the library is not as in version 0.14.0");
        }
        memory.getMethod("putLong", long.class, long.class).invoke(unsafe, address, 0L);
    }
}
