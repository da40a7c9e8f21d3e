/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.Locale;
import java.util.Map;
import org.sipconnector.api.media.DegradationPreference;

/**
 * Decides how far a picture is made smaller or rarer, since the library does neither for sources of ours: it only makes them
 * less clear, and then leaves frames out as they come. A step down follows one reading that shows the encoder overcharged, a
 * step up two that show it at ease.
 */
final class Adaptation {

    /** Pictures are not made smaller than this side, nor rarer than this rate. */
    private static final int LEAST_SIDE = 90;
    private static final double LEAST_RATE = 2;
    private static final double STEP = 1.5;
    private static final int EASY_READINGS = 2;
    private static final double MOST_LEFT_OUT = 0.4;

    /** Quantizers below and above which an encoder is at ease or overcharged; those the library uses itself. */
    private enum Limits {
        VP8(29, 95), VP9(96, 185), H264(24, 37), AV1(145, 205);

        final double easy;
        final double hard;

        Limits(double easy, double hard) {
            this.easy = easy;
            this.hard = hard;
        }

        static Limits of(String mimeType) {
            for (Limits limits : values()) {
                if (mimeType.toUpperCase(Locale.ROOT).endsWith(limits.name())) {
                    return limits;
                }
            }
            return VP8;
        }
    }

    /**
     * What happened to a line's pictures between two looks.
     *
     * @param mimeType   of the codec
     * @param given      frames given to the library
     * @param encoded    frames it encoded
     * @param quantizers the sum of their quantizers
     * @param slow       whether the library says that the machine is too slow
     * @param seconds    between the looks
     * @param side       the shorter side of the pictures as they come
     */
    record Reading(String mimeType, long given, long encoded, double quantizers, boolean slow, double seconds, int side) {

        private boolean hard() {
            return slow || encoded < given * (1 - MOST_LEFT_OUT) || encoded > 0 && quantizers / encoded > Limits.of(mimeType).hard;
        }

        private boolean easy() {
            return !slow && encoded > 0 && quantizers / encoded < Limits.of(mimeType).easy;
        }
    }

    private final DegradationPreference keeping;
    private int smaller;
    private int rarer;
    private int easy;
    private double fullRate;

    Adaptation(DegradationPreference keeping) {
        this.keeping = keeping;
    }

    /** Whether something is to be changed after this reading. */
    boolean read(Reading reading) {
        if (reading.given() == 0) {
            return false;
        }
        if (rarer == 0) {
            fullRate = reading.given() / reading.seconds();
        }
        easy = reading.easy() ? easy + 1 : 0;
        if (reading.hard()) {
            return stepDown(reading.side());
        }
        if (easy >= EASY_READINGS && smaller + rarer > 0) {
            easy = 0;
            stepUp();
            return true;
        }
        return false;
    }

    private boolean stepDown(int side) {
        boolean canShrink = keeping != DegradationPreference.MAINTAIN_RESOLUTION && side / (scale() * STEP) >= LEAST_SIDE;
        boolean canThin = keeping != DegradationPreference.MAINTAIN_FRAMERATE && fullRate / Math.pow(STEP, rarer + 1) >= LEAST_RATE;
        if (canShrink && (!canThin || smaller <= rarer)) {
            smaller++;
        } else if (canThin) {
            rarer++;
        }
        return canShrink || canThin;
    }

    private void stepUp() {
        if (rarer >= smaller) {
            rarer--;
        } else {
            smaller--;
        }
    }

    /** How many times smaller, in each direction, pictures are to be sent; 1 or more. */
    double scale() {
        return Math.pow(STEP, smaller);
    }

    /** Frames per second to send at most. */
    double rate() {
        return rarer == 0 ? VideoFeed.UNLIMITED : fullRate / Math.pow(STEP, rarer);
    }

    static Reading reading(Map<String, Object> before, Map<String, Object> now, String mimeType, long given, double seconds, int side) {
        return new Reading(mimeType, given, (long) (number(now, "framesEncoded") - number(before, "framesEncoded")),
                number(now, "qpSum") - number(before, "qpSum"), "cpu".equals(now.get("qualityLimitationReason")), seconds, side);
    }

    private static double number(Map<String, Object> entry, String name) {
        return entry.get(name) instanceof Number number ? number.doubleValue() : 0;
    }
}
