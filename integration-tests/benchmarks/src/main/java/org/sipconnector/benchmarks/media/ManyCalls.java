/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.source.ServiceLookup;

/** Calls with sound and pictures opened and closed again, and what they leave behind. */
public final class ManyCalls {

    private static final int AT_ONCE = 4;
    private static final int HEAP_MEGABYTES = 64;
    /** What the library may keep of a call, which is two connections; and what memory may vary by. */
    private static final double LEFT_MEGABYTES_PER_CALL = 0.5;
    private static final double VARIES_MEGABYTES = 100;
    /** Of threads and descriptors, since some belong to no call. */
    private static final int TOLERANCE = 10;

    private ManyCalls() {}

    /** @param args how many calls, 500 without */
    public static void main(String[] args) throws Exception {
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        System.out.println("Method: " + calls + " calls of two peer connections, sound and 360p pictures both ways, " + AT_ONCE
                + " at a time, each closed when both ends have seen the other; in a JVM of its own with -Xmx" + HEAP_MEGABYTES
                + "m. What is there after the first fifth is compared with the end; memory may grow by " + VARIES_MEGABYTES
                + " MB and " + LEFT_MEGABYTES_PER_CALL + " MB a call.");
        System.out.println(MeasuredProcess.run(HEAP_MEGABYTES, 10, Run.class, Integer.toString(calls)));
    }

    /** In the child. */
    static final class Run {

        public static void main(String[] args) throws Exception {
            int calls = Integer.parseInt(args[0]);
            int first = calls / 5;
            ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
            try (LocalEngine engine = Engine.start(ServiceLookup.NONE)) {
                long begin = System.nanoTime();
                call(engine, callers, first);
                Usage before = settled();
                call(engine, callers, calls - first);
                Usage after = settled();
                double grown = after.megabytes() - before.megabytes();
                String outcome = String.format(Locale.ROOT, "%d calls in %.0f s: memory %.0f to %.0f MB (%.2f MB a call), threads"
                        + " %d to %d, descriptors %d to %d; %d connections opened, %d closed, %d live, %d sources", calls,
                        (System.nanoTime() - begin) / 1e9, before.megabytes(), after.megabytes(), grown / (calls - first),
                        before.threads(), after.threads(), before.descriptors(), after.descriptors(), engine.statistics().opened(),
                        engine.statistics().closed(), engine.statistics().peers(), engine.statistics().sources());
                if (grown > VARIES_MEGABYTES + LEFT_MEGABYTES_PER_CALL * (calls - first) || after.threads() > before.threads() + TOLERANCE
                        || after.descriptors() > before.descriptors() + TOLERANCE || engine.statistics().peers() != 0
                        || engine.statistics().sources() != 0 || engine.statistics().opened() != 2L * calls) {
                    throw new IllegalStateException(outcome);
                }
                MeasuredProcess.result(outcome);
            } finally {
                callers.shutdownNow();
            }
        }

        private static void call(LocalEngine engine, ExecutorService callers, int calls) throws Exception {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                all.add(callers.submit(() -> MediaCall.established(engine, MediaCall.Sources.AUDIO_VIDEO).close()));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        private static Usage settled() {
            System.gc();
            return Usage.ofThis();
        }
    }
}
