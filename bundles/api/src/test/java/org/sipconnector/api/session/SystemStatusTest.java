/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.api.session.SystemStatus.of;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectionState;

class SystemStatusTest {

    @ParameterizedTest
    @EnumSource(CallPhase.class)
    void aCallInAnyRoomIsActiveWhateverTheConnectionDoes(CallPhase phase) {
        for (ConnectionState connection : ConnectionState.values()) {
            for (AutoConnectorState auto : AutoConnectorState.values()) {
                assertThat(of(connection, auto, phase, true) == SystemStatus.CALL_ACTIVE).isEqualTo(phase.inCall());
            }
        }
    }

    @Test
    void redialCountsMoreThanTheConnection() {
        for (ConnectionState connection : ConnectionState.values()) {
            assertThat(of(connection, AutoConnectorState.IDLE, CallPhase.IDLE, true))
                    .isEqualTo(SystemStatus.CALL_RECONNECTING);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ConnectionState.class, names = {"IDLE", "DISCONNECTED"})
    void withoutAConnectionItIsDisconnected(ConnectionState connection) {
        for (CallPhase phase : EnumSet.of(CallPhase.IDLE, CallPhase.CONNECTING, CallPhase.DISCONNECTING)) {
            assertThat(of(connection, AutoConnectorState.IDLE, phase, false)).isEqualTo(SystemStatus.DISCONNECTED);
        }
    }

    @Test
    void disconnectingWinsOverWhatTheAutoConnectorTries() {
        for (AutoConnectorState auto : AutoConnectorState.values()) {
            assertThat(of(ConnectionState.DISCONNECTING, auto, CallPhase.IDLE, false))
                    .isEqualTo(SystemStatus.DISCONNECTING);
        }
        assertThat(of(ConnectionState.IDLE, AutoConnectorState.DISCONNECTING, CallPhase.IDLE, false))
                .isEqualTo(SystemStatus.DISCONNECTING);
    }

    @ParameterizedTest
    @EnumSource(value = AutoConnectorState.class, names = {"ATTEMPTING_CONNECT", "ATTEMPTING_GATE", "WAITING_BEFORE_RETRY"})
    void tryingToConnectIsConnecting(AutoConnectorState auto) {
        assertThat(of(ConnectionState.IDLE, auto, CallPhase.IDLE, false)).isEqualTo(SystemStatus.CONNECTING);
    }

    @Test
    void monitoringAConnectionThatIsNotThereIsConnecting() {
        assertThat(of(ConnectionState.DISCONNECTED, AutoConnectorState.CONNECTED_MONITORING, CallPhase.IDLE, false))
                .isEqualTo(SystemStatus.CONNECTING);
        assertThat(of(ConnectionState.ESTABLISHED, AutoConnectorState.CONNECTED_MONITORING, CallPhase.IDLE, false))
                .isEqualTo(SystemStatus.READY_TO_CALL);
    }

    @ParameterizedTest
    @EnumSource(value = ConnectionState.class, names = {"PREPARING", "CONNECTING", "CONNECTED", "REGISTERED"})
    void onTheWayItIsConnecting(ConnectionState connection) {
        assertThat(of(connection, AutoConnectorState.IDLE, CallPhase.CONNECTING, false))
                .isEqualTo(SystemStatus.CONNECTING);
    }

    @Test
    void onAnEstablishedConnectionTheCallDecides() {
        assertThat(established(CallPhase.IDLE)).isEqualTo(SystemStatus.READY_TO_CALL);
        assertThat(established(CallPhase.CONNECTING)).isEqualTo(SystemStatus.CALL_CONNECTING);
        assertThat(established(CallPhase.DISCONNECTING)).isEqualTo(SystemStatus.CALL_DISCONNECTING);
    }

    @ParameterizedTest
    @EnumSource(value = AutoConnectorState.class, names = {"TELEPHONY_CHECKING", "IDLE", "ERROR_TERMINAL"})
    void anAutoConnectorAtRestDoesNotCount(AutoConnectorState auto) {
        assertThat(of(ConnectionState.IDLE, auto, CallPhase.IDLE, false)).isEqualTo(SystemStatus.DISCONNECTED);
        assertThat(of(ConnectionState.ESTABLISHED, auto, CallPhase.IDLE, false)).isEqualTo(SystemStatus.READY_TO_CALL);
    }

    private static SystemStatus established(CallPhase phase) {
        return of(ConnectionState.ESTABLISHED, AutoConnectorState.IDLE, phase, false);
    }
}
