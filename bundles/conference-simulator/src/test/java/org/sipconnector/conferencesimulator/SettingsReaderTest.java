package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.InvalidConfigurationException;

class SettingsReaderTest {

    private static SimulatorSettings read(Map<String, Object> values) {
        SimulatorConfiguration configuration = (SimulatorConfiguration) Proxy.newProxyInstance(
                SimulatorConfiguration.class.getClassLoader(), new Class<?>[] {SimulatorConfiguration.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
        return SettingsReader.read(configuration, Path.of("fallback"));
    }

    @Test
    void byDefaultItIsOnLoopbackWithARandomPasswordForAnyUser() {
        SimulatorSettings settings = read(Map.of());
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.domain()).isEqualTo("127.0.0.1");
        assertThat(settings.wssPort()).isEqualTo(OptionalInt.of(7443));
        assertThat(settings.wsPort()).isEmpty();
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
        SimulatorSettings settings = read(Map.of("users", new String[] {"alice:a, bob:b:b,carol:c\\,c ,"}));
        assertThat(settings.users()).containsOnlyKeys("alice", "bob", "carol");
        assertThat(new String(settings.password("alice").orElseThrow().reveal())).isEqualTo("a");
        assertThat(new String(settings.password("bob").orElseThrow().reveal())).isEqualTo("b:b");
        assertThat(new String(settings.password("carol").orElseThrow().reveal())).isEqualTo("c,c");
        assertThat(settings.password("dave")).isEmpty();
    }

    @Test
    void aUserWhoIsThereTwiceIsAMistake() {
        assertThatThrownBy(() -> read(Map.of("users", new String[] {"alice:one, alice:two"}))).hasMessageContaining("users")
                .hasMessageContaining("'alice'").hasMessageNotContaining("two,");
    }

    @Test
    void mistakesNameTheirKeyButNoPassword() {
        assertThatThrownBy(() -> read(Map.of("wss_port", 70_000))).isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("wss.port").hasMessageContaining("70000");
        assertThatThrownBy(() -> read(Map.of("alone", "mirror"))).hasMessageContaining("alone")
                .hasMessageContaining("mirror");
        assertThatThrownBy(() -> read(Map.of("frame_rate", 0))).hasMessageContaining("frame.rate");
        assertThatThrownBy(() -> read(Map.of("users", new String[] {"secret-without-user"})))
                .hasMessageContaining("users").hasMessageNotContaining("secret");
    }
}
