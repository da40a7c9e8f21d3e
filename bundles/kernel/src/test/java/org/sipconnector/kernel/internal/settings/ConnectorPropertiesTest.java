/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.configuration.ConfigurationReading;

/** What a connector's file says and what is wrong with it. */
class ConnectorPropertiesTest {

    @TempDir
    Path folder;

    private static ConfigurationReading<ConnectorConfiguration> reading(Map<String, ?> properties) {
        return ConnectorProperties.schema("a").read(properties);
    }

    private static ConnectorConfiguration read(Map<String, ?> properties) {
        ConfigurationReading<ConnectorConfiguration> reading = reading(properties);
        assertThat(reading.reason()).isEmpty();
        return reading.value().orElseThrow();
    }

    private static String refusal(String key, Object value) {
        Map<String, Object> properties = new HashMap<>(Map.of("server", "host"));
        properties.put(key, value);
        return reading(properties).reason();
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
    void everyKeyIsRead() throws IOException, GeneralSecurityException {
        String certificate = TestPem.certificate(folder.resolve("ca.pem"));
        String key = TestPem.key(folder.resolve("own.key"));
        ConnectorConfiguration configuration = read(Map.ofEntries(Map.entry("server", "[::1]:8443"),
                Map.entry("domain", "example.org"), Map.entry("transport", "ws"), Map.entry("webSocketPath", "/sip"),
                Map.entry("displayName", "Hall 1"), Map.entry("user", "1001"), Map.entry("password", "pw"),
                Map.entry("registerExpires", "60"), Map.entry("connectOnStart", "true"),
                Map.entry("tls.trust", "ca-file"), Map.entry("tls.caFile", certificate),
                Map.entry("ice.servers", "stun:a:1, turn:b"), Map.entry("ice.username", "u"), Map.entry("ice.credential", "c"),
                Map.entry("remoteAddress", "192.0.2.1"), Map.entry("userAgent", "Agent"), Map.entry("call.audio", "silence"),
                Map.entry("call.video", "none"), Map.entry("call.autoRedial", "false"),
                Map.entry("webSocketOrigin", "https://example.org"), Map.entry("outboundProxy", "sip:edge.example.org"),
                Map.entry("tls.certificate", certificate), Map.entry("tls.key", key), Map.entry("sessionTimers", "true"),
                Map.entry("maxAvailableResolution", "1280x720"), Map.entry("extraHeaders", "X-Site: 7, X-Floor: 2"),
                Map.entry("recovery.minSeconds", "1"), Map.entry("recovery.maxSeconds", "30"), Map.entry("connectAttempts", "5"),
                Map.entry("call.preferredVideoCodecs", "video/VP9, video/VP8"), Map.entry("call.excludedVideoCodecs", "video/H264"),
                Map.entry("service.pid", "org.sipconnector.connector~a"), Map.entry("felix.fileinstall.filename", "file:/x")));

        assertThat(configuration.domain()).isEqualTo("example.org");
        assertThat(configuration.transport()).isEqualTo(Transport.WS);
        assertThat(configuration.register()).isTrue();
        assertThat(configuration.password()).contains(Secret.of("pw"));
        assertThat(configuration.trust()).isEqualTo(TlsTrust.caFile(certificate));
        assertThat(configuration.iceServers()).containsExactly(
                new IceServer(List.of("stun:a:1", "turn:b"), Optional.of("u"), Optional.of(Secret.of("c"))));
        assertThat(configuration.parameters().target().access()).isEqualTo(new ServerAccess(Optional.of("https://example.org"),
                Optional.of("sip:edge.example.org"), Optional.of(certificate), Optional.of(key), true, false));
        assertThat(configuration.parameters().maxAvailableResolution()).contains(new Size(1280, 720));
        assertThat(configuration.parameters().registration().extraHeaders())
                .containsExactly(new Header("X-Site", "7"), new Header("X-Floor", "2"));
        assertThat(configuration.parameters().recovery()).isEqualTo(new ReconnectPauses(Duration.ofSeconds(1), Duration.ofSeconds(30)));
        assertThat(configuration.connectAttempts()).isEqualTo(5);
        assertThat(configuration.call().preferredVideoCodecs()).containsExactly("video/VP9", "video/VP8");
        assertThat(configuration.call().excludedVideoCodecs()).containsExactly("video/H264");
        assertThat(configuration.call().video()).isEmpty();
        assertThat(configuration.call().audio()).contains("silence");
        assertThat(configuration.call().autoRedial()).isFalse();
        assertThat(configuration.toString()).doesNotContain("pw");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    server           | sip://x y        | server: 'sip://x y' must be a host or host:port
                    server           | host:99999       | server: 'host:99999' must be a host or host:port
                    domain           | bad domain       | domain: 'bad domain' must be a host
                    transport        | CARRIER-PIGEON   | transport: 'CARRIER-PIGEON' must be UDP, TCP, TLS, WS or WSS
                    webSocketPath    | webrtc           | webSocketPath: 'webrtc' must be a path that begins with /
                    register         | maybe            | register: 'maybe' must be true or false
                    register         | true             | user: is required when register=true
                    user             | 1001             | password: is required when register=true
                    user             | al@ice           | user: 'al@ice' must be the user part of a SIP address
                    registerExpires  | soon             | registerExpires: 'soon' must be a whole number from 10 to 86400
                    registerExpires  | 1                | registerExpires: '1' must be a whole number from 10 to 86400
                    tls.trust        | friends          | tls.trust: 'friends' must be platform, ca-file or anything
                    tls.trust        | ca-file          | tls.caFile: is required when tls.trust=ca-file
                    tls.caFile       | /no/such.pem     | tls.caFile: '/no/such.pem' must be the path of a readable PEM file of certificates
                    tls.key          | /no/such.pem     | tls.key: '/no/such.pem' must be the path of a readable PEM file of an unencrypted PKCS#8 key
                    outboundProxy    | edge             | outboundProxy: 'edge' must be a sip: URI
                    ice.servers      | http://x         | ice.servers: 'http://x' must be up to 1000 entries separated by commas, each a url such as stun:HOST:PORT
                    ice.servers      | turn:x           | ice.servers: 'turn:x' is no ICE server: a TURN server needs a username and a credential
                    maxAvailableResolution | 1280      | maxAvailableResolution: '1280' must be a size such as 1280x720
                    maxAvailableResolution | 8x8       | maxAvailableResolution: '8x8' must be a size such as 1280x720
                    extraHeaders     | Expires: 1       | extraHeaders: 'Expires: 1' must be up to 1000 entries separated by commas, each a header
                    extraHeaders     | X-Site           | extraHeaders: 'X-Site' must be up to 1000 entries separated by commas, each a header
                    recovery.minSeconds | 7             | recovery.maxSeconds: '6' must not be below recovery.minSeconds, which is '7'
                    recovery.maxSeconds | -1            | recovery.maxSeconds: '-1' must be
                    connectAttempts  | 0                | connectAttempts: '0' must be a whole number from 1 to 100
                    call.preferredVideoCodecs | VP9     | call.preferredVideoCodecs: 'VP9' must be up to 1000 entries separated by commas, each a mime type
                    call.audio       | tone:0           | call.audio: 'tone:0' must be none, silence, tone:HZ
                    call.audio       | music            | call.audio: 'music' must be none
                    call.audio       | file:/no/x.wav   | call.audio: 'file:/no/x.wav' must be none
                    call.video       | pattern:641x360  | call.video: 'pattern:641x360' must be none, pattern:WIDTHxHEIGHT@RATE
                    call.video       | pattern@99       | call.video: 'pattern@99' must be none
                    remoteAddress    | a b              | remoteAddress: 'a b' must be a host name or an address
                    """)
    void aWrongValueIsRefusedByKeyAndValue(String key, String value, String message) {
        assertThat(refusal(key, value)).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "NONE", "silence", "tone", "tone:440", "tone:0.5", "service:band"})
    void everySourceOfAudioIsTakenThatCallsKnow(String source) {
        assertThat(refusal("call.audio", source)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "black", "black:16x16", "pattern", "pattern:", "pattern:@5", "pattern:640x360", "service:cam"})
    void everySourceOfVideoIsTakenThatCallsKnow(String source) {
        assertThat(refusal("call.video", source)).isEmpty();
    }

    @Test
    void aFileOfCertificatesThatHoldsNoneIsRefusedUntilItDoes() throws IOException, GeneralSecurityException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nnot at all\n-----END CERTIFICATE-----\n");
        assertThat(refusal("tls.caFile", file.toString())).startsWith("tls.caFile: ");

        TestPem.certificate(file);
        assertThat(refusal("tls.caFile", file.toString())).isEmpty();
    }

    @Test
    void certificateAndKeyBelongTogether() throws IOException, GeneralSecurityException {
        assertThat(refusal("tls.certificate", TestPem.certificate(folder.resolve("own.pem"))))
                .isEqualTo("tls.key: is required: certificate and key belong together");
        assertThat(refusal("tls.key", TestPem.key(folder.resolve("own.key"))))
                .isEqualTo("tls.certificate: is required: certificate and key belong together");
    }

    @Test
    void aMissingSecretIsRefusedByItsName() {
        assertThat(reading(Map.of("server", "host", "user", "x", "password", "$[secret:office]")).reason())
                .startsWith("password: there is no secret 'office'");
        assertThat(reading(Map.of("server", "$[env:HOST]")).reason())
                .isEqualTo("server: there is no environment variable 'HOST'");
    }

    @Test
    void whatIsSecretIsNotShown() {
        assertThat(reading(Map.of("server", "host", "user", "x", "password", "hun\u0007ter2")).reason())
                .startsWith("password: must be").doesNotContain("hun");
    }

    @Test
    void aMissingServerIsRefused() {
        assertThat(reading(Map.of("user", "x", "password", "y")).reason()).startsWith("server: is required: ");
        assertThat(reading(Map.of("server", "")).reason())
                .startsWith("server: is required and empty (a ${NAME} that nothing sets leaves nothing, $[env:NAME] says so): ");
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        assertThat(reading(Map.of("server", "a b", "transport", "X")).reason()).contains("server: ", "; transport: ");
    }

    @Test
    void anIdThatIsWrittenAsAKeyIsSaidToBeInTheNameOfTheFile() {
        assertThat(reading(Map.of("server", "h", "Id", "office")).warnings())
                .containsExactly("Id: is no key and is not used: an id is the part of the file's name after the ~");
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearestAndDoesNotKeepTheConnectorFromWorking() {
        ConfigurationReading<ConnectorConfiguration> reading = reading(Map.of("server", "h", "displayNam", "h"));

        assertThat(reading.value()).isPresent();
        assertThat(reading.warnings()).containsExactly("displayNam: is no known key; did you mean displayName?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pasword", "tls.turst", "tls.anything", "ice.credentials"})
    void anUnknownKeyThatWasMeantToProtectSomethingIsRefused(String key) {
        assertThat(reading(Map.of("server", "h", key, "secret")).reason()).startsWith(key + ": is no known key").doesNotContain("secret");
    }

    @Test
    void keysMayBeInAnyCaseAsConfigurationAdminKeepsTheFirst() {
        assertThat(read(Map.of("Server", "h", "displayname", "Hall")).displayName()).isEqualTo("Hall");
    }

    @Test
    void aByteOrderMarkBelongsToNoKey() {
        assertThat(read(Map.of("\uFEFFserver", "host")).server()).isEqualTo("host");
        assertThat(read(Map.of("\u00EF\u00BB\u00BFserver", "host")).server()).isEqualTo("host");
        assertThat(reading(Map.of("\uFEFF#", "my connector", "server", "host")).warnings()).isEmpty();
    }

    @Test
    void listsMayBeArraysAndSingleValuesMayNot() {
        assertThat(read(Map.of("server", "h", "ice.servers", new String[] {"stun:a", "stun:b"})).iceServers().get(0).urls())
                .containsExactly("stun:a", "stun:b");
        assertThat(refusal("displayName", new String[] {"a", "b"})).startsWith("displayName: 'a, b' must be one line");
        assertThat(read(Map.of("server", "h", "registerExpires", 60, "connectOnStart", true)).parameters().registration().expires())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theIdIsThePartAfterTheTildeOrTheAliasInTheNameOfTheFile() {
        assertThat(ConnectorNames.idOf("org.sipconnector.connector~demo")).isEqualTo("demo");
        assertThat(ConnectorNames.idOf("org.sipconnector.connector~room~one")).isEqualTo("room-one");
        assertThat(ConnectorNames.idOf("org.sipconnector.connector.4711-0815")).isEqualTo("4711-0815");
        assertThat(ConnectorNames.idOf("org.sipconnector.connector.9e3c7d0a-1f2b", Map.of("felix.fileinstall.filename",
                "file:/karaf/etc/org.sipconnector.connector-dave.cfg"))).isEqualTo("dave");
        assertThat(ConnectorNames.idOf("org.sipconnector.connector~x", Map.of("felix.fileinstall.filename", "file:/etc/other.cfg")))
                .isEqualTo("x");
    }
}
