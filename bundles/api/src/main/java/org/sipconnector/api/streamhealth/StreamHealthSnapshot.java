/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.streamhealth;

import java.time.Duration;
import java.util.Optional;

/**
 * The health of the main incoming video.
 *
 * @param flags                              what the latest reading says, absent before the first
 * @param problem                            what may be wrong
 * @param consecutiveProblemSamplesCount     for how many readings
 * @param detected                           whether it was for enough readings
 * @param recovering                         whether a renegotiation is under way for it
 * @param minConsecutiveProblemSamplesCount  how many readings are enough
 * @param throttleRecoveryTimeout            the least time between two recoveries
 */
public record StreamHealthSnapshot(Optional<HealthFlags> flags, Optional<VideoProblem> problem,
        int consecutiveProblemSamplesCount, boolean detected, boolean recovering,
        int minConsecutiveProblemSamplesCount, Duration throttleRecoveryTimeout) {

    public static final StreamHealthSnapshot INITIAL = new StreamHealthSnapshot(Optional.empty(), Optional.empty(), 0,
            false, false, 3, Duration.ofSeconds(4));
}
