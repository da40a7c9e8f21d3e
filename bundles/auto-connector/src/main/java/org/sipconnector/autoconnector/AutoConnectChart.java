/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.sipconnector.api.autoconnector.AutoConnectorState.ATTEMPTING_CONNECT;
import static org.sipconnector.api.autoconnector.AutoConnectorState.ATTEMPTING_GATE;
import static org.sipconnector.api.autoconnector.AutoConnectorState.CONNECTED_MONITORING;
import static org.sipconnector.api.autoconnector.AutoConnectorState.DISCONNECTING;
import static org.sipconnector.api.autoconnector.AutoConnectorState.ERROR_TERMINAL;
import static org.sipconnector.api.autoconnector.AutoConnectorState.IDLE;
import static org.sipconnector.api.autoconnector.AutoConnectorState.TELEPHONY_CHECKING;
import static org.sipconnector.api.autoconnector.AutoConnectorState.WAITING_BEFORE_RETRY;

import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.kernel.chart.Chart;

/** The auto connector's states. Stop, pause and restart are heard in every one of them. */
final class AutoConnectChart {

    static final Chart<AutoConnectorState, RetryProgress> CHART = Chart.of("auto-connector", IDLE, RetryProgress.NEW)
            .on(AutoConnectSignal.STOP).from(IDLE).doing((course, stop) -> course.stopping()).stay()
            .on(AutoConnectSignal.STOP).from(DISCONNECTING, ATTEMPTING_CONNECT, WAITING_BEFORE_RETRY, CONNECTED_MONITORING,
                    TELEPHONY_CHECKING, ERROR_TERMINAL)
            .doing((course, stop) -> course.stopping()).to(DISCONNECTING)
            .on(AutoConnectSignal.PAUSE).from(IDLE).doing((course, pause) -> course.pausing()).stay()
            .on(AutoConnectSignal.PAUSE).from(ERROR_TERMINAL).doing((course, pause) -> course.pausing()).to(IDLE)
            .on(AutoConnectSignal.PAUSE).from(WAITING_BEFORE_RETRY, TELEPHONY_CHECKING).doing((course, pause) -> course.pausing().reset()).to(IDLE)
            .on(AutoConnectSignal.PAUSE).from(DISCONNECTING, ATTEMPTING_CONNECT, CONNECTED_MONITORING)
            .doing((course, pause) -> course.pausing()).to(DISCONNECTING)
            .on(AutoConnectSignal.Restart.class).from(IDLE).when("connection busy", (course, restart) -> restart.connectionBusy())
            .doing((course, restart) -> course.restarting()).to(DISCONNECTING)
            .on(AutoConnectSignal.Restart.class).from(IDLE).doing((course, restart) -> course.restarting()).to(ATTEMPTING_GATE)
            .on(AutoConnectSignal.Restart.class).from(DISCONNECTING).doing((course, restart) -> course.restarting()).stay()
            .on(AutoConnectSignal.Restart.class).from(ATTEMPTING_CONNECT, WAITING_BEFORE_RETRY, CONNECTED_MONITORING,
                    TELEPHONY_CHECKING, ERROR_TERMINAL)
            .doing((course, restart) -> course.restarting()).to(DISCONNECTING)
            .on(AutoConnectSignal.DISCONNECTED).from(DISCONNECTING).when("to attempt anew", RetryProgress::attempting).to(ATTEMPTING_GATE)
            .on(AutoConnectSignal.DISCONNECTED).from(DISCONNECTING).to(IDLE)
            .always(ATTEMPTING_GATE).when("limit reached", RetryProgress::limitReached).to(TELEPHONY_CHECKING)
            .always(ATTEMPTING_GATE).to(ATTEMPTING_CONNECT)
            .on(AutoConnectSignal.CONNECTED).from(ATTEMPTING_CONNECT).to(CONNECTED_MONITORING)
            .on(AutoConnectSignal.GAVE_WAY).from(ATTEMPTING_CONNECT).doing((course, gaveWay) -> course.gaveWay()).to(WAITING_BEFORE_RETRY)
            .on(AutoConnectSignal.Failed.class).from(ATTEMPTING_CONNECT)
            .when("another attempt may help", (course, failure) -> failure.stop().isEmpty())
            .doing(RetryProgress::failed).to(WAITING_BEFORE_RETRY)
            .on(AutoConnectSignal.Failed.class).from(ATTEMPTING_CONNECT).doing(RetryProgress::failed).to(ERROR_TERMINAL)
            .on(AutoConnectSignal.WAITED).from(WAITING_BEFORE_RETRY).to(ATTEMPTING_GATE)
            .on(AutoConnectSignal.WAIT_CANCELLED).from(WAITING_BEFORE_RETRY).doing((course, cancel) -> course.cancelled())
            .to(ERROR_TERMINAL)
            .on(AutoConnectSignal.STILL_CONNECTED).from(IDLE, WAITING_BEFORE_RETRY, TELEPHONY_CHECKING, ERROR_TERMINAL).to(CONNECTED_MONITORING)
            .entering(DISCONNECTING, RetryProgress::reset)
            .entering(ATTEMPTING_CONNECT, RetryProgress::attempted)
            .entering(CONNECTED_MONITORING, RetryProgress::connected)
            .entering(TELEPHONY_CHECKING, RetryProgress::finished)
            .entering(ERROR_TERMINAL, RetryProgress::finished)
            .build();

    private AutoConnectChart() {}
}
