/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.engine.SystemLibraries;
import org.sipconnector.media.helper.HelperEngine;
import org.sipconnector.media.helper.HelperLaunch;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;

/** What helper processes ({@code isolation = process}) cost beside the library in the server's own process. */
public final class Isolation {

    /** Connections of a helper, as is the default of the media bundle's configuration. */
    private static final int CAPACITY = 10;
    private static final int REST_SECONDS = 2;

    private Isolation() {}

    /**
     * @param setUp  milliseconds a call takes from opening to sound or picture at both ends, median
     * @param cores  CPU seconds a second of all processes
     * @param memory proportional set size of all processes in megabytes
     */
    private record Figures(double setUp, double cores, double memory) {

        static Figures parse(String line) {
            double[] values = Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
            return new Figures(values[0], values[1], values[2]);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "set-up %6.0f ms a call, %6.1f %% of a core, %6.1f MB", setUp, 100 * cores, memory);
        }
    }

    /** @param args seconds for each measurement, 10 without; then the numbers of calls, 1, 10 and 50 without */
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        List<Integer> numbers = args.length > 1
                ? Arrays.stream(args).skip(1).map(Integer::valueOf).toList()
                : List.of(1, 10, 50);
        System.out.println("Method: a call is two peer connections that talk to each other on this machine, Opus both ways, where it"
                + " says so VP8 640x360 of 15 frames a second both ways; both ends count, so 50 of them are what a server has at 100."
                + " Calls are made one after another, each until both ends hear or see; then CPU over " + seconds + " s after " + REST_SECONDS
                + " s of rest. The server's JVM with -Xmx256m"
                + " and its helper processes count together, " + CAPACITY + " connections a helper; memory is their proportional set size.");
        for (int calls : numbers) {
            compare("audio", calls, seconds);
            if (calls <= 10) {
                compare("video", calls, seconds);
            }
        }
    }

    private static void compare(String kind, int calls, int seconds) throws Exception {
        Figures none = measure("none", kind, calls, seconds);
        Figures process = measure("process", kind, calls, seconds);
        System.out.printf(Locale.ROOT, "%3d calls, %s%n  none    %s%n  process %s%n  ratio: set-up %.2f, CPU %.2f, memory %.2f%n", calls,
                kind.equals("video") ? "audio and video" : "audio", none, process, process.setUp / none.setUp,
                process.cores / none.cores, process.memory / none.memory);
    }

    private static Figures measure(String isolation, String kind, int calls, int seconds) throws Exception {
        return Figures.parse(MeasuredProcess.run(256, 10, Run.class, isolation, kind, Integer.toString(calls), Integer.toString(seconds)));
    }

    /** In the child. */
    static final class Run {

        public static void main(String[] args) throws InterruptedException {
            if (args[0].equals("none")) {
                try (LocalEngine engine = new LocalEngine(ServiceLookup.NONE, new SystemLibraries())) {
                    run(engine, args);
                }
            } else {
                try (HelperEngine helpers = new HelperEngine(HelperLaunch.likeThisProcess(System.getProperty("java.class.path")),
                        CAPACITY, ServiceLookup.NONE)) {
                    run(helpers, args);
                }
            }
        }

        private static void run(MediaEngine engine, String[] args) throws InterruptedException {
            while (engine.health().state() == MediaHealth.State.STARTING) {
                LockSupport.parkNanos(1_000_000);
            }
            MediaCall.Sources sources = args[1].equals("video") ? MediaCall.Sources.AUDIO_VIDEO : MediaCall.Sources.AUDIO;
            int seconds = Integer.parseInt(args[3]);
            // the first call of a process is another matter than those after it
            MediaCall.established(engine, sources).close();
            double[] millis = new double[Integer.parseInt(args[2])];
            MediaCall[] calls = new MediaCall[millis.length];
            for (int i = 0; i < millis.length; i++) {
                long begin = System.nanoTime();
                calls[i] = MediaCall.established(engine, sources);
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
            Arrays.sort(millis);
            TimeUnit.SECONDS.sleep(REST_SECONDS);
            Usage before = Usage.of(ProcessHandle.current());
            long begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds);
            Usage after = Usage.of(ProcessHandle.current());
            double took = (System.nanoTime() - begin) / 1e9;
            MeasuredProcess.result(millis[millis.length / 2] + " " + (after.cpuSeconds() - before.cpuSeconds()) / took + " " + after.megabytes());
        }
    }
}
