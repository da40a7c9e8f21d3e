/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedPairsTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', value = {"Test User,Test User", "Raum_\\\"third\\\"_\u00e4,Raum_\"third\"_\u00e4", "a\\\\b,a\\b", "a\\$1,a$1",
            "a\\\\\\\"b,a\\\"b", "ends\\,ends\\"})
    void aCharacterBehindABackslashStandsForItself(String quoted, String meant) {
        assertThat(QuotedPairs.read(quoted)).isEqualTo(meant);
    }
}
