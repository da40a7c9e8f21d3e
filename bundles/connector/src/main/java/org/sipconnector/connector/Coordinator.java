/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.LaneAccess;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.spi.store.ProcessRestarted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations that need several managers at once. What needs more than one message is a class of its own. */
final class Coordinator extends LaneAccess implements SipConnector, Manager {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    private static final double MILLIS_PER_SECOND = 1000.0;

    private static final EventHandlers<Coordinator> HANDLERS = EventHandlers.<Coordinator>of()
            .on(ProcessRestarted.class, (own, event) -> own.recovered(event))
            .on(AutoConnectEvent.Success.class, (own, event) -> own.session.connectedAgain())
            .on(AutoConnectEvent.FailedAllAttempts.class, (own, event) -> own.session.connectionGivenUp())
            .on(AutoConnectEvent.StopAttemptsByError.class, (own, event) -> own.session.connectionGivenUp())
            .on(AutoConnectEvent.LimitReachedAttempts.class, (own, event) -> own.session.connectionGivenUp());

    private final ManagerContext<CoordinatorState, ConnectorSnapshot> context;
    private final Beginnings beginnings;
    private final IncomingCallAnswer answering;
    private final GracefulDisconnect farewell;
    private final Redial redial;
    private final Calling calling;
    private final RingingCalls ringing;
    private final Draining draining;
    private final ConnectAndCall session;
    private final Reconfiguring reconfiguring;
    private final StandingCall standing;

    Coordinator(ManagerContext<CoordinatorState, ConnectorSnapshot> context) {
        super(context.lane());
        this.context = context;
        beginnings = new Beginnings(lane, context.part(CoordinatorState::beginnings, CoordinatorState::withBeginnings));
        answering = new IncomingCallAnswer(lane, context.part(CoordinatorState::answering, CoordinatorState::withAnswering), beginnings);
        redial = new Redial(lane);
        calling = new Calling(lane, context.part(CoordinatorState::callsToMake, CoordinatorState::with), redial, beginnings,
                this::begun);
        farewell = new GracefulDisconnect(lane, calling);
        ringing = new RingingCalls(lane, context.part(CoordinatorState::ringingCalls, CoordinatorState::withRinging));
        draining = new Draining(lane, context.part(CoordinatorState::draining, CoordinatorState::with), redial, this::comingUp, context::show);
        ClosedSessions closedSessions = new ClosedSessions(context.part(CoordinatorState::closedSessions, CoordinatorState::withClosedSessions));
        session = new ConnectAndCall(lane, context.part(CoordinatorState::session, CoordinatorState::with), closedSessions, redial, calling,
                draining, context::show);
        reconfiguring = new Reconfiguring(lane, context.part(CoordinatorState::reconfiguring, CoordinatorState::with), this::comingUp, context::show);
        ringing.follow(this::begun);
        beginnings.follow(this::begun);
        standing = new StandingCall(lane, context.part(CoordinatorState::standingCall, CoordinatorState::with), calling, session, draining, redial,
                context::show);
        new OutOfCall(lane);
        redial.follow(session);
        lane.on(HANDLERS, this);
        lane.onSnapshot(AutoConnectorManager.class, (before, now) -> autoConnectorAtRest(now));
        lane.onSnapshots(List.of(ConnectionManager.class, AutoConnectorManager.class), session::lookWhoseConnection);
    }

    private void recovered(ProcessRestarted restarted) {
        Duration gap = restarted.gap(lane.now());
        LOG.info("{}: goes on after a gap of {} s", lane.connector(), String.format(Locale.ROOT, "%.1f", gap.toMillis() / MILLIS_PER_SECOND));
        // who asked for a call is not there any more
        calling.giveUp();
        draining.lookWhetherEmpty();
        context.publish(new ConnectorEvent.Recovered(gap, restarted.expired()));
    }

    private void autoConnectorAtRest(AutoConnectorSnapshot now) {
        if (now.state() == AutoConnectorState.IDLE && !now.waitsForNetwork()) {
            session.connectionGivenUp();
        }
    }

    @Override
    public CompletionStage<Void> disconnect() {
        standing.release();
        reconfiguring.disconnecting();
        giveUpBeginnings();
        if (session.open()) {
            return farewell.after(session.state().id());
        }
        redial.disarm(DisarmReason.MANUAL);
        return farewell.disconnect();
    }

    @Override
    public CompletionStage<PeerId> call(CallParameters parameters, boolean autoRedial) {
        draining.mustTakeCalls();
        return calling.call(parameters, autoRedial ? Optional.of(RedialPolicy.STANDARD) : Optional.empty());
    }

    @Override
    public CompletionStage<PeerId> call(CallParameters parameters, RedialPolicy policy) {
        draining.mustTakeCalls();
        return calling.call(parameters, Optional.of(policy));
    }

    @Override
    public CompletionStage<Void> hangUp() {
        standing.holdOff();
        giveUpBeginnings();
        if (session.open()) {
            return session.close(session.state().id());
        }
        calling.unwatch(DisarmReason.LOCAL_HANGUP);
        return calling.endCall();
    }

    private boolean comingUp() {
        return calling.beginning() || ringing.any();
    }

    private void begun() {
        draining.lookWhetherEmpty();
        reconfiguring.look();
        standing.look();
    }

    private void giveUpBeginnings() {
        calling.giveUp();
        answering.giveUp();
        draining.lookWhetherEmpty();
    }

    @Override
    public CompletionStage<PeerId> answerToIncomingCall(CallParameters parameters) {
        return answering.answer(Optional.empty(), parameters);
    }

    @Override
    public CompletionStage<PeerId> answerToIncomingCall(DialogId ringing, CallParameters parameters) {
        return answering.answer(Optional.of(ringing), parameters);
    }

    @Override
    public CompletionStage<ConnectAndCallResult> connectAndCallToServer(ConnectAndCallParameters parameters) {
        draining.mustTakeCalls();
        return session.start(parameters);
    }

    @Override
    public CompletionStage<Void> closeSession(String id) {
        return session.close(id);
    }

    @Override
    public CompletionStage<CloseReason> waitUntilClosed(String id) {
        return session.waitUntilClosed(id);
    }

    @Override
    public CompletionStage<Void> drain() {
        return draining.begin();
    }

    @Override
    public CompletionStage<Void> undrain() {
        return draining.end();
    }

    @Override
    public ConnectorSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }
}
