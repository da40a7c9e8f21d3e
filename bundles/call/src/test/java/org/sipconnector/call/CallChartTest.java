/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.call.CallChart.Over;
import org.sipconnector.call.CallChart.Progress;
import org.sipconnector.kernel.chart.Position;

class CallChartTest {

    private static final SipFailure BUSY = SipFailure.local(SipCause.BUSY);

    @Test
    void theDeclarationIsSound() {
        assertThat(CallChart.CHART.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "IDLE, START, CONNECTING", "IDLE, ACCEPT,", "IDLE, CONFIRM,", "IDLE, HANG_UP,", "IDLE, OVER,",
            "CONNECTING, START,", "CONNECTING, ACCEPT, ACCEPTED", "CONNECTING, CONFIRM,",
            "CONNECTING, HANG_UP, DISCONNECTING", "CONNECTING, OVER, IDLE",
            "ACCEPTED, START,", "ACCEPTED, ACCEPT,", "ACCEPTED, CONFIRM, IN_CALL", "ACCEPTED, HANG_UP, DISCONNECTING",
            "ACCEPTED, OVER, IDLE",
            "IN_CALL, START,", "IN_CALL, ACCEPT,", "IN_CALL, CONFIRM,", "IN_CALL, HANG_UP, DISCONNECTING",
            "IN_CALL, OVER, IDLE",
            "DISCONNECTING, START,", "DISCONNECTING, ACCEPT,", "DISCONNECTING, CONFIRM,", "DISCONNECTING, HANG_UP,",
            "DISCONNECTING, OVER, IDLE"})
    void everyPairOfStateAndSignal(CallState from, String signal, CallState to) {
        Object sent = signal.equals("OVER") ? new Over(Optional.of(BUSY)) : CallChart.Signal.valueOf(signal);

        var next = CallChart.CHART.step(new Position<>(from, Progress.NEW), sent);

        assertThat(next.map(Position::state)).isEqualTo(Optional.ofNullable(to));
    }

    @Test
    void theLastErrorStaysUntilTheNextCall() {
        var failed = CallChart.CHART.step(new Position<>(CallState.CONNECTING, Progress.NEW), new Over(Optional.of(BUSY)));

        assertThat(failed.orElseThrow().context().lastError()).contains(BUSY);
        var again = CallChart.CHART.step(failed.orElseThrow(), CallChart.Signal.START);
        assertThat(again.orElseThrow().context().lastError()).isEmpty();
    }
}
