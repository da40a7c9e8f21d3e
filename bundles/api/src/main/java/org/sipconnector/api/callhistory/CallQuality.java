/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callhistory;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well a call did, over all its readings, about one a second. What nobody told is absent.
 *
 * @param readings         how many readings there were
 * @param averageLoss      share of the packets to us that were lost, from 0 to 1
 * @param worstLoss        the same in the worst reading
 * @param averageRoundTrip to the other side and back
 * @param averageJitter    how unevenly packets came
 */
public record CallQuality(int readings, OptionalDouble averageLoss, OptionalDouble worstLoss, Optional<Duration> averageRoundTrip,
        Optional<Duration> averageJitter) {

    public static final CallQuality UNKNOWN =
            new CallQuality(0, OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
}
