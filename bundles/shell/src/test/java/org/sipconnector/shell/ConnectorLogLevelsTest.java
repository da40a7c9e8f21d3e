/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class ConnectorLogLevelsTest {

    private final Dictionary<String, Object> properties = new Hashtable<>(Map.of("log4j2.rootLogger.level", "INFO"));
    private final ConnectorLogLevels levels = new ConnectorLogLevels(Answers.of(ConfigurationAdmin.class, Map.of("getConfiguration",
            Answers.of(Configuration.class, Map.of("getProperties", properties)))));

    @Test
    void aLevelLetsPassWhatCarriesTheConnectorsId() throws IOException {
        levels.set("demo.one", Optional.of("debug"));

        assertThat(Collections.list(properties.keys()).stream().filter(key -> key.contains(".id")).map(properties::get))
                .containsExactlyInAnyOrder("KeyValuePair", "demo.one", "DEBUG");
        assertThat(properties.get("log4j2.filter.sipconnector.key")).isEqualTo("connector");
    }

    @Test
    void theLevelsThatAreSetAreShown() throws IOException {
        levels.set("a.b", Optional.of("debug"));
        levels.set("c", Optional.of("trace"));

        assertThat(levels.all()).containsExactly(Map.entry("a.b", "debug"), Map.entry("c", "trace"));
    }

    @Test
    void whenTheLastLevelGoesNothingIsLeftOfTheFilter() throws IOException {
        levels.set("a", Optional.of("debug"));
        levels.set("b", Optional.of("trace"));
        levels.set("a", Optional.empty());
        assertThat(Collections.list(properties.keys())).anyMatch(key -> key.startsWith("log4j2.filter.sipconnector."));
        levels.set("b", Optional.empty());

        assertThat(Collections.list(properties.keys())).containsExactly("log4j2.rootLogger.level");
    }
}
