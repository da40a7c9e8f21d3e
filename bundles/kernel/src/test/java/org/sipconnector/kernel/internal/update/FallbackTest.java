/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class FallbackTest {

    private static final Instant CHANGED = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void anUpdateIsGivenItsTimeFromTheChangeOfTheBundleAlthoughTheFormerCodeStoppedLongBefore() {
        assertThat(Fallback.moreTime(CHANGED.plusSeconds(1), CHANGED, Bundle.INSTALLED)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Fallback.moreTime(CHANGED.plusSeconds(5), CHANGED, Bundle.INSTALLED)).isZero();
    }

    @Test
    void aBundleThatStillStartsIsWaitedFor() {
        assertThat(Fallback.moreTime(CHANGED.plusSeconds(60), CHANGED, Bundle.STARTING)).isPositive();
        assertThat(Fallback.moreTime(CHANGED.plusSeconds(60), CHANGED, Bundle.ACTIVE)).isZero();
    }
}
