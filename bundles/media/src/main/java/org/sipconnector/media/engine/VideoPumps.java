/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every video source at its own rate and gives the frame to all tracks that send it. */
final class VideoPumps {

    private static final Logger LOG = LoggerFactory.getLogger(VideoPumps.class);

    private final ScheduledExecutorService threads;
    private final Map<VideoSource, Pump> pumps = new IdentityHashMap<>();

    VideoPumps(ScheduledExecutorService threads) {
        this.threads = threads;
    }

    synchronized void attach(VideoSource source, VideoFeed feed) {
        Pump pump = pumps.computeIfAbsent(source, key -> new Pump(source));
        pump.feeds.add(feed);
        if (pump.ticking == null) {
            long period = (long) (TimeUnit.SECONDS.toNanos(1) / Math.max(0.1, Math.min(60, source.frameRate())));
            pump.begin = System.nanoTime();
            pump.ticking = threads.scheduleAtFixedRate(() -> pump.tick(period), 0, period, TimeUnit.NANOSECONDS);
        }
    }

    /** A source that nobody sends any more is stopped and closed. */
    synchronized void detach(VideoSource source, VideoFeed feed) {
        Pump pump = pumps.get(source);
        if (pump == null || !pump.feeds.remove(feed) || !pump.feeds.isEmpty()) {
            return;
        }
        pumps.remove(source);
        pump.ticking.cancel(false);
        SourceClosing.close(source);
    }

    /** Closes a source that was opened and never attached. */
    synchronized void discard(VideoSource source) {
        if (!pumps.containsKey(source)) {
            SourceClosing.close(source);
        }
    }

    synchronized int running() {
        return pumps.size();
    }

    private static final class Pump {
        private final List<VideoFeed> feeds = new CopyOnWriteArrayList<>();
        private final VideoSource source;
        private final OncePerMinute failures = new OncePerMinute();
        private Future<?> ticking;
        private long begin;
        private long last = Long.MIN_VALUE;

        Pump(VideoSource source) {
            this.source = source;
        }

        private void tick(long period) {
            long now = System.nanoTime();
            if (last != Long.MIN_VALUE && now - last < period / 2) {
                // the scheduler makes up for a pause at once; a viewer gains nothing from that
                return;
            }
            last = now;
            try {
                source.next(now - begin).ifPresent(frame -> feeds.forEach(feed -> feed.push(frame, now)));
            } catch (RuntimeException | Error failure) {
                failures.tell(times -> LOG.warn("Sending video failed{}: {}", times, ErrorText.of(failure)));
            }
        }
    }
}
