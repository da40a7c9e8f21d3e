/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.Locale;

/**
 * What calls cost while they lasted.
 *
 * @param cores     CPU seconds a second
 * @param megabytes proportional set size at the end
 * @param resident  resident set size at the end
 * @param frames    decoded a second at each end
 * @param audible   share of the sound that was decoded, of what was sent
 */
record Cost(double cores, double megabytes, double resident, int processes, double frames, double audible) {

    private static final int ENDS = 2;

    static Cost between(Usage before, Usage after, double seconds, int calls, double frames, double audioSeconds) {
        return new Cost((after.cpuSeconds() - before.cpuSeconds()) / seconds, after.megabytes(), after.resident(), after.processes(),
                frames / seconds / (calls * ENDS), audioSeconds / seconds / (calls * ENDS));
    }

    static Cost parse(String line) {
        String[] fields = line.split(" ");
        return new Cost(Double.parseDouble(fields[0]), Double.parseDouble(fields[1]), Double.parseDouble(fields[2]),
                Integer.parseInt(fields[3]), Double.parseDouble(fields[4]), Double.parseDouble(fields[5]));
    }

    String line() {
        return cores + " " + megabytes + " " + resident + " " + processes + " " + frames + " " + audible;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT,
                "%6.1f %% of a core, %6.1f MB (%6.1f MB resident), %2d processes, %5.1f frames/s an end, %3.0f %% of the sound",
                100 * cores, megabytes, resident, processes, frames, 100 * audible);
    }
}
