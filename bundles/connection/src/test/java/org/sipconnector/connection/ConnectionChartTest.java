/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.connection.ConnectionState.CONNECTED;
import static org.sipconnector.api.connection.ConnectionState.CONNECTING;
import static org.sipconnector.api.connection.ConnectionState.DISCONNECTED;
import static org.sipconnector.api.connection.ConnectionState.DISCONNECTING;
import static org.sipconnector.api.connection.ConnectionState.ESTABLISHED;
import static org.sipconnector.api.connection.ConnectionState.IDLE;
import static org.sipconnector.api.connection.ConnectionState.PREPARING;
import static org.sipconnector.api.connection.ConnectionState.REGISTERED;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.kernel.chart.Position;

class ConnectionChartTest {

    private static final Map<ConnectionState, Map<Object, ConnectionState>> TABLE = new EnumMap<>(ConnectionState.class);

    static {
        row(IDLE, Map.of(ConnectionSignal.START_CONNECT, PREPARING));
        row(PREPARING, Map.of(ConnectionSignal.UA_DISCONNECTED, DISCONNECTED));
        row(CONNECTING, Map.of(ConnectionSignal.UA_CONNECTED, CONNECTED, ConnectionSignal.UA_REGISTERED, ESTABLISHED,
                ConnectionSignal.START_DISCONNECT, DISCONNECTING, ConnectionSignal.UA_DISCONNECTED, DISCONNECTED));
        row(CONNECTED, Map.of(ConnectionSignal.UA_REGISTERED, ESTABLISHED, ConnectionSignal.START_DISCONNECT,
                DISCONNECTING, ConnectionSignal.UA_DISCONNECTED, DISCONNECTED));
        row(REGISTERED, Map.of(ConnectionSignal.UA_UNREGISTERED, CONNECTED, ConnectionSignal.START_DISCONNECT,
                DISCONNECTING, ConnectionSignal.UA_DISCONNECTED, DISCONNECTED));
        row(ESTABLISHED, Map.of(ConnectionSignal.START_DISCONNECT, DISCONNECTING, ConnectionSignal.UA_DISCONNECTED,
                DISCONNECTED, ConnectionSignal.RESET, IDLE));
        row(DISCONNECTING, Map.of(ConnectionSignal.UA_DISCONNECTED, DISCONNECTED));
        row(DISCONNECTED, Map.of(ConnectionSignal.START_CONNECT, PREPARING, ConnectionSignal.UA_CONNECTING, CONNECTING,
                ConnectionSignal.RESET, IDLE));
    }

    private static void row(ConnectionState state, Map<Object, ConnectionState> targets) {
        TABLE.put(state, targets);
    }

    @Test
    void theDeclarationIsSound() {
        assertThat(ConnectionChart.CHART.problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ConnectionState.class)
    void everySignalLeadsWhereTheTableSays(ConnectionState state) {
        for (ConnectionSignal signal : ConnectionSignal.values()) {
            assertThat(ConnectionChart.CHART.step(at(state, true), signal).map(Position::state))
                    .as(state + " and " + signal).isEqualTo(Optional.ofNullable(TABLE.get(state).get(signal)));
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionState.class)
    void aUserAgentStartsFromPreparingOnly(ConnectionState state) {
        assertThat(ConnectionChart.CHART.step(at(state, true), new ConnectionSignal.StartUa(account(true)))
                .map(Position::state)).isEqualTo(state == PREPARING ? Optional.of(CONNECTING) : Optional.empty());
    }

    @Test
    void aGuestIsEstablishedAsSoonAsTheTransportIsOpen() {
        assertThat(ConnectionChart.CHART.step(at(CONNECTING, false), ConnectionSignal.UA_CONNECTED))
                .hasValueSatisfying(next -> assertThat(next.state()).isEqualTo(ESTABLISHED));
    }

    @Test
    void theConfigurationIsKnownUntilIdle() {
        Position<ConnectionState, Optional<ConnectionConfiguration>> lost =
                ConnectionChart.CHART.step(at(ESTABLISHED, true), ConnectionSignal.UA_DISCONNECTED).orElseThrow();

        assertThat(lost.context()).contains(account(true));
        assertThat(ConnectionChart.CHART.step(lost, ConnectionSignal.RESET).orElseThrow().context()).isEmpty();
    }

    private static Position<ConnectionState, Optional<ConnectionConfiguration>> at(ConnectionState state, boolean register) {
        return new Position<>(state, Optional.of(account(register)));
    }

    private static ConnectionConfiguration account(boolean register) {
        return new ConnectionConfiguration(ConnectionParameters.builder("host").domain("domain").register(register).build(), "1001");
    }
}
