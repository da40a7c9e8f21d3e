/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.ServiceReference;

/** What is shown of secrets to those who list configurations. */
class HiddenSecretsTest {

    private static final String OFFICE = "org.sipconnector.connector~office";

    private final HiddenSecrets plugin = new HiddenSecrets(() -> List.of(ConnectorProperties.SCHEMA));

    private static Dictionary<String, Object> properties(String pid, String key, Object value) {
        return new Hashtable<>(Map.of("service.pid", pid, key, value));
    }

    private Object listed(String key, Object value) {
        Dictionary<String, Object> properties = properties(OFFICE, key, value);
        plugin.modifyConfiguration(null, properties);
        return properties.get(key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "password | $[secret:office] | \\$[secret:office]",
            "password | $[env:OFFICE] | \\$[env:OFFICE]",
            "password | $[secret:office;default=planted] | ***",
            "password | planted | ***",
            "password | planted$[secret:office] | ***",
            "ICE.credential | a:planted,b:$[secret:b] | ***",
            "pasword | planted | ***",
            "roomToken | planted | *******",
            "extraHeaders | X-Token: planted | X-Token: *******",
            "extraHeaders | X-Token: $[secret:token],X-Site: 7 | X-Token: \\$[secret:token],X-Site: 7",
            "displayName | Office $[prop:karaf.name] | Office $[prop:karaf.name]",
            "outboundProxy | sip:user:planted@host | sip:user:*******@host",
            "call.room | 600 | 600"})
    void aListingShowsNoSecret(String key, String written, String shown) {
        assertThat(listed(key, written)).isEqualTo(shown);
    }

    @Test
    void entriesOfArraysAreShownOneByOne() {
        assertThat((String[]) listed("password", new String[] {"a:planted", "$[secret:b]"})).containsExactly("***", "\\$[secret:b]");
        assertThat(listed("registerExpires", 300)).isEqualTo(300);
    }

    @Test
    void aServiceReadsWhatIsWritten() {
        ServiceReference<?> reader = (ServiceReference<?>) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> null);
        Dictionary<String, Object> properties = properties(OFFICE, "password", "planted");
        plugin.modifyConfiguration(reader, properties);
        assertThat(properties.get("password")).isEqualTo("planted");
    }

    @Test
    void allValuesAreSecretWhileNobodySaysWhichAre() {
        Dictionary<String, Object> properties = properties("org.sipconnector.simulator", "users", "alice:planted");
        properties.put("adminToken", "$[secret:token]");
        properties.put("port", "1234");
        properties.put("felix.fileinstall.filename", "file:/etc/org.sipconnector.simulator.cfg");
        plugin.modifyConfiguration(null, properties);
        assertThat(properties.get("users")).isEqualTo("***");
        assertThat(properties.get("adminToken")).isEqualTo("\\$[secret:token]");
        assertThat(properties.get("port")).isEqualTo("***");
        assertThat(properties.get("felix.fileinstall.filename")).isEqualTo("file:/etc/org.sipconnector.simulator.cfg");
        assertThat(properties.get("service.pid")).isEqualTo("org.sipconnector.simulator");
    }

    @Test
    void configurationsOfOthersAreLeftAlone() {
        Dictionary<String, Object> properties = properties("org.example", "password", "$[secret:x]");
        plugin.modifyConfiguration(null, properties);
        assertThat(properties.get("password")).isEqualTo("$[secret:x]");
    }
}
