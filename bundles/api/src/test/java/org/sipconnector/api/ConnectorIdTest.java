/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id names files, folders and places at the engine that shares connectors out. */
class ConnectorIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"office", "7", "a..", "a.b-c_d"})
    void whatBeginsWithALetterOrDigitIsOne(String value) {
        assertThat(ConnectorId.of(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "-option", "_x", "a/b", "a b", "\u00e4"})
    void othersAreRefused(String value) {
        assertThatThrownBy(() -> ConnectorId.of(value)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + value + "'").hasMessageContaining("the first a letter or digit");
    }
}
