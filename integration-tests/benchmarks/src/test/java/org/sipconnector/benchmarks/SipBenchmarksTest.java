/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.sipconnector.benchmarks.sip.AccountMemory;
import org.sipconnector.benchmarks.sip.CallCost;
import org.sipconnector.benchmarks.sip.RegisterCost;

/** The SIP benchmarks run, in small: each fails when one of our operations does, and names the peers it does not find. */
class SipBenchmarksTest {

    @Test
    void registering() {
        assertThatCode(() -> RegisterCost.main(new String[] {"40", "1", "10"})).doesNotThrowAnyException();
    }

    @Test
    void calling() {
        assertThatCode(() -> CallCost.main(new String[] {"40", "1", "10"})).doesNotThrowAnyException();
    }

    @Test
    void thousandIdleAccountsAreWithinTheirBudget() {
        assertThatCode(() -> AccountMemory.main(new String[] {"1", "200", "1000"})).doesNotThrowAnyException();
    }
}
