/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.ProcessRestarted;

/** The connection manager: takes operations, events and timers to the part that knows what to do. */
final class ConnectionCode implements ConnectionManager, Manager {

    private static final EventHandlers<ConnectionCode> HANDLERS = EventHandlers.<ConnectionCode>of()
            .on(ProcessRestarted.class, (own, restarted) -> own.retain())
            .on(TimerFired.class, ConnectionCode::onTimer);

    private final ManagerContext<ConnectionParts, ConnectionSnapshot> context;
    private final Lane lane;
    private final Connection connection;
    private final Disconnecting disconnecting;
    private final Connecting connecting;
    private final Registering registering;
    private final OptionsRequests requests;
    private final TelephonyChecks checks;

    ConnectionCode(ManagerContext<ConnectionParts, ConnectionSnapshot> context, SipUserAgents sip) {
        this.context = context;
        this.lane = context.lane();
        connection = new Connection(context, sip);
        disconnecting = new Disconnecting(connection, context.part(ConnectionParts::disconnecting, ConnectionParts::with));
        connecting = new Connecting(connection, disconnecting, context.part(ConnectionParts::connecting, ConnectionParts::with));
        registering = new Registering(connection, context.part(ConnectionParts::registering, ConnectionParts::with));
        requests = new OptionsRequests(connection, context.part(ConnectionParts::requests, ConnectionParts::withRequests));
        checks = new TelephonyChecks(connection, context.part(ConnectionParts::checks, ConnectionParts::withChecks));
        disconnecting.afterwards(() -> {
            registering.abandoned();
            requests.abandoned();
            connecting.cleared();
        });
        lane.on(TelephonyChecks.HANDLERS, checks);
        lane.on(UserAgentEvents.HANDLERS, new UserAgentEvents(connection, connecting, disconnecting, registering, requests));
        lane.on(HANDLERS, this);
        connection.show();
    }

    @Override
    public ConnectionSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public CompletionStage<ConnectionConfiguration> connect() {
        return begin(lane.configuration().parameters(), ConnectOptions.of(lane.configuration()));
    }

    @Override
    public CompletionStage<ConnectionConfiguration> connect(ConnectionParameters parameters, ConnectOptions options) {
        return begin(parameters, options);
    }

    @Override
    public CompletionStage<ConnectionConfiguration> connect(
            Supplier<CompletionStage<ConnectionParameters>> parameters, ConnectOptions options) {
        return begin(parameters, options);
    }

    private CompletionStage<ConnectionConfiguration> begin(Object parameters, ConnectOptions options) {
        Reply<ConnectionConfiguration> reply = lane.reply();
        connecting.begin(reply.id(), parameters, options);
        return reply;
    }

    @Override
    public CompletionStage<Void> disconnect() {
        Reply<Void> reply = lane.reply();
        connecting.cancel();
        disconnecting.begin(reply.id());
        return reply;
    }

    @Override
    public CompletionStage<ConnectionEvent.Registered> register() {
        Reply<ConnectionEvent.Registered> reply = lane.reply();
        registering.register(reply.id());
        return reply;
    }

    @Override
    public CompletionStage<ConnectionEvent.Unregistered> unregister() {
        Reply<ConnectionEvent.Unregistered> reply = lane.reply();
        registering.unregister(reply.id());
        return reply;
    }

    @Override
    public CompletionStage<ConnectionEvent.Registered> tryRegister() {
        Reply<ConnectionEvent.Registered> reply = lane.reply();
        registering.tryRegister(reply.id());
        return reply;
    }

    @Override
    public CompletionStage<SipAnswer> sendOptions(String target, Optional<SipBody> body, List<Header> headers) {
        Reply<SipAnswer> reply = lane.reply();
        requests.options(reply.id(), target, body, headers, OutgoingRequest.TRANSACTION_TIMEOUT);
        return reply;
    }

    @Override
    public CompletionStage<SipAnswer> ping(Optional<SipBody> body, List<Header> headers) {
        Reply<SipAnswer> reply = lane.reply();
        connection.userAgent();
        String own = connection.link().configuration().map(ConnectionConfiguration::uri).orElseThrow();
        requests.options(reply.id(), own, body, headers, OptionsRequests.PING_LIMIT);
        return reply;
    }

    @Override
    public CompletionStage<Void> checkTelephony(ConnectionParameters parameters) {
        Reply<Void> reply = lane.reply();
        checks.begin(reply.id(), parameters);
        return reply;
    }

    @Override
    public CompletionStage<Void> checkTelephony() {
        return checkTelephony(lane.configuration().parameters());
    }

    /** The former process may have ended before all it did was kept. */
    private void retain() {
        connection.sip.retain(lane.connector(),
                Stream.concat(connection.link().userAgent().stream(), checks.userAgents()).collect(Collectors.toSet()));
        disconnecting.restarted();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    private void onTimer(TimerFired fired) {
        switch (fired.timer()) {
            case Connecting.PAUSE -> connecting.onPauseOver();
            case Disconnecting.GUARD -> disconnecting.onLimit();
            default -> checks.onTimer(fired.timer());
        }
    }
}
