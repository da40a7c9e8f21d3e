/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** The benchmarks run, in small: each of them checks that what it measures did its work. */
class BenchmarksTest {

    @Test
    void chartStep() {
        assertThatCode(() -> ChartStep.main(new String[] {"4000"})).doesNotThrowAnyException();
    }

    @Test
    void laneHop() {
        assertThatCode(() -> LaneHop.main(new String[] {"100", "4000"})).doesNotThrowAnyException();
    }
}
