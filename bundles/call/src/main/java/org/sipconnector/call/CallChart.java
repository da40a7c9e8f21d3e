/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import static org.sipconnector.api.call.CallState.ACCEPTED;
import static org.sipconnector.api.call.CallState.CONNECTING;
import static org.sipconnector.api.call.CallState.DISCONNECTING;
import static org.sipconnector.api.call.CallState.IDLE;
import static org.sipconnector.api.call.CallState.IN_CALL;

import java.util.Optional;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.chart.Chart;

/** The call's progress. Failures are no states: the last one stays in the context until the next call. */
final class CallChart {

    enum Signal {
        START, ACCEPT, CONFIRM, HANG_UP
    }

    /** The call is over. */
    record Over(Optional<SipFailure> error) {}

    /** @param lastError why the last call ended that did not end by our own wish */
    record Progress(Optional<SipFailure> lastError) {

        static final Progress NEW = new Progress(Optional.empty());
    }

    static final Chart<CallState, Progress> CHART = Chart.of("call", IDLE, Progress.NEW)
            .on(Signal.START).from(IDLE).doing((progress, start) -> Progress.NEW).to(CONNECTING)
            .on(Signal.ACCEPT).from(CONNECTING).to(ACCEPTED)
            .on(Signal.CONFIRM).from(ACCEPTED).to(IN_CALL)
            .on(Signal.HANG_UP).from(CONNECTING, ACCEPTED, IN_CALL).to(DISCONNECTING)
            .on(Over.class).from(CONNECTING, ACCEPTED, IN_CALL, DISCONNECTING)
            .doing((progress, over) -> new Progress(over.error())).to(IDLE)
            .build();

    private CallChart() {}
}
