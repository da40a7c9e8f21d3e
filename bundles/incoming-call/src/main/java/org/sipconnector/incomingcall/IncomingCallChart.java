/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import static org.sipconnector.api.incomingcall.IncomingCallState.CONSUMED;
import static org.sipconnector.api.incomingcall.IncomingCallState.DECLINED;
import static org.sipconnector.api.incomingcall.IncomingCallState.FAILED;
import static org.sipconnector.api.incomingcall.IncomingCallState.IDLE;
import static org.sipconnector.api.incomingcall.IncomingCallState.RINGING;
import static org.sipconnector.api.incomingcall.IncomingCallState.TERMINATED;

import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.kernel.chart.Chart;

/** What became of the latest call. A finished one stays until it is cleared or another call rings. */
final class IncomingCallChart {

    enum Signal {
        CONSUMED, DECLINED, TERMINATED, FAILED, CLEAR
    }

    /** A call rings. */
    record Ringing(RemoteCaller caller) {}

    static final Chart<IncomingCallState, RingingOutcome> CHART = Chart.of("incoming-call", IDLE, RingingOutcome.NONE)
            .on(Ringing.class).from(IDLE, RINGING, CONSUMED, DECLINED, TERMINATED, FAILED)
            .doing((before, ringing) -> RingingOutcome.ringing(ringing.caller())).to(RINGING)
            .on(Signal.CONSUMED).from(RINGING).to(CONSUMED)
            .on(Signal.DECLINED).from(RINGING).to(DECLINED)
            .on(Signal.TERMINATED).from(RINGING).to(TERMINATED)
            .on(Signal.FAILED).from(RINGING).to(FAILED)
            .on(Signal.CLEAR).from(IDLE, RINGING, CONSUMED, DECLINED, TERMINATED, FAILED).to(IDLE)
            .entering(IDLE, any -> RingingOutcome.NONE)
            .entering(CONSUMED, outcome -> outcome.because(CONSUMED))
            .entering(DECLINED, outcome -> outcome.because(DECLINED))
            .entering(TERMINATED, outcome -> outcome.because(TERMINATED))
            .entering(FAILED, outcome -> outcome.because(FAILED))
            .build();

    private IncomingCallChart() {}
}
