/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.autoconnector.AutoConnectorState.ATTEMPTING_CONNECT;
import static org.sipconnector.api.autoconnector.AutoConnectorState.ATTEMPTING_GATE;
import static org.sipconnector.api.autoconnector.AutoConnectorState.CONNECTED_MONITORING;
import static org.sipconnector.api.autoconnector.AutoConnectorState.DISCONNECTING;
import static org.sipconnector.api.autoconnector.AutoConnectorState.ERROR_TERMINAL;
import static org.sipconnector.api.autoconnector.AutoConnectorState.IDLE;
import static org.sipconnector.api.autoconnector.AutoConnectorState.TELEPHONY_CHECKING;
import static org.sipconnector.api.autoconnector.AutoConnectorState.WAITING_BEFORE_RETRY;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.autoconnector.AutoConnectStop;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.kernel.chart.Position;

class AutoConnectChartTest {

    private static final AutoConnectSignal.Restart AT_ONCE = new AutoConnectSignal.Restart(false);
    private static final AutoConnectSignal.Restart BUSY = new AutoConnectSignal.Restart(true);
    private static final AutoConnectSignal.Failed FAILED = new AutoConnectSignal.Failed(Optional.empty(), "refused");
    private static final AutoConnectSignal.Failed HALTED = new AutoConnectSignal.Failed(Optional.of(AutoConnectStop.HALTED), "403");
    private static final Map<AutoConnectorState, Map<Object, AutoConnectorState>> TABLE =
            new EnumMap<>(AutoConnectorState.class);

    static {
        row(IDLE, Map.of(AutoConnectSignal.STOP, IDLE, AutoConnectSignal.PAUSE, IDLE, AT_ONCE, ATTEMPTING_CONNECT, BUSY, DISCONNECTING,
                AutoConnectSignal.STILL_CONNECTED, CONNECTED_MONITORING));
        row(DISCONNECTING,
                Map.of(AutoConnectSignal.STOP, DISCONNECTING, AutoConnectSignal.PAUSE, DISCONNECTING, AT_ONCE, DISCONNECTING, BUSY, DISCONNECTING,
                        AutoConnectSignal.DISCONNECTED, IDLE));
        row(ATTEMPTING_GATE, Map.of());
        row(ATTEMPTING_CONNECT,
                Map.of(AutoConnectSignal.STOP, DISCONNECTING, AutoConnectSignal.PAUSE, DISCONNECTING, AT_ONCE, DISCONNECTING, BUSY, DISCONNECTING,
                        AutoConnectSignal.CONNECTED, CONNECTED_MONITORING, AutoConnectSignal.GAVE_WAY, WAITING_BEFORE_RETRY, FAILED,
                        WAITING_BEFORE_RETRY,
                        HALTED, ERROR_TERMINAL));
        row(WAITING_BEFORE_RETRY,
                Map.of(AutoConnectSignal.STOP, DISCONNECTING, AutoConnectSignal.PAUSE, IDLE, AT_ONCE, DISCONNECTING, BUSY, DISCONNECTING,
                        AutoConnectSignal.WAITED, ATTEMPTING_CONNECT, AutoConnectSignal.WAIT_CANCELLED, ERROR_TERMINAL,
                        AutoConnectSignal.STILL_CONNECTED, CONNECTED_MONITORING));
        row(CONNECTED_MONITORING,
                Map.of(AutoConnectSignal.STOP, DISCONNECTING, AutoConnectSignal.PAUSE, DISCONNECTING, AT_ONCE, DISCONNECTING, BUSY, DISCONNECTING));
        row(TELEPHONY_CHECKING,
                Map.of(AutoConnectSignal.STOP, DISCONNECTING, AutoConnectSignal.PAUSE, IDLE, AT_ONCE, DISCONNECTING, BUSY, DISCONNECTING,
                        AutoConnectSignal.STILL_CONNECTED, CONNECTED_MONITORING));
        row(ERROR_TERMINAL, Map.of(AutoConnectSignal.STOP, DISCONNECTING, AutoConnectSignal.PAUSE, IDLE, AT_ONCE, DISCONNECTING, BUSY, DISCONNECTING,
                AutoConnectSignal.STILL_CONNECTED, CONNECTED_MONITORING));
    }

    private static void row(AutoConnectorState state, Map<Object, AutoConnectorState> targets) {
        TABLE.put(state, targets);
    }

    private static Position<AutoConnectorState, RetryProgress> at(AutoConnectorState state, RetryProgress course) {
        return new Position<>(state, course);
    }

    @Test
    void theDeclarationIsSound() {
        assertThat(AutoConnectChart.CHART.problems()).isEmpty();
    }

    @Test
    void itIsAtRestAtFirstAsItsSnapshotSays() {
        assertThat(AutoConnectChart.CHART.start().state()).isEqualTo(IDLE);
        assertThat(AutoConnectChart.CHART.validEvents(AutoConnectChart.CHART.start()))
                .isEqualTo(AutoConnectorSnapshot.IDLE.validSignals());
    }

    @ParameterizedTest
    @EnumSource(AutoConnectorState.class)
    void everySignalLeadsWhereTheTableSays(AutoConnectorState state) {
        for (Object signal : new Object[] {AutoConnectSignal.STOP, AutoConnectSignal.PAUSE, AutoConnectSignal.DISCONNECTED,
                AutoConnectSignal.CONNECTED, AutoConnectSignal.WAITED,
                AutoConnectSignal.WAIT_CANCELLED, AutoConnectSignal.STILL_CONNECTED, AutoConnectSignal.GAVE_WAY, AT_ONCE, BUSY, FAILED, HALTED}) {
            assertThat(AutoConnectChart.CHART.step(at(state, RetryProgress.NEW), signal).map(Position::state))
                    .as(state + " and " + signal).isEqualTo(Optional.ofNullable(TABLE.get(state).get(signal)));
        }
    }

    @Test
    void aRestartAttemptsWhenTheConnectionIsGoneAndAStopDoesNot() {
        Position<AutoConnectorState, RetryProgress> ending = step(at(CONNECTED_MONITORING, RetryProgress.NEW), AT_ONCE);

        assertThat(step(ending, AutoConnectSignal.DISCONNECTED).state()).isEqualTo(ATTEMPTING_CONNECT);
        assertThat(step(step(ending, AutoConnectSignal.STOP), AutoConnectSignal.DISCONNECTED).state()).isEqualTo(IDLE);
        assertThat(step(step(step(ending, AutoConnectSignal.STOP), AT_ONCE), AutoConnectSignal.DISCONNECTED).state())
                .isEqualTo(ATTEMPTING_CONNECT);
    }

    @Test
    void theThirtyFirstAttemptIsNotMade() {
        Position<AutoConnectorState, RetryProgress> now = step(AutoConnectChart.CHART.start(), AT_ONCE);
        for (int attempt = 1; attempt <= AutoConnectorSnapshot.ATTEMPT_LIMIT; attempt++) {
            assertThat(now.state()).isEqualTo(ATTEMPTING_CONNECT);
            assertThat(now.context().attempts()).isEqualTo(attempt);
            assertThat(now.context().limitReached()).isEqualTo(attempt == AutoConnectorSnapshot.ATTEMPT_LIMIT);
            now = step(step(now, FAILED), AutoConnectSignal.WAITED);
        }
        assertThat(now.state()).isEqualTo(TELEPHONY_CHECKING);
        assertThat(now.context().attempts()).isEqualTo(AutoConnectorSnapshot.ATTEMPT_LIMIT);
        assertThat(now.context().inProgress()).isFalse();
        assertThat(step(now, AT_ONCE).context().attempts()).isZero();
    }

    @Test
    void givingUpSaysWhyUntilThereIsANewWish() {
        Position<AutoConnectorState, RetryProgress> ended = step(step(AutoConnectChart.CHART.start(), AT_ONCE), HALTED);
        assertThat(ended.context().stopReason()).contains(AutoConnectStop.HALTED);
        assertThat(ended.context().lastError()).contains("403");
        assertThat(ended.context().inProgress()).isFalse();
        assertThat(step(ended, AT_ONCE).context()).isEqualTo(new RetryProgress(true, 0, false, Optional.empty(), Optional.empty()));

        Position<AutoConnectorState, RetryProgress> cancelled =
                step(step(step(AutoConnectChart.CHART.start(), AT_ONCE), FAILED), AutoConnectSignal.WAIT_CANCELLED);
        assertThat(cancelled.context().stopReason()).contains(AutoConnectStop.CANCELLED);
    }

    @Test
    void aSuccessIsInProgressAndForgetsTheErrorButNotTheAttempts() {
        Position<AutoConnectorState, RetryProgress> connected = step(step(step(step(AutoConnectChart.CHART.start(), AT_ONCE),
                FAILED), AutoConnectSignal.WAITED), AutoConnectSignal.CONNECTED);

        assertThat(connected.context()).isEqualTo(new RetryProgress(true, 2, true, Optional.empty(), Optional.empty()));
    }

    private static Position<AutoConnectorState, RetryProgress> step(Position<AutoConnectorState, RetryProgress> from, Object signal) {
        return AutoConnectChart.CHART.step(from, signal).orElseThrow();
    }
}
