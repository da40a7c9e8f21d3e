/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.spi.media.MediaFlow;

/** Calls of our engine in a process of their own, so that memory and time are theirs alone. */
final class OurCalls {

    private static final String FIRST_FRAMES = "frames";
    private static final double BLOCKS_PER_SECOND = 100;

    private OurCalls() {}

    /** Milliseconds to the first decoded frame: the first after the engine's start, then of each later call. */
    static double[] firstFrames(int calls) throws Exception {
        return Stream.of(child(FIRST_FRAMES, calls, 0).split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    static Cost cost(boolean video, int calls, int seconds) throws Exception {
        return Cost.parse(child(video ? "video" : "audio", calls, seconds));
    }

    private static String child(String what, int calls, int seconds) throws Exception {
        return MeasuredProcess.run(256, 2, OurCalls.class, what, Integer.toString(calls), Integer.toString(seconds));
    }

    /** @param args audio, video or frames; how many calls; how many seconds */
    public static void main(String[] args) throws InterruptedException {
        int calls = Integer.parseInt(args[1]);
        long begin = System.nanoTime();
        try (LocalEngine engine = Engine.start(ServiceLookup.NONE)) {
            if (args[0].equals(FIRST_FRAMES)) {
                double start = (System.nanoTime() - begin) / 1e6;
                double[] millis = new double[calls + 1];
                millis[0] = start;
                for (int i = 1; i <= calls; i++) {
                    millis[i] = MediaCall.millisToFirstFrame(engine);
                }
                MeasuredProcess.result(String.join(" ", Arrays.stream(millis).mapToObj(Double::toString).toList()));
            } else {
                steady(engine, args[0].equals("video") ? MediaCall.Sources.AUDIO_VIDEO : MediaCall.Sources.AUDIO, calls,
                        Integer.parseInt(args[2]));
            }
        }
    }

    private static void steady(LocalEngine engine, MediaCall.Sources sources, int count, int seconds) throws InterruptedException {
        List<MediaCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(MediaCall.established(engine, sources));
        }
        // what was needed only to begin is over
        TimeUnit.SECONDS.sleep(MediaCost.REST_SECONDS);
        long frames = sum(calls, MediaFlow::framesReceived);
        long blocks = sum(calls, MediaFlow::audioReceived);
        Usage before = Usage.ofThis();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        Usage after = Usage.ofThis();
        double took = (System.nanoTime() - begin) / 1e9;
        MeasuredProcess.result(Cost.between(before, after, took, count, (double) (sum(calls, MediaFlow::framesReceived) - frames),
                (double) (sum(calls, MediaFlow::audioReceived) - blocks) / BLOCKS_PER_SECOND).line());
    }

    private static long sum(List<MediaCall> calls, ToLongFunction<MediaFlow> count) {
        return calls.stream().flatMap(call -> Stream.of(call.caller, call.callee)).mapToLong(end -> count.applyAsLong(end.flow())).sum();
    }
}
