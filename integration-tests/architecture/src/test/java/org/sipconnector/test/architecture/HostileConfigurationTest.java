/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationReading;
import org.sipconnector.spi.configuration.ConfigurationSchema;

/** Every key of every configuration is fed what nobody should write: it is refused in one line, or used as documented. */
class HostileConfigurationTest {

    private static final String SECRET = "hunter2";

    private static final List<Object> VALUES = List.of("abc", "-1", "0", "-0", "1.5", "1e309", "NaN", "99999999999999999999",
            "-99999999999999999999", "0x10", "\u0661", "true", "maybe", Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE,
            Double.NaN, Boolean.TRUE, 'c', "a\u0000b", "a\r\nb: c", "a\u2028b", "a\u001b[31mb", "\uFFFD", "\uD83D", "x".repeat(100_000),
            "9".repeat(100_000), "(".repeat(900), ",".repeat(100_000), "a,b,,c", new String[] {"a", "b"}, new String[] {"1"},
            new int[] {1, 2}, List.of("a", 2), new String[2000], "$[secret:no-such-secret]", "$[env:NO_SUCH_VARIABLE]",
            "$[prop:no.such.property]", "${x}", "/no/such/file", "file:/no/such/file.wav", "../../etc/passwd", "\u0000", "host:99999",
            "sip:a@b", "a@b", "a b", "\"a\"", "<a>", "';--");

    private static final List<Object> EMPTY = List.of("", "   ", "\t", new String[0], new String[] {""}, List.of());

    private static Stream<Arguments> keys() {
        return Schemas.all().stream().flatMap(schema -> schema.keys().stream()
                .map(key -> Arguments.of(schema.pid(), key.name(), schema, key)));
    }

    /** The least that is right. */
    private static Map<String, Object> least(ConfigurationSchema<?> schema) {
        Map<String, Object> properties = new HashMap<>();
        schema.keys().stream().filter(ConfigurationKey::required).forEach(key -> properties.put(key.name(), "host.example"));
        return properties;
    }

    private static Map<String, Object> with(ConfigurationSchema<?> schema, String key, Object value) {
        Map<String, Object> properties = least(schema);
        properties.put(key, value);
        return properties;
    }

    private static String plain(Object value) {
        return String.valueOf(value).replaceAll("\\$\\$Lambda[^,\\]]*", "a function");
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("keys")
    void whatIsWrongIsRefusedInOneLineAndLeavesTheDefaults(String pid, String name, ConfigurationSchema<?> schema,
            ConfigurationKey<?> key) {
        for (Object value : VALUES) {
            Object fed = value instanceof String[] array && array.length == 2000 ? filled(array) : value;
            ConfigurationReading<?> reading = schema.read(with(schema, name, fed));
            if (reading.value().isPresent()) {
                assertThat(reading.mistakes()).isEmpty();
                continue;
            }
            assertThat(reading.mistakes()).as("mistakes of %s", fed).isNotEmpty();
            assertThat(reading.reason()).as("the refusal of a value of %s", name)
                    .matches("[a-zA-Z.]+: .{5,1500}").doesNotContainPattern("\\p{Cntrl}|\u2028");
            boolean ownMistake = reading.mistakes().stream().anyMatch(mistake -> mistake.key().equals(name));
            assertThat(ownMistake || reading.reason().contains("required") || reading.reason().contains("below"))
                    .as("%s is named in: %s", name, reading.reason()).isTrue();
            if (ownMistake && !key.required()) {
                assertThat(plain(schema.bestOf(with(schema, name, fed)))).as("what holds instead of a wrong %s", name)
                        .isEqualTo(plain(schema.bestOf(least(schema))));
            }
        }
    }

    private static Object filled(String[] array) {
        Arrays.fill(array, "a");
        return array;
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("keys")
    void anEmptyValueIsAsGoodAsNone(String pid, String name, ConfigurationSchema<?> schema, ConfigurationKey<?> key) {
        for (Object value : EMPTY) {
            ConfigurationReading<?> reading = schema.read(with(schema, name, value));
            if (key.required()) {
                assertThat(reading.reason()).startsWith(name + ": is required");
            } else {
                assertThat(reading.reason()).isEmpty();
                assertThat(plain(reading.value().orElseThrow())).isEqualTo(plain(schema.read(least(schema)).value().orElseThrow()));
            }
        }
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("keys")
    void aDefaultMayBeWrittenDown(String pid, String name, ConfigurationSchema<?> schema, ConfigurationKey<?> key) {
        key.standard().ifPresent(standard -> {
            assertThat(plain(schema.read(with(schema, name, standard)).value().orElseThrow()))
                    .isEqualTo(plain(schema.read(least(schema)).value().orElseThrow()));
        });
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("keys")
    void secretsAreShownNowhere(String pid, String name, ConfigurationSchema<?> schema, ConfigurationKey<?> key) {
        if (!key.secret()) {
            return;
        }
        List<ConfigurationReading<?>> readings = new ArrayList<>();
        for (Object value : List.of(SECRET, SECRET + "\u0007", new String[] {SECRET, SECRET}, "user:" + SECRET, SECRET.repeat(20_000))) {
            readings.add(schema.read(with(schema, name, value)));
            readings.add(schema.read(with(schema, name + "s", value)));
        }
        readings.forEach(reading -> assertThat(reading.toString()).doesNotContain(SECRET));
    }

    /** A password written into another key's URL or header is no more shown than the password itself. */
    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("keys")
    void secretsInValuesOfOtherKeysAreNotShownEither(String pid, String name, ConfigurationSchema<?> schema, ConfigurationKey<?> key) {
        for (String value : List.of("https://u:" + SECRET + "@h/?token=" + SECRET + "\u0007", "turn:u:" + SECRET + "@h?credential=" + SECRET,
                "sips:u:" + SECRET + "@[", "Authorization: Bearer " + SECRET + "\u0001", "Authorization Bearer " + SECRET, "password=" + SECRET)) {
            ConfigurationReading<?> reading = schema.read(with(schema, name, value));
            assertThat(reading.mistakes().toString() + reading.warnings() + reading.reason()).as(value).doesNotContain(SECRET);
        }
    }
}
