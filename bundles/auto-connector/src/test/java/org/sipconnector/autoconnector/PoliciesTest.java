/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.autoconnector.AutoConnectStop;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.EscalationLevel;
import org.sipconnector.api.autoconnector.RestartReason;
import org.sipconnector.api.autoconnector.TelephonyFailPolicy;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipFailure;

/** Coalescing, back-off, and what may be tried again. */
class PoliciesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WITHIN = Coalescer.WINDOW.minusMillis(1);

    private final Coalescer telephony = Coalescer.NEW.accepted(RestartReason.TELEPHONY_CHECK_FAILED, NOW);

    @Test
    void theFirstWishIsAcceptedAndTheSameOneDroppedForAMoment() {
        assertThat(Coalescer.NEW.accepts(RestartReason.START, NOW)).isTrue();
        assertThat(telephony.generation()).isEqualTo(1);
        assertThat(telephony.accepts(RestartReason.TELEPHONY_CHECK_FAILED, NOW.plus(WITHIN))).isFalse();
        assertThat(telephony.accepts(RestartReason.TELEPHONY_DISCONNECTED, NOW.plus(WITHIN))).isFalse();
        assertThat(telephony.accepts(RestartReason.START, NOW.plus(WITHIN))).isFalse();
        assertThat(telephony.accepts(RestartReason.START, NOW.plus(Coalescer.WINDOW))).isTrue();
    }

    @Test
    void aWeightierWishIsAccepted() {
        assertThat(telephony.accepts(RestartReason.REGISTRATION_FAILED_OUT_OF_CALL, NOW.plus(WITHIN))).isTrue();
        assertThat(telephony.accepts(RestartReason.PERIODIC_PING_FAILED, NOW.plus(WITHIN))).isTrue();
        assertThat(telephony.accepted(RestartReason.PERIODIC_PING_FAILED, NOW.plus(WITHIN)).generation()).isEqualTo(2);
    }

    @Test
    void afterAResetEveryWishIsAcceptedAndCounted() {
        Coalescer reset = telephony.reset();

        assertThat(reset.accepts(RestartReason.START, NOW)).isTrue();
        assertThat(reset.accepted(RestartReason.START, NOW).generation()).isEqualTo(2);
    }

    @Test
    void theFirstFailedCheckReconnectsAndTheNextOneOnlyAfterTheBackOff() {
        TelephonyFailures first = TelephonyFailures.NONE.another(TelephonyFailPolicy.STANDARD, NOW);
        assertThat(first.reconnect()).isTrue();
        assertThat(first.untilNextRetry(NOW)).isEqualTo(Duration.ofSeconds(1));

        Instant soon = NOW.plusMillis(500);
        TelephonyFailures second = first.another(TelephonyFailPolicy.STANDARD, soon);
        assertThat(second.reconnect()).isFalse();
        assertThat(second.untilNextRetry(soon)).isEqualTo(Duration.ofMillis(500));
        assertThat(second.another(TelephonyFailPolicy.STANDARD, NOW.plusSeconds(1)).reconnect()).isTrue();
    }

    @Test
    void theBackOffDoublesUpToItsLimit() {
        TelephonyFailures failures = TelephonyFailures.NONE;
        Instant at = NOW;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            failures = failures.another(TelephonyFailPolicy.STANDARD, at);
            assertThat(failures.untilNextRetry(at)).isEqualTo(Duration.ofSeconds(seconds));
            at = failures.nextRetry();
        }
        for (int i = 0; i < 100; i++) {
            failures = failures.another(TelephonyFailPolicy.STANDARD, at);
        }
        assertThat(failures.untilNextRetry(at)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void failuresBecomeAWarningThenCriticalAndAGoodCheckForgetsThem() {
        TelephonyFailPolicy policy = new TelephonyFailPolicy(Duration.ZERO, Duration.ZERO, 2, 3);
        TelephonyFailures first = TelephonyFailures.NONE.another(policy, NOW);
        TelephonyFailures second = first.another(policy, NOW);
        TelephonyFailures third = second.another(policy, NOW);

        assertThat(List.of(first.level(), second.level(), third.level()))
                .containsExactly(EscalationLevel.NONE, EscalationLevel.WARNING, EscalationLevel.CRITICAL);
        assertThat(first.escalatedFrom(TelephonyFailures.NONE)).isFalse();
        assertThat(second.escalatedFrom(first)).isTrue();
        assertThat(third.escalatedFrom(second)).isTrue();
        assertThat(third.another(policy, NOW).escalatedFrom(third)).isFalse();
        assertThat(TelephonyFailures.NONE.another(policy, NOW)).isEqualTo(first);
    }

    @Test
    void aWrongPasswordAndANotReadyClientForbidAnotherAttempt() {
        assertThat(verdict(refused(401))).contains(AutoConnectStop.HALTED);
        assertThat(verdict(refused(403))).contains(AutoConnectStop.HALTED);
        assertThat(verdict(new NotReadyForConnectionException())).contains(AutoConnectStop.HALTED);
        assertThat(verdict(SupersededException.byDisconnect())).contains(AutoConnectStop.CANCELLED);
        assertThat(verdict(refused(503))).isEmpty();
        assertThat(verdict(new DisconnectedException(1006, "gone"))).isEmpty();
    }

    @Test
    void theClientMayForbidAnotherAttempt() {
        AutoConnectorOptions picky = AutoConnectorOptions.STANDARD.retryingWhen(error -> !(error instanceof DisconnectedException));

        assertThat(Verdict.on(new DisconnectedException(1006, "gone"), picky)).contains(AutoConnectStop.HALTED);
        assertThat(Verdict.on(refused(503), picky)).isEmpty();
    }

    @Test
    void retryAfterIsReadWithItsCommentAndParametersAndBounded() {
        assertThat(retryAfter("18000;duration=3600")).isEqualTo(Duration.ofMinutes(5));
        assertThat(retryAfter("7 (I'm in a meeting)")).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter(" 12 ")).isEqualTo(Duration.ofSeconds(12));
        assertThat(retryAfter("soon")).isEqualTo(Duration.ZERO);
        assertThat(Verdict.retryAfter(refused(503))).isEqualTo(Duration.ZERO);
        assertThat(Verdict.retryAfter(new DisconnectedException(1006, "gone"))).isEqualTo(Duration.ZERO);
    }

    @Test
    void aSettingThatMakesNoSenseIsNamed() {
        assertThatThrownBy(() -> AutoConnectorOptions.STANDARD.withJitter(1.5)).hasMessageContaining("1.5");
    }

    private static Optional<AutoConnectStop> verdict(Throwable error) {
        return Verdict.on(error, AutoConnectorOptions.STANDARD);
    }

    private static RegistrationFailedException refused(int status) {
        return new RegistrationFailedException(SipFailure.response(status, "no", List.of()));
    }

    private static Duration retryAfter(String value) {
        return Verdict.retryAfter(new RegistrationFailedException(
                SipFailure.response(503, "busy", List.of(new Header("Retry-After", value)))));
    }
}
