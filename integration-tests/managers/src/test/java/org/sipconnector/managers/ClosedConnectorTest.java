/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.testkit.LaneHarness;

/** What is left to see of a connector that has been closed. */
class ClosedConnectorTest {

    @Test
    void theEndOfACallIsLoggedWhenItsConnectorCloses() {
        WholeConnector all = new WholeConnector(new LaneHarness());
        all.inCall();
        try (OperatorLog log = new OperatorLog()) {
            all.close();
            assertThat(log.lines()).containsExactly("test: call with 600 is over: the connector closes");
        }
    }

    @Test
    void withoutACallNothingIsLogged() {
        WholeConnector all = new WholeConnector(new LaneHarness()).connected();
        try (OperatorLog log = new OperatorLog()) {
            all.close();
            assertThat(log.lines()).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyReadingSaysThatItIsClosed() {
        WholeConnector all = new WholeConnector(new LaneHarness());
        all.inCall();
        SipConnectorFacade facade = all.facade();
        List<Consumer<SipConnectorFacade>> readings = List.of(SipConnectorFacade::isRegistered, SipConnectorFacade::activePeer,
                SipConnectorFacade::isConfigured, SipConnectorFacade::remoteStreams, closed -> closed.connector().snapshot(),
                closed -> closed.manager(SessionManager.class).snapshot());
        all.close();
        return readings.stream().map(reading -> DynamicTest.dynamicTest("reading " + (readings.indexOf(reading) + 1),
                () -> assertThatThrownBy(() -> reading.accept(facade)).isInstanceOf(ConnectorClosedException.class)
                        .hasMessageContaining("is closed")));
    }
}
