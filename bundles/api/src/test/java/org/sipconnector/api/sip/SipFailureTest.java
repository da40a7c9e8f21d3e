/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refusal says besides its status. */
class SipFailureTest {

    private static final Duration DAY = Duration.ofDays(1);

    private static SipFailure saying(String retryAfter) {
        return SipFailure.response(503, "Service Unavailable", List.of(new Header("Retry-After", retryAfter)));
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "' 120 ', 120", "0, 0", "007, 7", "18000;duration=3600, 18000", "'120 (I am in a meeting)', 120",
            "'5 (a (nested) one) ;duration=60', 5", "86401, 86400", "4294967296, 86400", "0000000000000000000000005, 5",
            "99999999999999999999999, 86400"})
    void itSaysWhenItsSenderMayBeAskedAgain(String value, long seconds) {
        assertThat(saying(value).retryAfter(DAY)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "1.5", "5s", "5 minutes", "(120)", "soon", "Fri, 31 Dec 1999 23:59:59 GMT"})
    void whatIsNoNumberOfSecondsSaysNothing(String value) {
        assertThat(saying(value).retryAfter(DAY)).isEmpty();
    }

    @Test
    void withoutTheHeaderItSaysNothing() {
        assertThat(SipFailure.response(503, "Service Unavailable", List.of()).retryAfter(DAY)).isEmpty();
    }
}
