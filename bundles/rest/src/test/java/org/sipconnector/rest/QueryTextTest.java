/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTextTest {

    @Test
    void namesAndValuesAreDecoded() {
        assertThat(QueryText.read("filter=a%20b+c&names=call:*,x&flag&empty=&&filter=second"))
                .isEqualTo(Map.of("filter", "a b c", "names", "call:*,x", "flag", "", "empty", ""));
        assertThat(QueryText.read(null)).isEmpty();
        assertThat(QueryText.read("")).isEmpty();
    }

    @Test
    void whatIsMalformedIsRefused() {
        for (String malformed : new String[] {"limit=%zz", "limit=%", "%-1=x"}) {
            assertThatThrownBy(() -> QueryText.read(malformed)).as(malformed).isInstanceOfSatisfying(ProblemException.class,
                    refused -> assertThat(refused.getMessage()).contains("%"));
        }
    }
}
