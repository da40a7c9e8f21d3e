package org.sipconnector.media.engine;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.media.spi.AudioSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads every audio source once in 10 ms and gives the block to all tracks that send it. Runs only while it must. */
final class AudioPump {

    private static final Logger LOG = LoggerFactory.getLogger(AudioPump.class);
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);
    /** After a pause longer than this the lost time is not made up for. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

    private static final class Reader {
        private final List<AudioFeed> feeds = new CopyOnWriteArrayList<>();
        private final short[] block = new short[AudioSource.BLOCK];
        private final byte[] bytes = new byte[2 * AudioSource.BLOCK];
    }

    private final ScheduledExecutorService thread;
    private final Map<AudioSource, Reader> readers = new IdentityHashMap<>();
    private Future<?> ticking;
    private long due;

    AudioPump(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    synchronized void attach(AudioSource source, AudioFeed feed) {
        readers.computeIfAbsent(source, key -> new Reader()).feeds.add(feed);
        if (ticking == null) {
            due = System.nanoTime();
            ticking = thread.scheduleAtFixedRate(this::tick, 0, PERIOD, TimeUnit.NANOSECONDS);
        }
    }

    /** Returns when the source is not being read for this feed. A source that nobody sends any more is closed. */
    synchronized void detach(AudioSource source, AudioFeed feed) {
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
        long now = System.nanoTime();
        if (now < due - PERIOD / 2) {
            return;
        }
        due = Math.max(due + PERIOD, now - PATIENCE);
        readers.forEach(AudioPump::pump);
    }

    private static void pump(AudioSource source, Reader reader) {
        try {
            Arrays.fill(reader.block, (short) 0);
            source.read(reader.block);
            for (int i = 0; i < reader.block.length; i++) {
                reader.bytes[2 * i] = (byte) reader.block[i];
                reader.bytes[2 * i + 1] = (byte) (reader.block[i] >> 8);
            }
            reader.feeds.forEach(feed -> feed.push(reader.bytes));
        } catch (RuntimeException | Error failure) {
            LOG.warn("Sending audio failed: {}", failure.toString());
        }
    }
}
