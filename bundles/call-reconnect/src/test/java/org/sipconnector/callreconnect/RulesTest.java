/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.callreconnect.Jitter;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/** Pauses, what counts as the network's fault, and the chart's declaration. */
class RulesTest {

    @ParameterizedTest
    @CsvSource({"1,NONE,0.7,1000", "3,NONE,0.7,4000", "10,NONE,0.7,30000", "2000,NONE,0.7,30000", "0,NONE,0.7,1000",
            "-5,NONE,0.7,1000", "2,FULL,0,0", "2,FULL,0.5,1000", "2,EQUAL,0,1000", "2,EQUAL,0.5,1500"})
    void pausesGrowUpToALimitPartlyByChance(int attempt, Jitter jitter, double random, long millis) {
        assertThat(Backoff.before(attempt, CallReconnectOptions.STANDARD.withJitter(jitter), random).toMillis())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"LOCAL,REQUEST_TIMEOUT,false", "LOCAL,INTERNAL_ERROR,false", "REMOTE,CONNECTION_ERROR,true",
            "REMOTE,REQUEST_TIMEOUT,true", "REMOTE,RTP_TIMEOUT,true", "REMOTE,ADDRESS_INCOMPLETE,true",
            "SYSTEM,INTERNAL_ERROR,true", "REMOTE,INTERNAL_ERROR,false", "REMOTE,BUSY,false", "SYSTEM,REJECTED,false",
            "REMOTE,TERMINATED,false", "SYSTEM,CANCELED,false", "REMOTE,UNAVAILABLE,false", "REMOTE,NOT_FOUND,false"})
    void onlyWhatTheNetworkTookIsWorthRedialling(Originator originator, SipCause cause, boolean worth) {
        assertThat(RedialPolicy.STANDARD.networkFailure(new SipFailure(originator, cause, 0, "", List.of())))
                .isEqualTo(worth);
        assertThat(RedialPolicy.STANDARD.canRetry(new IllegalStateException())).isTrue();
    }

    @Test
    void optionsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> CallReconnectOptions.STANDARD.withMaxAttempts(-1))
                .isInstanceOf(InvalidConfigurationException.class).hasMessageContaining("maxAttempts")
                .hasMessageContaining("-1");
    }

    @Test
    void theDeclarationIsSoundAndBeginsAsTheIdleSnapshotSays() {
        assertThat(RedialChart.CHART.problems()).isEmpty();
        assertThat(RedialChart.CHART.validEvents(RedialChart.CHART.start()))
                .isEqualTo(CallReconnectSnapshot.IDLE.validSignals());
    }

    @Test
    void statesAreToldByTheirPublicSpelling() {
        assertThat(Stream.of(CallReconnectState.values()).map(CallReconnectState::text)).containsExactly("callReconnect:idle",
                "callReconnect:armed", "callReconnect:evaluating", "callReconnect:backoff", "callReconnect:waitingSignaling",
                "callReconnect:attempting", "callReconnect:limitReached", "callReconnect:errorTerminal");
    }
}
