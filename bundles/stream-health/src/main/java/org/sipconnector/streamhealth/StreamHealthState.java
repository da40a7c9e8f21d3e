/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.streamhealth.HealthFlags;
import org.sipconnector.api.streamhealth.StreamHealthSnapshot;
import org.sipconnector.api.streamhealth.VideoProblem;

/**
 * What the manager knows.
 *
 * @param flags    of the latest reading
 * @param problem  what may be wrong
 * @param samples  for how many readings
 * @param detected whether it was for enough
 * @param recovery the recovery
 * @param muted    ids of tracks on which nothing comes
 * @param own      limits a client has set
 */
record StreamHealthState(Optional<HealthFlags> flags, Optional<VideoProblem> problem, int samples, boolean detected,
        Recovery recovery, Set<String> muted, Optional<RecoveryLimits> own) {

    static final int VERSION = 1;
    static final StreamHealthState NONE = new StreamHealthState(Optional.empty(), Optional.empty(), 0, false, Recovery.NONE, Set.of(),
            Optional.empty());

    StreamHealthState {
        muted = Set.copyOf(muted);
    }

    /**
     * @param renegotiation names the renegotiation under way
     * @param throttled     whether the throttle timeout runs
     * @param wanted        whether to recover again at its end
     */
    record Recovery(Optional<String> renegotiation, boolean throttled, boolean wanted) {

        static final Recovery NONE = new Recovery(Optional.empty(), false, false);

        Recovery renegotiating(Optional<String> key) {
            return new Recovery(key, throttled, wanted);
        }

        Recovery throttled(boolean now) {
            return new Recovery(renegotiation, now, false);
        }

        Recovery againAtTheEnd() {
            return new Recovery(renegotiation, throttled, true);
        }
    }

    /** Those in force, where these are the standard ones. */
    RecoveryLimits limits(RecoveryLimits standard) {
        return own.orElse(standard);
    }

    StreamHealthSnapshot snapshot(RecoveryLimits standard) {
        RecoveryLimits limits = limits(standard);
        return new StreamHealthSnapshot(flags, problem, samples, detected, recovery.renegotiation().isPresent(), limits.samples(),
                limits.throttle());
    }

    StreamHealthState seen(HealthFlags now) {
        return new StreamHealthState(Optional.of(now), problem, samples, detected, recovery, muted, own);
    }

    StreamHealthState with(Optional<VideoProblem> found, int count, boolean told) {
        return new StreamHealthState(flags, found, count, told, recovery, muted, own);
    }

    StreamHealthState healthy() {
        return with(Optional.empty(), 0, false);
    }

    StreamHealthState with(Recovery other) {
        return new StreamHealthState(flags, problem, samples, detected, other, muted, own);
    }

    StreamHealthState with(RecoveryLimits limits) {
        return new StreamHealthState(flags, problem, samples, detected, recovery, muted, Optional.of(limits));
    }

    StreamHealthState muted(String track, boolean silent) {
        Set<String> tracks = new HashSet<>(muted);
        if (silent) {
            tracks.add(track);
        } else {
            tracks.remove(track);
        }
        return new StreamHealthState(flags, problem, samples, detected, recovery, tracks, own);
    }

    StreamHealthState withoutTracks() {
        return new StreamHealthState(flags, problem, samples, detected, recovery, Set.of(), own);
    }
}
