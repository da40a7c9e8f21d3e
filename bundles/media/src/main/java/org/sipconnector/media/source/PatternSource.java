/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.time.Clock;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;

/**
 * A test picture: colour bars, a bar that wanders, and the time of day in large digits, so that an eye and a program
 * can see that frames are fresh. The frame is redrawn in place and must be used before the next is asked for.
 */
final class PatternSource implements VideoSource {

    /** Luma and chroma of white, yellow, cyan, green, magenta, red, blue (BT.601). */
    private static final int[][] BARS = {{180, 128, 128}, {162, 44, 142}, {131, 156, 44}, {112, 72, 58}, {84, 184, 198},
            {65, 100, 212}, {35, 212, 114}};
    private static final int WANDERING_BAR = 8;

    private final double frameRate;
    private final Clock clock;
    private final I420Frame frame;
    private final I420Frame background;
    private final DigitPainter digits;
    private int step;

    PatternSource(int width, int height, double frameRate, Clock clock) {
        this.frameRate = frameRate;
        this.clock = clock;
        background = background(width, height);
        frame = new I420Frame(width, height, background.data().clone());
        digits = new DigitPainter(frame, Math.max(1, height / 60));
    }

    @Override
    public double frameRate() {
        return frameRate;
    }

    @Override
    public Optional<I420Frame> next(long nanos) {
        System.arraycopy(background.data(), 0, frame.data(), 0, frame.width() * frame.height());
        int left = step++ * 4 % Math.max(1, frame.width() - WANDERING_BAR);
        for (int y = 0; y < frame.height(); y++) {
            Arrays.fill(frame.data(), y * frame.width() + left,
                    Math.min((y + 1) * frame.width(), y * frame.width() + left + WANDERING_BAR), (byte) 235);
        }
        LocalTime now = LocalTime.now(clock);
        digits.draw(String.format("%02d:%02d:%02d.%03d", now.getHour(), now.getMinute(), now.getSecond(),
                now.getNano() / 1_000_000));
        return Optional.of(frame);
    }

    private static I420Frame background(int width, int height) {
        I420Frame picture = I420Frame.black(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.data()[y * width + x] = (byte) BARS[x * BARS.length / width][0];
            }
        }
        int chroma = width * height;
        int size = picture.chromaWidth() * picture.chromaHeight();
        for (int i = 0; i < size; i++) {
            int[] bar = BARS[i % picture.chromaWidth() * BARS.length / picture.chromaWidth()];
            picture.data()[chroma + i] = (byte) bar[1];
            picture.data()[chroma + size + i] = (byte) bar[2];
        }
        return picture;
    }
}
