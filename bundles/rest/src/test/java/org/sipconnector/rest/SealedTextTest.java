/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SealedTextTest {

    @Test
    void whoBringsTheKeyReadsIt() {
        byte[] key = new byte[32];
        key[0] = 7;
        SealedText sealed = SealedText.of("Basic hunter2", key);

        assertThat(sealed.open(key)).isEqualTo("Basic hunter2");
        assertThat(sealed.toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> sealed.open(new byte[32])).isInstanceOf(IllegalStateException.class);
    }
}
