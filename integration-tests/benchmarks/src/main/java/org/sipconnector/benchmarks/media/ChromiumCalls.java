package org.sipconnector.benchmarks.media;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The same calls in a page of headless Chromium, each time in a fresh browser. */
final class ChromiumCalls {

    private static final double SAMPLES_PER_SECOND = 48_000;

    private ChromiumCalls() {}

    /** Milliseconds to the first decoded frame of each call; the first is the browser's first. */
    static double[] firstFrames(int calls) throws IOException {
        try (Chromium chromium = new Chromium()) {
            double[] millis = new double[calls];
            for (int i = 0; i < calls; i++) {
                millis[i] = chromium.run("await call(true)").asDouble();
                chromium.run("hangUp()");
            }
            return millis;
        }
    }

    static Cost cost(boolean video, int calls, int seconds) throws IOException, InterruptedException {
        try (Chromium chromium = new Chromium()) {
            for (int i = 0; i < calls; i++) {
                chromium.run("await call(" + video + ")");
            }
            TimeUnit.SECONDS.sleep(MediaCost.REST_SECONDS);
            JsonNode decoded = chromium.run("await decoded()");
            Usage before = chromium.usage();
            long begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds);
            Usage after = chromium.usage();
            double took = (System.nanoTime() - begin) / 1e9;
            JsonNode then = chromium.run("await decoded()");
            return Cost.between(before, after, took, calls, then.get("frames").asLong() - decoded.get("frames").asLong(),
                    (then.get("samples").asLong() - decoded.get("samples").asLong()) / SAMPLES_PER_SECOND);
        }
    }
}
