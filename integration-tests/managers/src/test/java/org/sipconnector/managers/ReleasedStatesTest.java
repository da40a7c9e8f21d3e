/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.kernel.Handover;
import org.sipconnector.managers.ReleasedStates.Released;
import org.sipconnector.testkit.LaneHarness;

/** What code wrote that kept its states in fields of its own, and gathered them at each hand-over. */
class ReleasedStatesTest {

    private static final String BEFORE_THE_CONTEXT = "0.1.0-before-manager-context";

    static List<Released> states() {
        return ReleasedStates.read(BEFORE_THE_CONTEXT);
    }

    @ParameterizedTest
    @MethodSource("states")
    void aStateIsTakenUpAndHandedOnWhole(Released released) {
        LaneHarness stage = new LaneHarness();
        new WholeConnector(stage);

        stage.adopt(released.api(), released.state());

        Handover handedOn = stage.state(released.api());
        assertThat(ReleasedStates.parsed(handedOn.toJson())).isEqualTo(released.text());
        assertThat(handedOn.version()).isEqualTo(released.state().version());
    }

    @Test
    void everyManagerHasStates() {
        assertThat(states().stream().map(Released::api).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(ReleasedStates.MANAGERS);
    }

    /** With {@code -Dstates.file=FILE}, before a release. */
    @Test
    @EnabledIfSystemProperty(named = "states.file", matches = ".+")
    void thePresentStatesAreWrittenToAFile() throws IOException {
        Files.write(Path.of(System.getProperty("states.file")), ReleasedStates.written());
    }
}
