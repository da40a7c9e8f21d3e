/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import static org.sipconnector.testkit.Operations.CHECK_TELEPHONY;
import static org.sipconnector.testkit.Operations.PING;
import static org.sipconnector.testkit.Operations.QUEUE_CONNECT;
import static org.sipconnector.testkit.Operations.QUEUE_DISCONNECT;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.Event;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.connection.TelephonyNotAvailableException;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueSnapshot;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Operation;
import org.sipconnector.testkit.StandIn;

/** An auto connector on a stage, and the managers it works with as stand-ins that do what the test says. */
record AutoConnectorFixtures(LaneHarness stage) {

    static final DisconnectedException UNREACHABLE = new DisconnectedException(1006, "refused");
    static final ConnectionConfiguration CONFIGURATION = new ConnectionConfiguration(
            LaneHarness.standardConfiguration().build().parameters(), "1001");

    static AutoConnectorFixtures on(LaneHarness stage) {
        return on(stage, AutoConnectorOptions.STANDARD);
    }

    static AutoConnectorFixtures on(LaneHarness stage, AutoConnectorOptions options) {
        return with(stage, new AutoConnectorManagerFactory(options));
    }

    static AutoConnectorFixtures with(LaneHarness stage, ManagerFactory autoConnector) {
        stage.install(new StandIn(ConnectionManager.class, ConnectionSnapshot.IDLE),
                new StandIn(ConnectionQueueManager.class, ConnectionQueueSnapshot.EMPTY),
                new StandIn(CallManager.class, CallSnapshot.IDLE), autoConnector);
        return new AutoConnectorFixtures(stage);
    }

    AutoConnectorManager auto() {
        return stage.manager(AutoConnectorManager.class);
    }

    AutoConnectorState state() {
        stage.settle();
        return auto().snapshot().state();
    }

    /** Operations asked of the others since last forgotten, in order. */
    List<Operation<?>> asked() {
        return stage.operations();
    }

    int asked(Operation<?> operation) {
        return stage.requests(operation).size();
    }

    /** What the auto connector has told, in order. */
    List<String> told() {
        return stage.events(AutoConnectEvent.class).stream().map(event -> event.name().substring("auto-connect:".length()))
                .toList();
    }

    long told(String name) {
        return told().stream().filter(name::equals).count();
    }

    AutoConnectorFixtures connects() {
        stage.settle().post(shown(ConnectionState.ESTABLISHED)).post(QUEUE_CONNECT.answered(CONFIGURATION));
        return this;
    }

    AutoConnectorFixtures connectFails(Throwable error) {
        stage.settle().post(QUEUE_CONNECT.refused(error));
        return this;
    }

    AutoConnectorFixtures disconnects() {
        stage.settle().post(shown(ConnectionState.IDLE)).post(QUEUE_DISCONNECT.done());
        return this;
    }

    AutoConnectorFixtures isConnection(ConnectionState state) {
        stage.post(shown(state));
        return this;
    }

    AutoConnectorFixtures answersPing() {
        stage.settle().post(PING.done());
        return this;
    }

    AutoConnectorFixtures ignoresPing() {
        stage.settle().post(PING.refused(new IllegalStateException("no answer")));
        return this;
    }

    AutoConnectorFixtures refusesPing(int status) {
        stage.settle().post(PING.refused(new RequestFailedException(SipFailure.response(status, "no", List.of()))));
        return this;
    }

    AutoConnectorFixtures isReachable() {
        stage.settle().post(CHECK_TELEPHONY.done());
        return this;
    }

    AutoConnectorFixtures isUnreachable() {
        stage.settle().post(CHECK_TELEPHONY.refused(new TelephonyNotAvailableException("refused")));
        return this;
    }

    AutoConnectorFixtures losesTheRegistration() {
        stage.post(new ConnectionEvent.RegistrationFailed(SipFailure.response(500, "no", List.of())));
        return this;
    }

    AutoConnectorFixtures isCall(CallState state) {
        stage.post(new StandIn.Shown(CallManager.class, new CallSnapshot(CallStatus.in(state), CallParties.calling("600",
                Optional.of(new PeerId("p"))), CallMedia.NONE)));
        return this;
    }

    /** Started, connected and watched; what was asked and told until then is forgotten. */
    AutoConnectorFixtures monitoring() {
        auto().start();
        connects();
        stage.forget();
        return this;
    }

    /** Fails all attempts of a cycle; the server is being looked for. */
    AutoConnectorFixtures outOfAttempts() {
        auto().start();
        return failAllAttempts();
    }

    /** For options without pauses between attempts. */
    AutoConnectorFixtures failAllAttempts() {
        for (int attempt = 0; attempt < 30; attempt++) {
            connectFails(UNREACHABLE);
            stage.advance(Duration.ZERO);
        }
        return this;
    }

    static RegistrationFailedException refused(int status) {
        return new RegistrationFailedException(SipFailure.response(status, "no", List.of()));
    }

    private static Event shown(ConnectionState state) {
        return new StandIn.Shown(ConnectionManager.class, new ConnectionSnapshot(state, new UserAgentStatus(Optional.empty(), true, true),
                Optional.of(CONFIGURATION), Optional.of("sip.example.org"), Set.of(), Optional.empty()));
    }
}
