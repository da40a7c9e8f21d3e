/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The same calls in headless Chromium, each time in a fresh browser. */
final class ChromiumCalls {

    private static final double SAMPLES_PER_SECOND = 48_000;

    private ChromiumCalls() {}

    /** Milliseconds to the first decoded frame of each call; the first is the browser's first. */
    static double[] firstFrames(int calls) throws IOException {
        try (Chromium chromium = new Chromium()) {
            double[] millis = new double[calls];
            for (int i = 0; i < calls; i++) {
                millis[i] = chromium.first().run("await call(true)").asDouble();
                chromium.first().run("hangUp()");
            }
            return millis;
        }
    }

    /** @param alone whether each call has a page of its own, as a web client has; else all are in one */
    static Cost cost(boolean video, int calls, int seconds, boolean alone) throws IOException, InterruptedException {
        try (Chromium chromium = new Chromium()) {
            List<Chromium.Page> pages = new ArrayList<>(List.of(chromium.first()));
            for (int i = 0; i < calls; i++) {
                if (alone && i > 0) {
                    pages.add(chromium.open());
                }
                pages.get(pages.size() - 1).run("await call(" + video + ")");
            }
            TimeUnit.SECONDS.sleep(MediaCost.REST_SECONDS);
            double[] decoded = decoded(pages);
            Usage before = chromium.usage();
            long begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds);
            Usage after = chromium.usage();
            double took = (System.nanoTime() - begin) / 1e9;
            double[] then = decoded(pages);
            return Cost.between(before, after, took, calls, then[0] - decoded[0], (then[1] - decoded[1]) / SAMPLES_PER_SECOND);
        }
    }

    /** Frames and samples that all pages have decoded. */
    private static double[] decoded(List<Chromium.Page> pages) throws IOException {
        double[] sum = new double[2];
        for (Chromium.Page page : pages) {
            JsonNode decoded = page.run("await decoded()");
            sum[0] += decoded.get("frames").asLong();
            sum[1] += decoded.get("samples").asLong();
        }
        return sum;
    }
}
