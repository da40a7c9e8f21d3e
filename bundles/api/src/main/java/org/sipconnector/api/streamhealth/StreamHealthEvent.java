/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.streamhealth;

import org.sipconnector.api.Event;

/**
 * How the main incoming video is. Show a warning on {@link ProblemDetected}, take it away on {@link ProblemResolved} and
 * on {@link ProblemReset}.
 */
public sealed interface StreamHealthEvent extends Event {

    /** With every reading of the statistics. */
    record HealthSnapshot(HealthFlags flags) implements StreamHealthEvent {
        @Override
        public String name() {
            return "main-stream-health:health-snapshot";
        }
    }

    /** Something is wrong for several readings in a row; once until it is resolved or reset. */
    record ProblemDetected(HealthFlags flags, int consecutiveProblemSamplesCount, VideoProblem reason) implements StreamHealthEvent {
        @Override
        public String name() {
            return "main-stream-health:inbound-video-problem-detected";
        }
    }

    /** The problem is gone, or another has taken its place. */
    record ProblemResolved(HealthFlags flags, VideoProblem reason) implements StreamHealthEvent {
        @Override
        public String name() {
            return "main-stream-health:inbound-video-problem-resolved";
        }
    }

    /** The problem no longer means anything; that does not say it was repaired. */
    record ProblemReset(VideoProblem reason, ResetCause resetCause) implements StreamHealthEvent {
        @Override
        public String name() {
            return "main-stream-health:inbound-video-problem-reset";
        }
    }
}
