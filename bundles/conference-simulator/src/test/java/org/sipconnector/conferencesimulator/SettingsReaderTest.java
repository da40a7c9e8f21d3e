/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.configuration.ConfigurationReading;

class SettingsReaderTest {

    private static ConfigurationReading<SimulatorSettings> reading(Map<String, Object> values) {
        return SettingsReader.SCHEMA.read(values);
    }

    private static SimulatorSettings read(Map<String, Object> values) {
        return SettingsReader.complete(reading(values).value().orElseThrow(), Path.of("fallback"));
    }

    @Test
    void byDefaultItIsOnLoopbackWithARandomPasswordForAnyUser() {
        SimulatorSettings settings = read(Map.of());
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.domain()).isEqualTo("127.0.0.1");
        assertThat(settings.ports()).containsOnly(Map.entry(Transport.WSS, 7443));
        assertThat(settings.password("anyone")).isPresent().isNotEqualTo(read(Map.of()).password("anyone"));
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("fallback"));
    }

    @Test
    void configuredUsersAreTheOnlyOnes() {
        SimulatorSettings settings = read(Map.of("users", new String[] {"alice:se:cret"}));
        assertThat(new String(settings.password("alice").orElseThrow().reveal())).isEqualTo("se:cret");
        assertThat(settings.password("bob")).isEmpty();
    }

    @Test
    void oneLineOfAFileNamesAnyNumberOfUsers() {
        SimulatorSettings settings = read(Map.of("users", "alice:a, bob:b:b,carol:c\\,c ,"));
        assertThat(settings.users()).containsOnlyKeys("alice", "bob", "carol");
        assertThat(new String(settings.password("alice").orElseThrow().reveal())).isEqualTo("a");
        assertThat(new String(settings.password("bob").orElseThrow().reveal())).isEqualTo("b:b");
        assertThat(new String(settings.password("carol").orElseThrow().reveal())).isEqualTo("c,c");
        assertThat(settings.password("dave")).isEmpty();
    }

    @Test
    void aUserWhoIsThereTwiceIsAMistake() {
        assertThat(reading(Map.of("users", "alice:one, alice:two")).reason()).isEqualTo("users: user 'alice' is there twice");
    }

    @Test
    void mistakesNameTheirKeyButNoPassword() {
        assertThat(reading(Map.of("wss.port", 70_000)).reason()).contains("wss.port: '70000' must be");
        assertThat(reading(Map.of("alone", "mirror")).reason()).isEqualTo("alone: 'mirror' must be ECHO or PATTERN");
        assertThat(reading(Map.of("frame.rate", "0")).reason()).contains("frame.rate: '0'");
        assertThat(reading(Map.of("users", new String[] {"secret-without-user"})).reason()).contains("users: must be")
                .doesNotContain("secret");
    }
}
