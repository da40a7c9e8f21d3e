/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import static org.sipconnector.api.callreconnect.CallReconnectState.ARMED;
import static org.sipconnector.api.callreconnect.CallReconnectState.ATTEMPTING;
import static org.sipconnector.api.callreconnect.CallReconnectState.BACKOFF;
import static org.sipconnector.api.callreconnect.CallReconnectState.ERROR_TERMINAL;
import static org.sipconnector.api.callreconnect.CallReconnectState.EVALUATING;
import static org.sipconnector.api.callreconnect.CallReconnectState.IDLE;
import static org.sipconnector.api.callreconnect.CallReconnectState.LIMIT_REACHED;
import static org.sipconnector.api.callreconnect.CallReconnectState.WAITING_SIGNALING;

import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.kernel.chart.Chart;

/** The states of redialling. It can be armed anew and disarmed wherever it is. */
final class RedialChart {

    static final Chart<CallReconnectState, RedialProgress> CHART = Chart.of("call-reconnect", IDLE, RedialProgress.NEW)
            .on(RedialSignal.Arm.class).from(IDLE, ARMED, BACKOFF, WAITING_SIGNALING, ATTEMPTING, LIMIT_REACHED, ERROR_TERMINAL)
            .doing((course, arm) -> RedialProgress.NEW).to(ARMED)
            .on(RedialSignal.Disarm.class).from(ARMED, BACKOFF, WAITING_SIGNALING, ATTEMPTING, LIMIT_REACHED, ERROR_TERMINAL)
            .doing(RedialProgress::disarmed).to(IDLE)
            .on(RedialSignal.Lost.class).from(ARMED).doing(RedialProgress::lost).to(EVALUATING)
            .always(EVALUATING).when("limit reached", RedialProgress::limitReached).to(LIMIT_REACHED)
            .always(EVALUATING).when("signalling ready", RedialProgress::ready).to(BACKOFF)
            .always(EVALUATING).to(WAITING_SIGNALING)
            .on(RedialSignal.PAUSED).from(BACKOFF).to(ATTEMPTING)
            .on(RedialSignal.SIGNALING_LOST).from(BACKOFF).to(WAITING_SIGNALING)
            .on(RedialSignal.SIGNALING_READY).from(WAITING_SIGNALING).to(BACKOFF)
            .on(RedialSignal.TimedOut.class).from(WAITING_SIGNALING).doing(RedialProgress::timedOut).to(ERROR_TERMINAL)
            .on(RedialSignal.CANCEL).from(BACKOFF, WAITING_SIGNALING, ATTEMPTING).to(ARMED)
            .on(RedialSignal.SUCCEEDED).from(ATTEMPTING).doing((course, there) -> RedialProgress.NEW).to(ARMED)
            .on(RedialSignal.Failed.class).from(ATTEMPTING).when("retry forbidden", (course, failure) -> !failure.retry())
            .doing(RedialProgress::failed).to(ERROR_TERMINAL)
            .on(RedialSignal.Failed.class).from(ATTEMPTING).doing(RedialProgress::failed).to(EVALUATING)
            .on(RedialSignal.Force.class).from(LIMIT_REACHED, ERROR_TERMINAL).doing(RedialProgress::forced).to(EVALUATING)
            .entering(ATTEMPTING, RedialProgress::attempted)
            .build();

    private RedialChart() {}
}
