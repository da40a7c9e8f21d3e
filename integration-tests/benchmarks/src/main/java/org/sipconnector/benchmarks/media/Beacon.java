/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.media.source.ServiceLookup;

/** Flashes and beeps together, in the first fifth of every second; and the place where sinks are found. */
final class Beacon implements ServiceLookup {

    static final MediaCall.Sources SOURCES = new MediaCall.Sources("service:beacon", Optional.of("service:beacon"));
    static final int WIDTH = 640;
    static final int HEIGHT = 360;
    private static final double FRAME_RATE = 15;
    private static final short LOUD = 12_000;
    private static final int HALF_WAVE = 40;

    private final long begin = System.nanoTime();
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    private final class Light implements VideoSource {

        private final I420Frame dark = I420Frame.black(WIDTH, HEIGHT);
        private final I420Frame bright = I420Frame.black(WIDTH, HEIGHT);
        private final I420Frame[] frames = {dark, bright};

        Light() {
            Arrays.fill(bright.data(), 0, WIDTH * HEIGHT, (byte) 220);
        }

        @Override
        public double frameRate() {
            return FRAME_RATE;
        }

        @Override
        public Optional<I420Frame> next(long nanos) {
            return Optional.of(frames[on() ? 1 : 0]);
        }
    }

    private final class Horn implements AudioSource {

        @Override
        public void read(short[] block) {
            for (int i = 0; i < block.length && on(); i++) {
                block[i] = i / HALF_WAVE % 2 == 0 ? LOUD : -LOUD;
            }
        }
    }

    private boolean on() {
        return (System.nanoTime() - begin) % TimeUnit.SECONDS.toNanos(1) < TimeUnit.SECONDS.toNanos(1) / 5;
    }

    /** A watch that is found as a sink of that name. */
    Watch watch(String name) {
        return watches.computeIfAbsent(name, key -> new Watch());
    }

    @Override
    public <T> Optional<T> find(Class<T> type, String name) {
        if (type == VideoSource.class && name.equals("beacon")) {
            return Optional.of(type.cast(new Light()));
        }
        if (type == AudioSource.class && name.equals("beacon")) {
            return Optional.of(type.cast(new Horn()));
        }
        return Optional.ofNullable(watches.get(name)).filter(type::isInstance).map(type::cast);
    }
}
