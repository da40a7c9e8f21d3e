/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.incomingcall.IncomingCallState.IDLE;
import static org.sipconnector.api.incomingcall.IncomingCallState.RINGING;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.incomingcall.IncomingCallChart.Signal;
import org.sipconnector.kernel.chart.Position;

class IncomingCallChartTest {

    private static final RemoteCaller JOHN = new RemoteCaller(Optional.of("John Doe"), "example.com", "johndoe");
    private static final RemoteCaller JANE = new RemoteCaller(Optional.empty(), "example.com", "");

    private static Position<IncomingCallState, RingingOutcome> at(IncomingCallState state) {
        return new Position<>(state, switch (state) {
            case IDLE -> RingingOutcome.NONE;
            case RINGING -> RingingOutcome.ringing(JOHN);
            default -> RingingOutcome.ringing(JOHN).because(state);
        });
    }

    @Test
    void theDeclarationIsSound() {
        assertThat(IncomingCallChart.CHART.problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(IncomingCallState.class)
    void aCallRingsFromEveryStateAndReplacesWhatWasThere(IncomingCallState state) {
        assertThat(IncomingCallChart.CHART.step(at(state), new IncomingCallChart.Ringing(JANE)))
                .contains(new Position<>(RINGING, RingingOutcome.ringing(JANE)));
    }

    @ParameterizedTest
    @EnumSource(IncomingCallState.class)
    void clearingForgetsCallerAndReason(IncomingCallState state) {
        assertThat(IncomingCallChart.CHART.step(at(state), Signal.CLEAR)).contains(new Position<>(IDLE, RingingOutcome.NONE));
    }

    @ParameterizedTest
    @EnumSource(value = Signal.class, names = "CLEAR", mode = EnumSource.Mode.EXCLUDE)
    void aRingingCallFinishesWithCallerAndReasonAndNothingElseDoes(Signal signal) {
        IncomingCallState target = IncomingCallState.valueOf(signal.name());
        for (IncomingCallState state : IncomingCallState.values()) {
            assertThat(IncomingCallChart.CHART.step(at(state), signal)).as(state + " and " + signal)
                    .isEqualTo(state == RINGING
                            ? Optional.of(new Position<>(target, new RingingOutcome(Optional.of(JOHN), Optional.of(target))))
                            : Optional.empty());
        }
    }
}
