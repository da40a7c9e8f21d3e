/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;

/** How connectors are told of that hold an update up. */
class LanesTest {

    @Test
    void connectorsThatAreStillBusyAreNamedAndManyOfThemCounted() {
        assertThat(Lanes.are(List.of(new ConnectorId("office")))).isEqualTo("connector office is");
        assertThat(Lanes.are(List.of(new ConnectorId("lab"), new ConnectorId("office")))).isEqualTo("connectors lab, office are");
        assertThat(Lanes.are(IntStream.range(0, 12).mapToObj(i -> new ConnectorId("c" + i)).toList()))
                .isEqualTo("connectors c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 2 more are");
    }
}
