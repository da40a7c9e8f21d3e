/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.CallDefaults;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;

class FormerRecordsTest {

    private static final Header SITE = new Header("X-Site", "7");
    private static final Size SMALL = new Size(640, 360);
    private static final IceServer TURN = new IceServer(List.of("turn:h"), Optional.of("u"), Optional.of(Secret.of("c")));

    private final ObjectNode components = JsonNodeFactory.instance.objectNode();

    @Test
    void parametersThatStoodSideBySideAreGrouped() {
        sideBySide().with("sessionTimers", true).with("registerExpires", Duration.ofMinutes(2)).with("extraHeaders", List.of(SITE))
                .with("maxAvailableResolution", Optional.of(SMALL)).with("recoveryMin", Duration.ofSeconds(1))
                .with("recoveryMax", Duration.ofSeconds(9));

        assertThat(StoredValues.read(record("connection.ConnectionParameters"))).isEqualTo(ConnectionParameters.builder("host:7443")
                .domain("example.org").transport(Transport.TLS).webSocketPath("/path").trust(TlsTrust.ANYTHING).sessionTimers(true)
                .displayName("Office").register(true).account("1001", Secret.of("pw")).registerExpires(Duration.ofMinutes(2))
                .remoteAddress("192.0.2.1").extraHeaders(List.of(SITE)).recovery(Duration.ofSeconds(1), Duration.ofSeconds(9))
                .userAgent("Agent").iceServers(List.of(TURN)).maxAvailableResolution(SMALL).build());
    }

    @Test
    void soAreThoseOfAConfigurationSomeOfWhichWereInARecordOfTheirOwn() {
        FormerRecordsTest defaults = new FormerRecordsTest().with("maxAvailableResolution", Optional.of(SMALL))
                .with("extraHeaders", List.of(SITE)).with("recoveryMin", Duration.ofSeconds(1)).with("recoveryMax", Duration.ofSeconds(9))
                .with("attempts", 5);
        sideBySide().with("id", ConnectorId.of("office")).with("registerExpires", 120).with("connectOnStart", true)
                .with("call", CallDefaults.STANDARD).components.set("connection", defaults.record("ConnectionDefaults"));

        assertThat(StoredValues.read(record("ConnectorConfiguration"))).isEqualTo(ConnectorConfiguration.builder("office")
                .server("host:7443").domain("example.org").transport(Transport.TLS).webSocketPath("/path").trust(TlsTrust.ANYTHING)
                .displayName("Office").account("1001", Secret.of("pw")).registerExpires(120).remoteAddress("192.0.2.1")
                .extraHeaders(List.of(SITE)).recovery(Duration.ofSeconds(1), Duration.ofSeconds(9)).userAgent("Agent").iceServer(TURN)
                .maxAvailableResolution(SMALL).connectOnStart(true).connectAttempts(5).build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void soAreThePartsOfAUserAgentThatWereRecordsOfTheSpi(boolean recovers) {
        JsonNode registration = new FormerRecordsTest().with("expires", Duration.ofMinutes(5)).with("headers", List.of(SITE))
                .record("sip.RegistrationSettings");
        JsonNode recovery = new FormerRecordsTest().with("automatic", recovers).with("min", Duration.ofSeconds(1)).with("max", Duration.ofSeconds(9))
                .record("sip.TransportRecovery");
        UserAgentSettings settings = new UserAgentSettings(
                new TransportTarget(Transport.TLS, "host", 7443, "/path", Optional.empty(), TlsTrust.ANYTHING),
                SipAccount.of("1001", "example.org", Secret.of("pw")),
                new RegistrationOptions(Duration.ofMinutes(5), Optional.empty(), List.of(SITE)),
                Optional.of(new ReconnectPauses(Duration.ofSeconds(1), Duration.ofSeconds(9))).filter(pauses -> recovers));
        with("server", settings.server()).with("account", settings.account()).with("userAgent", "").with("sessionTimers", false)
                .with("options", settings.options());
        components.set("registration", registration);
        components.set("recovery", recovery);

        assertThat(StoredValues.read(record("sip.UserAgentSettings"))).isEqualTo(settings);
        assertThat(StoredValues.read(StoredValues.write(settings))).as("as it is stored now").isEqualTo(settings);
    }

    private FormerRecordsTest sideBySide() {
        return with("server", "host:7443").with("domain", "example.org").with("transport", Transport.TLS).with("webSocketPath", "/path")
                .with("trust", TlsTrust.ANYTHING).with("access", ServerAccess.PLAIN).with("displayName", "Office").with("register", true)
                .with("user", Optional.of("1001")).with("password", Optional.of(Secret.of("pw")))
                .with("remoteAddress", Optional.of("192.0.2.1")).with("iceServers", List.of(TURN)).with("userAgent", "Agent");
    }

    private FormerRecordsTest with(String name, Object value) {
        components.set(name, StoredValues.write(value));
        return this;
    }

    private JsonNode record(String type) {
        return JsonNodeFactory.instance.objectNode().put("record", type).set("of", components);
    }
}
