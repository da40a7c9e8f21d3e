/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.media.engine.LocalEngine;

/** Calls that last: nothing may be missing, memory may not grow, sound and picture may not drift apart. */
public final class MediaSoak {

    private static final int HEAP_MEGABYTES = 96;
    private static final double LONGEST_PAUSE_MILLIS = 2_000;
    private static final double MOST_MISSED = 0.02;
    /** What nobody notices between sound and lips (ITU-R BT.1359); a frame lasts half of that. */
    private static final double MOST_DRIFT_MILLIS = 125;
    private static final double MOST_GROWTH_MEGABYTES = 30;

    private MediaSoak() {}

    /**
     * @param args seconds, 180 without; calls, 2 without; how many times as much may be missing, pause and drift as on a machine
     *     that does nothing else, 1 without
     */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 180;
        int calls = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        int tolerance = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        System.out.println("Method: " + calls + " calls of two peer connections, Opus and VP8 640x360 of 15 frames a second both"
                + " ways, for " + seconds + " s; what is sent flashes and beeps together once a second, sinks at all ends see and"
                + " hear it. Growth and drift: the last third against the second, the first is warming up. JVM with -Xmx"
                + HEAP_MEGABYTES + "m.");
        System.out.println(MeasuredProcess.run(HEAP_MEGABYTES, seconds / 60 + 2, Run.class, Integer.toString(seconds),
                Integer.toString(calls), Integer.toString(tolerance)));
    }

    /** In the child. */
    static final class Run {

        public static void main(String[] args) throws Exception {
            int seconds = Integer.parseInt(args[0]);
            Beacon beacon = new Beacon();
            try (LocalEngine engine = Engine.start(beacon)) {
                List<MediaCall> calls = new ArrayList<>();
                List<Watch> watches = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                    MediaCall call = MediaCall.established(engine, Beacon.SOURCES);
                    calls.add(call);
                    Stream.of(call.caller, call.callee).forEach(end -> watches.add(watched(engine, beacon, end)));
                }
                List<Double> memory = new ArrayList<>();
                for (long begin = System.nanoTime(); System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds);) {
                    TimeUnit.SECONDS.sleep(1);
                    memory.add(Usage.ofThis().megabytes());
                }
                String outcome = judged(watches, memory, seconds, Integer.parseInt(args[2]));
                calls.forEach(MediaCall::close);
                MeasuredProcess.result(outcome);
            }
        }

        private static Watch watched(LocalEngine engine, Beacon beacon, MediaCall.End end) {
            Watch watch = beacon.watch(end.id.value());
            for (MediaKind kind : MediaKind.values()) {
                engine.addSink(end.id, end.flow().tracks().stream().filter(flow -> flow.track().kind() == kind).findFirst()
                        .orElseThrow().track().transceiver(), "service:" + end.id.value());
            }
            return watch;
        }

        private static String judged(List<Watch> watches, List<Double> memory, int seconds, int tolerance) {
            double growth = median(third(memory, 2)) - median(third(memory, 1));
            double pictures = watches.stream().mapToDouble(Watch::longestPicturePause).max().orElseThrow();
            double sound = watches.stream().mapToDouble(Watch::longestSoundPause).max().orElseThrow();
            int flashes = watches.stream().mapToInt(Watch::flashes).min().orElseThrow();
            int beeps = watches.stream().mapToInt(Watch::beeps).min().orElseThrow();
            double delay = watches.stream().mapToDouble(watch -> median(watch.delays())).max().orElseThrow();
            double drift = watches.stream().mapToDouble(watch -> Math.abs(median(third(watch.delays(), 2))
                    - median(third(watch.delays(), 1)))).max().orElseThrow();
            String outcome = String.format(Locale.ROOT, "%d ends for %d s: longest pause of pictures %.0f ms, of sound %.0f ms;"
                    + " %d flashes and %d beeps of %d seen and heard at the least; sound %.0f ms after the picture, drift %.1f ms;"
                    + " memory %.0f MB, growth %.1f MB", watches.size(), seconds, pictures, sound, flashes, beeps, seconds, delay,
                    drift, median(third(memory, 2)), growth);
            if (Math.max(pictures, sound) > tolerance * LONGEST_PAUSE_MILLIS
                    || Math.min(flashes, beeps) < seconds * (1 - tolerance * MOST_MISSED) - 2 || drift > tolerance * MOST_DRIFT_MILLIS
                    || growth > MOST_GROWTH_MEGABYTES) {
                throw new IllegalStateException(outcome);
            }
            return outcome;
        }

        private static List<Double> third(List<Double> values, int number) {
            return values.subList(values.size() * number / 3, values.size() * (number + 1) / 3);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
        }
    }
}
