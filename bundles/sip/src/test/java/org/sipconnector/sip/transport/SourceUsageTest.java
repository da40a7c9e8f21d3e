/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who counts as one peer. */
class SourceUsageTest {

    private final SourceUsage sources = new SourceUsage();

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.2, false", "2001:db8::1, 2001:db8::ffff:1:2:3, true",
            "2001:db8::1, 2001:db8:0:1::1, false", "::ffff:192.0.2.1, 192.0.2.1, true"})
    void anIpv4AddressAndAnIpv6NetworkHaveALimitOfTheirOwn(String one, String another, boolean same) throws Exception {
        assertThat(sources.enter(InetAddress.getByName(one), 1)).isTrue();
        assertThat(sources.enter(InetAddress.getByName(another), 1)).isNotEqualTo(same);
    }

    @Test
    void nothingIsKeptOfWhoHasLeft() throws Exception {
        sources.enter(InetAddress.getByName("2001:db8::1"), 5, 5);
        sources.leave(InetAddress.getByName("2001:db8::2"), 5);
        assertThat(sources.isEmpty()).isTrue();
    }
}
