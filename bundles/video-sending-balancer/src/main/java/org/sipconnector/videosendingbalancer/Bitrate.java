/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.util.Locale;

/** What a picture of some width may cost, in bits per second. */
final class Bitrate {

    private static final int[] WIDTHS = {64, 128, 256, 384, 426, 640, 848, 1280, 1920};
    private static final int[] RATES =
            {60_000, 120_000, 250_000, 320_000, 380_000, 500_000, 700_000, 1_000_000, 2_000_000};
    private static final int MOST = 4_000_000;
    private static final double AV1_FACTOR = 0.6;

    private Bitrate() {}

    static int of(double width, String codec) {
        for (int i = 0; i < WIDTHS.length; i++) {
            if (width <= WIDTHS[i]) {
                return forCodec(RATES[i], codec);
            }
        }
        return most(codec);
    }

    static int least(String codec) {
        return forCodec(RATES[0], codec);
    }

    static int most(String codec) {
        return forCodec(MOST, codec);
    }

    /** AV1 needs less for the same picture. */
    static int forCodec(int rate, String codec) {
        return isAv1(codec) ? (int) Math.round(rate * AV1_FACTOR) : rate;
    }

    static boolean isAv1(String codec) {
        return codec.toLowerCase(Locale.ROOT).contains("av1");
    }
}
