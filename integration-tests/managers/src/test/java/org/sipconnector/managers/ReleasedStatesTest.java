/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        JsonNode whole = withoutCertificate(released.text());
        assertThat(ofRelease(ReleasedStates.parsed(handedOn.toJson()), whole)).isEqualTo(whole);
        assertThat(handedOn.version()).isEqualTo(released.state().version());
    }

    /** The one of a connection was only ever looked up in the parameters that the kernel keeps. */
    private static JsonNode withoutCertificate(JsonNode released) {
        JsonNode state = released.deepCopy();
        if (state.at("/link/configuration") instanceof ObjectNode configuration) {
            configuration.remove("certificate");
        }
        return state;
    }

    @Test
    void whatAStateGainsIsNoDifferenceAndWhatItLosesIsOne() {
        JsonNode released = ReleasedStates.parsed("{\"calls\":[{\"id\":\"a\",\"end\":null}],\"delay\":1.5}");

        assertThat(ofRelease(ReleasedStates.parsed("{\"delay\":1.50,\"calls\":[{\"end\":null,\"id\":\"a\",\"new\":1}],\"new\":{}}"), released))
                .isEqualTo(released);
        List.of("{\"calls\":[{\"id\":\"a\"}],\"delay\":1.5}", "{\"calls\":[],\"delay\":1.5}",
                "{\"calls\":[{\"id\":\"b\",\"end\":null}],\"delay\":1.5}",
                "{\"calls\":[{\"id\":\"a\",\"end\":null}],\"delay\":null}", "{\"calls\":[{\"id\":\"a\",\"end\":null},{}],\"delay\":1.5}")
                .forEach(other -> assertThat(ofRelease(ReleasedStates.parsed(other), released)).isNotEqualTo(released));
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

    /** A state without the components that the release did not know. */
    private static JsonNode ofRelease(JsonNode state, JsonNode released) {
        if (state.isObject() && released.isObject()) {
            ObjectNode known = JsonNodeFactory.instance.objectNode();
            state.fields().forEachRemaining(field -> {
                if (released.has(field.getKey())) {
                    known.set(field.getKey(), ofRelease(field.getValue(), released.get(field.getKey())));
                }
            });
            return known;
        }
        if (state.isArray() && state.size() == released.size()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < state.size(); i++) {
                elements.add(ofRelease(state.get(i), released.get(i)));
            }
            return elements;
        }
        return state;
    }
}
