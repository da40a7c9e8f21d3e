/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import static org.sipconnector.testkit.Operations.END_CALL;
import static org.sipconnector.testkit.Operations.START_CALL;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.Jitter;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.Operation;
import org.sipconnector.testkit.StandIn;

/** A redialling manager on a stage, beside a connection and a call that do what the test says. */
record CallReconnectFixtures(LaneHarness stage) {

    static final PeerId PEER = new PeerId("peer-1");
    static final CallReconnectOptions EXACT = CallReconnectOptions.STANDARD.withJitter(Jitter.NONE);
    static final CallParameters PARAMETERS = CallParameters.to("600");
    static final SipFailure NETWORK = SipFailure.system(SipCause.REQUEST_TIMEOUT, "no answer");
    static final SipFailure BUSY = SipFailure.response(486, "Busy Here", List.of());
    static final SipFailure BYE = new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "Terminated", List.of());

    /** Connected and registered. */
    static CallReconnectFixtures on(LaneHarness stage) {
        return on(stage, EXACT);
    }

    static CallReconnectFixtures on(LaneHarness stage, CallReconnectOptions options) {
        return with(stage, new CallReconnectManagerFactory(options)).isRegistered();
    }

    static CallReconnectFixtures with(LaneHarness stage, ManagerFactory factory) {
        stage.install(new StandIn(ConnectionManager.class, ConnectionSnapshot.IDLE),
                new StandIn(CallManager.class, CallSnapshot.IDLE), factory);
        return new CallReconnectFixtures(stage);
    }

    static CallReconnectFixtures armedOn(LaneHarness stage, CallReconnectOptions options) {
        CallReconnectFixtures cast = on(stage, options);
        stage.result(cast.redial().arm(PARAMETERS));
        stage.forget();
        return cast;
    }

    static CallReconnectFixtures armedOn(LaneHarness stage) {
        return armedOn(stage, EXACT);
    }

    CallReconnectManager redial() {
        return stage.manager(CallReconnectManager.class);
    }

    CallReconnectState state() {
        stage.settle();
        return redial().snapshot().state();
    }

    /** What it has told, in order, without its family's name. */
    List<String> told() {
        return stage.events(CallReconnectEvent.class).stream()
                .map(event -> event.name().substring("call-reconnect:".length())).toList();
    }

    <E extends CallReconnectEvent> E last(Class<E> type) {
        List<E> found = stage.events(type);
        return found.get(found.size() - 1);
    }

    int asked(Operation<?> operation) {
        return stage.requests(operation).size();
    }

    CallReconnectFixtures failed(SipFailure failure) {
        stage.post(new CallEvent.Failed(failure)).settle();
        return this;
    }

    CallReconnectFixtures ended(SipFailure end) {
        stage.post(new CallEvent.Ended(end)).settle();
        return this;
    }

    CallReconnectFixtures hangsUp() {
        stage.post(new CallEvent.EndCall()).settle();
        return this;
    }

    CallReconnectFixtures passes(long millis) {
        stage.advance(Duration.ofMillis(millis));
        return this;
    }

    CallReconnectFixtures callSucceeds() {
        isCall(CallState.IN_CALL, CallRole.PARTICIPANT);
        stage.post(START_CALL.answered(PEER)).settle();
        return this;
    }

    CallReconnectFixtures callFails(Throwable error) {
        stage.post(START_CALL.refused(error)).settle();
        return this;
    }

    CallReconnectFixtures callIsEnded() {
        stage.post(END_CALL.done()).settle();
        return this;
    }

    CallReconnectFixtures isCall(CallState state, CallRole role) {
        stage.post(new StandIn.Shown(CallManager.class, new CallSnapshot(CallStatus.in(state), CallParties.calling("600",
                Optional.of(PEER)), role, Optional.empty(), CallMedia.NONE))).settle();
        return this;
    }

    CallReconnectFixtures isRegistered() {
        return connection(ConnectionState.ESTABLISHED, true, true, true);
    }

    CallReconnectFixtures isGuest() {
        return connection(ConnectionState.ESTABLISHED, true, false, false);
    }

    CallReconnectFixtures isOpenOnly() {
        return connection(ConnectionState.CONNECTED, true, false, true);
    }

    CallReconnectFixtures isDisconnected() {
        return connection(ConnectionState.DISCONNECTED, false, false, true);
    }

    private CallReconnectFixtures connection(ConnectionState state, boolean open, boolean registered, boolean register) {
        ConnectionConfiguration configuration = new ConnectionConfiguration(
                LaneHarness.standardConfiguration().register(register).build().parameters(), "1001");
        stage.post(new StandIn.Shown(ConnectionManager.class, new ConnectionSnapshot(state, new UserAgentStatus(Optional.empty(), open,
                registered), Optional.of(configuration), Optional.of("sip.example.org"), Set.of(), Optional.empty())))
                .settle();
        return this;
    }
}
