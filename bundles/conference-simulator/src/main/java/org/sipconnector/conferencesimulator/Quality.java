/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.List;
import java.util.Locale;
import org.sipconnector.api.media.SendEncoding;

/** How a main picture is sent to those who want less than all of it. */
final class Quality {

    /** What is left to sound, bits per second. */
    private static final long SOUND = 64_000;
    private static final long LEAST = 60_000;
    private static final long MOST = 10_000_000;

    private Quality() {}

    /** As a spectator asked for it: {@code low} a quarter of the size, {@code medium} half, anything else all. */
    static List<SendEncoding> of(String wanted) {
        return List.of(switch (wanted.toLowerCase(Locale.ROOT)) {
            case "low" -> SendEncoding.STANDARD.withScaleResolutionDownBy(4).withMaxBitrate(150_000);
            case "medium" -> SendEncoding.STANDARD.withScaleResolutionDownBy(2).withMaxBitrate(500_000);
            default -> SendEncoding.STANDARD.withScaleResolutionDownBy(1);
        });
    }

    /** So that it fits what a client says it can receive, in bits per second. */
    static List<SendEncoding> within(long bitrate) {
        return List.of(SendEncoding.STANDARD.withMaxBitrate((int) Math.max(LEAST, Math.min(MOST, bitrate - SOUND))));
    }
}
