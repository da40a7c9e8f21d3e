/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SipFixtureTest {

    @Test
    void endsTheLatestFirstAndTheOthersThoughOneFails() {
        SipFixture fixture = new SipFixture();
        List<String> ended = new ArrayList<>();
        fixture.ends(() -> ended.add("first"));
        fixture.ends(() -> {
            throw new IOException("the second cannot be closed");
        });
        fixture.ends(() -> ended.add("third"));

        assertThatIOException().isThrownBy(fixture::end).withMessageContaining("the second");

        assertThat(ended).containsExactly("third", "first");
    }
}
