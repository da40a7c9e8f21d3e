/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.Secret;

/** Keys whose values nobody is shown. */
class SecretKeysTest {

    private static final ConfigurationKey<Secret> PASSWORD = ConfigurationKey.secret("password", "who one is");
    private static final ConfigurationKey<String> USER = ConfigurationKey.optional("user", ValueTypes.text(), "none", "whose");
    private static final ConfigurationSchema<Boolean> SCHEMA = new ConfigurationSchema<>("org.example.account", "An account",
            List.of(PASSWORD, USER), values -> values.find(PASSWORD).isPresent());

    @ParameterizedTest
    @ValueSource(strings = {"password", "PassWord", "pasword", "passwort", "\uFEFFpassword"})
    void aSecretKeyIsSecretHoweverItIsWritten(String key) {
        assertThat(SCHEMA.secret(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "USER", "service.pid", "felix.fileinstall.filename", "room"})
    void otherKeysAreNot(String key) {
        assertThat(SCHEMA.secret(key)).isFalse();
    }

    @Test
    void theMaskOfAListingIsNoPassword() {
        ConfigurationReading<Boolean> reading = SCHEMA.read(Map.of("user", "office", "password", ConfigurationSchema.MASK));

        assertThat(reading.value()).isEmpty();
        assertThat(reading.reason()).startsWith("password: is the mask that stands for a secret in listings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$[office]", "$[secrets:office]", "$[Secret:office]", "$(secret:office)", "[secret:office]", "$secret:office",
            "$[secret:office", "$[ secret:office ]", "$[file:office]", "${vault: office}", "${office}", "{env:OFFICE}", "$[ENV:OFFICE]"})
    void whatLooksLikeAReferenceAndIsNoneIsRefused(String password) {
        ConfigurationReading<Boolean> reading = SCHEMA.read(Map.of("user", "office", "password", password));

        assertThat(reading.value()).isEmpty();
        assertThat(reading.reason())
                .isEqualTo("password: looks like a reference to a secret and is none: write $[secret:NAME] or $[env:NAME]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$ecret", "secret:agent", "a$[b]", "[brackets]", "$", "$[", "pa$[secret]word", "{curly}"})
    void otherPasswordsAreTakenAsTheyAre(String password) {
        assertThat(SCHEMA.read(Map.of("password", password)).value()).contains(true);
    }
}
