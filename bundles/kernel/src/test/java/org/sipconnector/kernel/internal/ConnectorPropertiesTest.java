package org.sipconnector.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;

class ConnectorPropertiesTest {

    private static ConnectorConfiguration read(Map<String, String> properties) {
        return new ConnectorProperties(new Hashtable<>(properties)).read("a");
    }

    @Test
    void aServerAloneMakesAGuestOverWss() {
        ConnectorConfiguration configuration = read(Map.of("server", "conference.example.org"));

        assertThat(configuration.domain()).isEqualTo("conference.example.org");
        assertThat(configuration.transport()).isEqualTo(Transport.WSS);
        assertThat(configuration.register()).isFalse();
        assertThat(configuration.user()).isEmpty();
        assertThat(configuration.trust()).isEqualTo(TlsTrust.PLATFORM);
    }

    @Test
    void everyKeyIsRead() {
        ConnectorConfiguration configuration = read(Map.ofEntries(Map.entry("server", "[::1]:8443"),
                Map.entry("domain", "example.org"), Map.entry("transport", "ws"), Map.entry("webSocketPath", "/sip"),
                Map.entry("displayName", "Hall 1"), Map.entry("user", "1001"), Map.entry("password", "pw"),
                Map.entry("registerExpires", "60"), Map.entry("connectOnStart", "true"),
                Map.entry("tls.trust", "ca-file"), Map.entry("tls.caFile", "/ca.pem"),
                Map.entry("ice.servers", "stun:a:1, turn:b"), Map.entry("ice.username", "u"), Map.entry("ice.credential", "c"),
                Map.entry("remoteAddress", "192.0.2.1"), Map.entry("userAgent", "Agent"), Map.entry("call.audio", "silence"),
                Map.entry("call.video", "none"), Map.entry("call.autoRedial", "false"),
                Map.entry("webSocketOrigin", "https://example.org"), Map.entry("outboundProxy", "sip:edge.example.org"),
                Map.entry("tls.certificate", "/own.pem"), Map.entry("tls.key", "/own.key"), Map.entry("sessionTimers", "true"),
                Map.entry("service.pid", "org.sipconnector.connector~a"), Map.entry("felix.fileinstall.filename", "file:/x")));

        assertThat(configuration.domain()).isEqualTo("example.org");
        assertThat(configuration.transport()).isEqualTo(Transport.WS);
        assertThat(configuration.register()).isTrue();
        assertThat(configuration.password()).contains(Secret.of("pw"));
        assertThat(configuration.trust()).isEqualTo(TlsTrust.caFile("/ca.pem"));
        assertThat(configuration.iceServers()).containsExactly(
                new IceServer(List.of("stun:a:1", "turn:b"), Optional.of("u"), Optional.of(Secret.of("c"))));
        assertThat(configuration.access()).isEqualTo(new ServerAccess(Optional.of("https://example.org"),
                Optional.of("sip:edge.example.org"), Optional.of("/own.pem"), Optional.of("/own.key"), true, false));
        assertThat(configuration.call().video()).isEmpty();
        assertThat(configuration.call().audio()).contains("silence");
        assertThat(configuration.call().autoRedial()).isFalse();
        assertThat(configuration.toString()).doesNotContain("pw");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server           | sip://x y        | server: 'sip://x y' is not of the form host or host:port
            server           | host:99999       | server: 'host:99999' has a port outside 1 to 65535
            transport        | CARRIER-PIGEON   | transport: 'CARRIER-PIGEON' is none of [UDP, TCP, TLS, WS, WSS]
            webSocketPath    | webrtc           | webSocketPath: 'webrtc' must begin with '/'
            register         | maybe            | register: 'maybe' is neither true nor false
            register         | true             | user: is required when register=true
            user             | 1001             | password: is required when register=true
            registerExpires  | soon             | registerExpires: 'soon' is no whole number
            registerExpires  | 1                | registerExpires: '1' must be between 10 and 86400 seconds
            tls.trust        | friends          | tls.trust: 'friends' is none of platform, ca-file, anything
            tls.trust        | ca-file          | tls.caFile: is required when tls.trust=ca-file
            outboundProxy    | edge             | outboundProxy: 'edge' is no sip: URI
            tls.certificate  | /own.pem         | tls.key: is required: certificate and key belong together
            ice.servers      | http://x         | ice.servers: 'http://x' is no ICE server: it must begin with stun:, stuns:, turn: or turns:
            ice.servers      | turn:x           | ice.servers: 'turn:x' is no ICE server: a TURN server needs a username and a credential
            """)
    void aWrongValueIsRefusedByKeyAndValue(String key, String value, String message) {
        Hashtable<String, String> properties = new Hashtable<>(Map.of("server", "host"));
        properties.put(key, value);

        assertThatThrownBy(() -> new ConnectorProperties(properties).read("a"))
                .isInstanceOf(InvalidConfigurationException.class).hasMessage(message);
    }

    @Test
    void aMissingServerIsRefused() {
        assertThatThrownBy(() -> read(Map.of("user", "x"))).hasMessage("server: is required");
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() -> read(Map.of("server", "h", "sever", "h")))
                .isInstanceOf(InvalidConfigurationException.class).hasMessageStartingWith("sever: is no known key");
    }

    @Test
    void theIdIsThePartAfterTheTilde() {
        assertThat(ConnectorFactory.idOf("org.sipconnector.connector~demo")).isEqualTo("demo");
        assertThat(ConnectorFactory.idOf("org.sipconnector.connector.4711-0815")).isEqualTo("4711-0815");
    }
}
