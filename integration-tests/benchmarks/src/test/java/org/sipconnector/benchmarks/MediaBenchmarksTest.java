/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.sipconnector.benchmarks.media.Isolation;
import org.sipconnector.benchmarks.media.ManyCalls;
import org.sipconnector.benchmarks.media.MediaCost;
import org.sipconnector.benchmarks.media.MediaSoak;

/** What the media benchmarks demand is demanded of every build: 500 calls and an hour are for {@code bin/bench}. */
class MediaBenchmarksTest {

    private static final String CALLS = System.getProperty("media.calls", "100");
    private static final String SOAK_SECONDS = System.getProperty("media.soak.seconds", "120");
    /** Builds run on machines that do other things, too. */
    private static final String TOLERANCE = System.getProperty("media.soak.tolerance", "5");

    @Test
    void callsCostOfMediaBesideChromium() {
        MediaCost.missing().ifPresent(missing -> Assumptions.abort("skipped: " + missing));
        assertThatCode(() -> MediaCost.main(new String[] {"2", "1"})).doesNotThrowAnyException();
    }

    @Test
    void isolationIsComparedWithTheLibraryInTheServer() {
        MediaCost.missingLibrary().ifPresent(missing -> Assumptions.abort("skipped: " + missing));
        assertThatCode(() -> Isolation.main(new String[] {"1", "1"})).doesNotThrowAnyException();
    }

    @Test
    void callsOpenedAndClosedLeaveNothing() {
        MediaCost.missingLibrary().ifPresent(missing -> Assumptions.abort("skipped: " + missing));
        assertThatCode(() -> ManyCalls.main(new String[] {CALLS})).doesNotThrowAnyException();
    }

    @Test
    void mediaThatLastsHasNoGapsDoesNotGrowAndDoesNotDriftApart() {
        MediaCost.missingLibrary().ifPresent(missing -> Assumptions.abort("skipped: " + missing));
        assertThatCode(() -> MediaSoak.main(new String[] {SOAK_SECONDS, "2", TOLERANCE})).doesNotThrowAnyException();
    }
}
