/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import static org.sipconnector.api.connection.ConnectionState.CONNECTED;
import static org.sipconnector.api.connection.ConnectionState.CONNECTING;
import static org.sipconnector.api.connection.ConnectionState.DISCONNECTED;
import static org.sipconnector.api.connection.ConnectionState.DISCONNECTING;
import static org.sipconnector.api.connection.ConnectionState.ESTABLISHED;
import static org.sipconnector.api.connection.ConnectionState.IDLE;
import static org.sipconnector.api.connection.ConnectionState.PREPARING;
import static org.sipconnector.api.connection.ConnectionState.REGISTERED;

import java.util.Optional;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.kernel.chart.Chart;

/** The connection's states. A retried attempt goes through disconnected back to preparing. */
final class ConnectionChart {

    static final Chart<ConnectionState, Optional<ConnectionConfiguration>> CHART =
            Chart.of("connection", IDLE, Optional.<ConnectionConfiguration>empty())
                    .on(ConnectionSignal.START_CONNECT).from(IDLE, DISCONNECTED).to(PREPARING)
                    .on(ConnectionSignal.StartUa.class).from(PREPARING).doing((none, start) -> start.context())
                    .to(CONNECTING)
                    .on(ConnectionSignal.UA_CONNECTING).from(DISCONNECTED).to(CONNECTING)
                    .on(ConnectionSignal.UA_CONNECTED).from(CONNECTING).to(CONNECTED)
                    .on(ConnectionSignal.UA_REGISTERED).from(CONNECTING, CONNECTED).to(REGISTERED)
                    .on(ConnectionSignal.UA_UNREGISTERED).from(REGISTERED).to(CONNECTED)
                    .on(ConnectionSignal.START_DISCONNECT).from(CONNECTING, CONNECTED, REGISTERED, ESTABLISHED)
                    .to(DISCONNECTING)
                    .on(ConnectionSignal.UA_DISCONNECTED)
                    .from(PREPARING, CONNECTING, CONNECTED, REGISTERED, ESTABLISHED, DISCONNECTING)
                    .to(DISCONNECTED)
                    .on(ConnectionSignal.RESET).from(ESTABLISHED, DISCONNECTED).to(IDLE)
                    .always(CONNECTED).when("no registration wanted", ConnectionChart::guest).to(ESTABLISHED)
                    .always(REGISTERED).to(ESTABLISHED)
                    .entering(IDLE, any -> Optional.empty())
                    .build();

    private ConnectionChart() {}

    private static boolean guest(Optional<ConnectionConfiguration> configuration) {
        return !configuration.map(ConnectionConfiguration::register).orElse(false);
    }
}
