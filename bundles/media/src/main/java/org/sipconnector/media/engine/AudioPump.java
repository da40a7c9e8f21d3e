/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every audio source once in 10 ms and gives the block to all tracks that send it. Runs only while it must. The
 * library counts samples where pictures are dated by the clock: so every 10 ms that pass make a block, also those that a
 * busy machine slept through, else sound falls behind the picture for good.
 */
final class AudioPump {

    private static final Logger LOG = LoggerFactory.getLogger(AudioPump.class);
    /** Nanoseconds of a block. Blocks are due at multiples of it. */
    static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
    /** Of a pause longer than this no more is made up for: the other side has ended the call, or will not miss it. */
    static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(10);

    private static final class Reader {
        private final List<ObjLongConsumer<byte[]>> feeds = new CopyOnWriteArrayList<>();
        private final short[] block = new short[AudioSource.BLOCK];
        private final byte[] bytes = new byte[2 * AudioSource.BLOCK];
        private final OncePerMinute failures;

        Reader(LongSupplier clock) {
            failures = new OncePerMinute(clock);
        }
    }

    private final ScheduledExecutorService thread;
    private final LongSupplier clock;
    private final Map<AudioSource, Reader> readers = new IdentityHashMap<>();
    private Future<?> ticking;
    private long due;

    /** @param clock nanoseconds from an arbitrary start */
    AudioPump(ScheduledExecutorService thread, LongSupplier clock) {
        this.thread = thread;
        this.clock = clock;
    }

    /** @param feed takes each block as little endian bytes, which it must not keep, and when it was due by the clock */
    synchronized void attach(AudioSource source, ObjLongConsumer<byte[]> feed) {
        readers.computeIfAbsent(source, key -> new Reader(clock)).feeds.add(feed);
        if (ticking == null) {
            long now = clock.getAsLong();
            due = now - Math.floorMod(now, PERIOD);
            ticking = thread.scheduleAtFixedRate(this::tick, 0, PERIOD, TimeUnit.NANOSECONDS);
        }
    }

    /** Returns when the source is not being read for this feed. A source that nobody sends any more is closed. */
    synchronized void detach(AudioSource source, ObjLongConsumer<byte[]> feed) {
        Reader reader = readers.get(source);
        if (reader == null || !reader.feeds.remove(feed) || !reader.feeds.isEmpty()) {
            return;
        }
        readers.remove(source);
        SourceClosing.close(source);
        if (readers.isEmpty()) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    /** Closes a source that was opened and never attached. */
    synchronized void discard(AudioSource source) {
        if (!readers.containsKey(source)) {
            SourceClosing.close(source);
        }
    }

    synchronized int running() {
        return readers.size();
    }

    private synchronized void tick() {
        long now = clock.getAsLong();
        due += Math.max(0, (now - due - LONGEST_PAUSE) / PERIOD) * PERIOD;
        for (; due <= now; due += PERIOD) {
            readers.forEach(this::pump);
        }
    }

    private void pump(AudioSource source, Reader reader) {
        try {
            Arrays.fill(reader.block, (short) 0);
            source.read(reader.block);
            for (int i = 0; i < reader.block.length; i++) {
                reader.bytes[2 * i] = (byte) reader.block[i];
                reader.bytes[2 * i + 1] = (byte) (reader.block[i] >> 8);
            }
            reader.feeds.forEach(feed -> feed.accept(reader.bytes, due));
        } catch (RuntimeException | Error failure) {
            reader.failures.tell(times -> LOG.warn("Sending audio failed{}: {}", times, ErrorText.of(failure)));
        }
    }
}
