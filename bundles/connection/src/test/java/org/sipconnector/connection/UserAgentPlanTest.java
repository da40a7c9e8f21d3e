/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAccess;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionParametersBuilder;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipOptions;
import org.sipconnector.spi.sip.UserAgentSettings;

class UserAgentPlanTest {

    private static ConnectionParametersBuilder valid() {
        return ConnectionParameters.builder("sip.example.org:8443").domain("10.0.0.1").register(true)
                .account(" 1001 ", Secret.of("secret")).displayName("Test User");
    }

    private static UserAgentPlan plan(UnaryOperator<ConnectionParametersBuilder> change) {
        return UserAgentPlan.of(change.apply(valid()).build(), 0.5, true);
    }

    private static UserAgentSettings settings(UnaryOperator<ConnectionParametersBuilder> change) {
        return plan(change).settings();
    }

    @Test
    void whatTheServerWantsBesidesReachesTheFoundation() {
        UserAgentSettings settings = settings(like -> like.access(new ServerAccess(Optional.of("https://o.test"),
                Optional.of("sip:edge.test"), Optional.of("/c.pem"), Optional.of("/c.key"), false, false)));

        assertThat(settings.server().origin()).contains("https://o.test");
        assertThat(settings.options().routes()).containsExactly("<sip:edge.test;lr>");
        assertThat(settings.options().certificate()).contains(new SipOptions.ClientCertificate("/c.pem", "/c.key"));
    }

    @Test
    void defaultsAreThoseOfTheProtocolDescription() {
        UserAgentSettings settings = UserAgentPlan.of(
                ConnectionParameters.builder("host").domain("host").displayName(null).build(), 0, true).settings();

        assertThat(settings.server().port()).isEqualTo(0);
        assertThat(settings.server().webSocketPath()).isEqualTo("/webrtc/wss/");
        assertThat(settings.sessionTimers()).isFalse();
        assertThat(settings.registration().expires()).isEqualTo(Duration.ofSeconds(300));
        assertThat(settings.recovery().orElseThrow().shortest()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.recovery().orElseThrow().longest()).isEqualTo(Duration.ofSeconds(6));
        assertThat(settings.account().displayName()).isEmpty();
    }

    @Test
    void givenValuesReplaceTheDefaults() {
        UserAgentSettings settings = settings(with -> with.userAgent("ChromeNew").sessionTimers(true)
                .registerExpires(Duration.ofSeconds(60)).recovery(Duration.ofSeconds(1), Duration.ofSeconds(9)));

        assertThat(settings.userAgent()).isEqualTo("ChromeNew");
        assertThat(settings.sessionTimers()).isTrue();
        assertThat(settings.registration().expires()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.recovery().orElseThrow().shortest()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.recovery().orElseThrow().longest()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void theDisplayNameIsSentTrimmedWithUnderscoresAndKeptAsGiven() {
        UserAgentPlan plan = plan(with -> with.displayName(" Test User  A "));

        assertThat(plan.settings().account().displayName()).isEqualTo("Test_User__A");
        assertThat(plan.configuration().parameters().account().displayName()).isEqualTo(" Test User  A ");
    }

    @Test
    void theAccountsUserIsTrimmedAndUsedForDigestToo() {
        UserAgentSettings settings = settings(UnaryOperator.identity());

        assertThat(settings.account().user()).isEqualTo("1001");
        assertThat(settings.account().authorizationUser()).isEqualTo("1001");
        assertThat(settings.account().domain()).isEqualTo("10.0.0.1");
        assertThat(settings.server().host()).isEqualTo("sip.example.org");
        assertThat(settings.server().port()).isEqualTo(8443);
    }

    @Test
    void aGuestIsARandomNumberWithoutPasswordEvenIfAnAccountWasGiven() {
        ConnectionParameters guest = valid().register(false).build();

        assertThat(UserAgentPlan.of(guest, 0, true).settings().account().user()).isEqualTo("100000");
        assertThat(UserAgentPlan.of(guest, 0.999999999, true).settings().account().user()).isEqualTo("99999998");
        assertThat(UserAgentPlan.of(guest, 0, true).settings().account().password()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "example.org", "10.1.2.3:5060", "2001:db8::1", " 10.1.2.3 "})
    void theRemoteAddressIsSentVerbatimBeforeOtherHeaders(String remote) {
        List<Header> extra = List.of(new Header("X-One", "1"), new Header("X-Two", "2"));

        assertThat(settings(with -> with.remoteAddress(remote).extraHeaders(extra)).registration().headers())
                .containsExactly(new Header("X-Vinteo-Remote", remote), extra.get(0), extra.get(1));
    }

    @Test
    void withoutRemoteAddressThereIsNoHeader() {
        assertThat(settings(UnaryOperator.identity()).registration().headers()).isEmpty();
        assertThat(settings(with -> with.remoteAddress("")).registration().headers()).isEmpty();
    }

    @Test
    void whatIsMissingIsNamedOneAfterTheOther() {
        refused("domain: is required", ConnectionParameters.builder("").register(true));
        refused("server: is required", ConnectionParameters.builder(" ").domain("host").register(true));
        refused("password: is required for authorized connection", valid().account("1001", null));
        refused("password: is required for authorized connection", valid().account("", Secret.of("")));
        refused("user: is required for authorized connection", valid().account(" ", Secret.of("secret")));
    }

    @Test
    void whatIsMalformedIsNamedWithItsValue() {
        refused("server: 'ho st' is not of the form host or host:port",
                ConnectionParameters.builder("ho st").domain("host"));
        refused("webSocketPath: 'ws' must begin with '/'", valid().webSocketPath("ws"));
        refused("registerExpires: 'PT1S' must be between 10 s and 1 day", valid().registerExpires(Duration.ofSeconds(1)));
        refused("displayName: must not contain control characters", valid().displayName("a\r\nX-Evil: 1"));
        refused("remoteAddress: must not contain control characters", valid().remoteAddress("a\nb"));
    }

    private static void refused(String message, ConnectionParametersBuilder parameters) {
        assertThatThrownBy(() -> UserAgentPlan.of(parameters.build(), 0, true))
                .isInstanceOf(InvalidConfigurationException.class).hasMessage(message);
    }
}
