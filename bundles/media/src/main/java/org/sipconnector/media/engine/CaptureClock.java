/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.media.SyncClock;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.concurrent.TimeUnit;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock by which sources date sound or pictures. The library gives each source a clock of its own that begins when the
 * source is made, and takes its time for the monotonic time of the system when it writes sender reports (RFC 3550 6.4.1):
 * so sound and picture are told to be apart by the time between the making of their sources, and both to be wrong by the
 * time since the system's start, which wraps around after some hours. This one shows {@link System#nanoTime()}, or what it
 * is set to. It is never disposed: the library keeps no reference to it of its own, and it is eight bytes.
 */
final class CaptureClock {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureClock.class);
    /** What reading the same time twice may take. */
    private static final long TOLERANCE = TimeUnit.SECONDS.toNanos(1);

    private final SyncClock natively = new SyncClock();
    /** Writes eight bytes at an address; null when that is refused, then sources are dated from this clock's making. */
    private MethodHandle writing;
    private long address;

    CaptureClock() {
        try {
            find();
            begin(0);
        } catch (ReflectiveOperationException | RuntimeException refused) {
            LOG.warn("Sound and picture are dated from the engine's start: {}", ErrorText.of(refused));
        }
    }

    SyncClock natively() {
        return natively;
    }

    /** From now on it shows this time, by {@link System#nanoTime()}, and goes on from there. */
    void set(long nanos) {
        begin(System.nanoTime() - nanos);
    }

    /**
     * All a clock has in the library is its beginning, in nanoseconds of the monotonic time. It is read first: only when
     * it is what the clock's own time says, it is what it is taken for.
     */
    private void find() throws ReflectiveOperationException {
        Field handle = SyncClock.class.getSuperclass().getDeclaredField("nativeHandle");
        handle.setAccessible(true);
        address = handle.getLong(natively);
        Class<?> memory = Class.forName("sun.misc.Unsafe", true, ClassLoader.getSystemClassLoader());
        Field only = memory.getDeclaredField("theUnsafe");
        only.setAccessible(true);
        Object unsafe = only.get(null);
        long beginning = (long) memory.getMethod("getLong", long.class).invoke(unsafe, address);
        long expected = System.nanoTime() - TimeUnit.MICROSECONDS.toNanos(natively.getTimestampUs());
        if (Math.abs(beginning - expected) > TOLERANCE) {
            throw new IllegalStateException("a clock of the library is not as in version 0.14.0");
        }
        writing = MethodHandles.publicLookup().unreflect(memory.getMethod("putLong", long.class, long.class)).bindTo(unsafe);
    }

    private void begin(long beginning) {
        if (writing == null) {
            return;
        }
        try {
            writing.invokeExact(address, beginning);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
