/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.util.Comparator;
import java.util.List;

/**
 * What one round came to.
 *
 * @param operations how many were begun
 * @param failures   how many of them failed
 * @param seconds    how long all took
 * @param cpuSeconds what the candidate's process used meanwhile, user and system
 */
record Round(int operations, int failures, double seconds, double cpuSeconds) {

    double perSecond() {
        return operations / seconds;
    }

    double cpuMicros() {
        return cpuSeconds * 1e6 / operations;
    }

    /** The round with the median CPU time; the failures of all. */
    static Round median(List<Round> rounds) {
        List<Round> sorted = rounds.stream().sorted(Comparator.comparingDouble(Round::cpuMicros)).toList();
        Round middle = sorted.get(sorted.size() / 2);
        double seconds = rounds.stream().map(Round::seconds).sorted().toList().get(rounds.size() / 2);
        return new Round(middle.operations, rounds.stream().mapToInt(Round::failures).sum(), seconds, middle.cpuSeconds);
    }
}
