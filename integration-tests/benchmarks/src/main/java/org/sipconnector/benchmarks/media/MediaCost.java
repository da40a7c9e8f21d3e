/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What calls cost in our media engine and in headless Chromium, and how soon the first frame is seen. */
public final class MediaCost {

    static final int REST_SECONDS = 2;
    private static final int FIRST_FRAMES = 11;

    private MediaCost() {}

    /** @param args seconds for each measurement, 10 without; then the numbers of calls, 1 and 10 without */
    public static void main(String[] args) throws Exception {
        missing().ifPresent(missing -> {
            throw new IllegalStateException(missing);
        });
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        List<Integer> numbers = args.length > 1
                ? Arrays.stream(args).skip(1).map(Integer::valueOf).toList()
                : List.of(1, 10);
        System.out.println("Method: a call is two peer connections that talk to each other on this machine, Opus both ways and,"
                + " where it says so, VP8 640x360 of 15 frames a second both ways; both ends count. Ours run in a JVM of their"
                + " own, as helper processes are started, the peer's in a fresh headless Chromium with its fake camera: all in one"
                + " page, and each in a page of its own, as web clients have it; both exchange complete descriptions. CPU over " + seconds
                + " s after " + REST_SECONDS + " s of rest; memory is the proportional set size of"
                + " all processes, the JVM and the browser included; resident counts what they share in each of them.");
        firstFrames(seconds < 10 ? 3 : FIRST_FRAMES);
        for (boolean video : new boolean[] {false, true}) {
            for (int calls : numbers) {
                Cost ours = OurCalls.cost(video, calls, seconds);
                System.out.printf("%2d calls, %s%n  ours                       %s%n", calls, video ? "audio and video" : "audio", ours);
                beside(ours, "Chromium, all in one page ", ChromiumCalls.cost(video, calls, seconds, false));
                if (calls > 1) {
                    beside(ours, "Chromium, a page for each ", ChromiumCalls.cost(video, calls, seconds, true));
                }
                demand(calls, video, ours);
            }
        }
    }

    /** What this machine lacks for the comparison; empty when all is there. */
    public static Optional<String> missing() {
        return missingLibrary().or(() -> Chromium.installed()
                ? Optional.empty()
                : Optional.of("chromium is not installed (apt-get install chromium)"));
    }

    /** What this machine lacks for our media engine. */
    public static Optional<String> missingLibrary() {
        return Engine.missing();
    }

    private static void firstFrames(int calls) throws Exception {
        double[] ours = OurCalls.firstFrames(calls);
        double[] theirs = ChromiumCalls.firstFrames(calls);
        System.out.printf(Locale.ROOT, "First decoded frame, from opening the first connection; median of %d later calls when warm%n"
                + "  ours     cold %.0f ms (and %.0f ms for the engine's start), warm %.0f ms%n"
                + "  Chromium cold %.0f ms, warm %.0f ms%n", calls - 1, ours[1], ours[0], median(ours, 2), theirs[0], median(theirs, 1));
    }

    private static double median(double[] values, int from) {
        double[] sorted = Arrays.copyOfRange(values, from, values.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void beside(Cost ours, String peer, Cost theirs) {
        System.out.printf(Locale.ROOT, "  %s %s%n    ratio: memory %.2f (resident %.2f), CPU %.2f%n", peer, theirs,
                ours.megabytes() / theirs.megabytes(), ours.resident() / theirs.resident(), ours.cores() / theirs.cores());
    }

    /** A call that does not work costs nothing. */
    private static void demand(int calls, boolean video, Cost ours) {
        if (ours.audible() < 0.5 || video && ours.frames() < 1) {
            throw new IllegalStateException(calls + " of our calls did not work: " + ours);
        }
    }
}
