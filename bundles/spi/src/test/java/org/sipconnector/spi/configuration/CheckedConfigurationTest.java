/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.ConfigurationWarning;
import org.sipconnector.api.RefusedConfiguration;

/** A component's configuration that is right, wrong, corrected and gone. */
class CheckedConfigurationTest {

    private static final ConfigurationKey<Integer> SIZE =
            ConfigurationKey.of("size", ValueTypes.wholeNumber(1, 10), "3", "how large");
    private static final ConfigurationKey<String> NAME = ConfigurationKey.optional("name", ValueTypes.text(), "none", "whose");

    private record Thing(int size, String name) {}

    private static final ConfigurationSchema<Thing> SCHEMA = new ConfigurationSchema<>("org.example.thing", "A thing",
            List.of(SIZE, NAME), values -> new Thing(values.get(SIZE), values.find(NAME).orElse("")));

    private final List<Object> services = new ArrayList<>();
    private final BundleContext context = (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class}, (self, method, arguments) -> registered(arguments[1]));

    private ServiceRegistration<?> registered(Object service) {
        services.add(service);
        return (ServiceRegistration<?>) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ServiceRegistration.class}, (self, method, arguments) -> {
                    if (method.getName().equals("unregister")) {
                        services.remove(service);
                    }
                    return method.getName().equals("equals") ? self == arguments[0] : null;
                });
    }

    private <T> List<T> services(Class<T> type) {
        return services.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void aWrongChangeIsToldAndChangesNothingUntilItIsCorrected() {
        CheckedConfiguration<Thing> configuration =
                new CheckedConfiguration<>(context, SCHEMA, Map.of("size", "5", "name", "mine"));

        assertThat(configuration.update(Map.of("size", "11", "name", "other",
                "felix.fileinstall.filename", "file:/etc/org.example.thing.cfg"))).isFalse();

        assertThat(configuration.current()).isEqualTo(new Thing(5, "mine"));
        assertThat(services(RefusedConfiguration.class)).containsExactly(new RefusedConfiguration("org.example.thing",
                "org.example.thing.cfg", "size: '11' must be a whole number from 1 to 10"));

        assertThat(configuration.update(Map.of("size", "10"))).isTrue();
        assertThat(configuration.current()).isEqualTo(new Thing(10, ""));
        assertThat(services(RefusedConfiguration.class)).isEmpty();
    }

    @Test
    void whereNothingWasRightBeforeRightKeysHoldAndWrongOnesHaveTheirDefaults() {
        CheckedConfiguration<Thing> configuration =
                new CheckedConfiguration<>(context, SCHEMA, Map.of("size", "abc", "name", "mine"));

        assertThat(configuration.current()).isEqualTo(new Thing(3, "mine"));
        assertThat(services(RefusedConfiguration.class)).hasSize(1);
    }

    @Test
    void anUnknownKeyIsAWarningForAsLongAsItIsThere() {
        CheckedConfiguration<Thing> configuration = new CheckedConfiguration<>(context, SCHEMA, Map.of("seize", "5"));

        assertThat(services(ConfigurationWarning.class)).extracting(ConfigurationWarning::text)
                .containsExactly("seize: is no known key; did you mean size?");
        configuration.update(Map.of());
        assertThat(services(ConfigurationWarning.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"size.most, most", "call.room, room", "startDelayMillis, startDelay", "password, pass"})
    void aKeyWithoutItsGroupOrItsUnitIsToldWhatIsMeant(String known, String written) {
        ConfigurationSchema<Boolean> schema = new ConfigurationSchema<>("org.example.thing", "A thing",
                List.of(ConfigurationKey.optional(known, ValueTypes.text(), "none", "what")), values -> true);

        assertThat(schema.read(Map.of(written, "5")).warnings()).containsExactly(written + ": is no known key; did you mean " + known + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Office # the boss", "Office // the boss", "Office #", "\"Office\"", "'Office'"})
    void aRemarkOrQuotesThatBecomePartOfAValueAreToldAsAWarning(String name) {
        ConfigurationReading<Thing> reading = SCHEMA.read(Map.of("name", name));

        assertThat(reading.value()).contains(new Thing(3, name));
        assertThat(reading.warnings()).singleElement().asString().startsWith("name: '" + name + "' ").contains("to the value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Office #2", "C#", "Jim \"Jimmy\" Doe", "http://example.org", "'"})
    void otherTextIsTakenWithoutAWord(String name) {
        assertThat(SCHEMA.read(Map.of("name", name)).warnings()).isEmpty();
    }

    @Test
    void aWarningShowsNoSecret() {
        ConfigurationSchema<Boolean> schema = new ConfigurationSchema<>("org.example.thing", "A thing",
                List.of(ConfigurationKey.secret("password", "who one is")), values -> true);

        assertThat(schema.read(Map.of("password", "hunter2 # mine")).warnings()).singleElement().asString()
                .startsWith("password: has a remark").doesNotContain("hunter2");
    }

    @Test
    void whatDeclarativeServicesAddsToPropertiesIsNobodysMistake() {
        new CheckedConfiguration<>(context, SCHEMA,
                Map.of("component.name", "x", "event.name", "call:*", "osgi.ds.satisfying.condition.target", "(a=b)",
                        "Foundation.target", "(c=d)", "service.pid", "y"));

        assertThat(services(ConfigurationWarning.class)).isEmpty();
    }

    @Test
    void nothingIsSaidAnyMoreWhenTheComponentIsGone() {
        CheckedConfiguration<Thing> configuration = new CheckedConfiguration<>(context, SCHEMA, Map.of("size", "0", "x", "y"));
        assertThat(services).hasSize(3);

        configuration.close();
        assertThat(services).isEmpty();
    }

    /** {@code felix.fileinstall.configEncoding} is not set in Karaf as it is delivered. */
    @ParameterizedTest
    @ValueSource(strings = {"J\u00f6rgen", "\u041e\u0444\u0438\u0441", "\u4f1a\u8bae\u5ba4", "caf\u00e9 \uD83D\uDCDE"})
    void aFileInUtf8IsReadAsSuchHoweverTheContainerReadsIt(String name) {
        String misread = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(new CheckedConfiguration<>(context, SCHEMA, Map.of("name", misread)).current().name()).isEqualTo(name);
        assertThat(new CheckedConfiguration<>(context, SCHEMA, Map.of("name", name)).current().name()).isEqualTo(name);
    }
}
