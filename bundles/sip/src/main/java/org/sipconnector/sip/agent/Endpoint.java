/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.session.DialogContext;
import org.sipconnector.sip.session.Replaces;
import org.sipconnector.sip.session.Session;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;
import org.sipconnector.sip.transaction.Transactions;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.Limits;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipState;

/**
 * One end of SIP: the transactions and sessions of a user agent, or of one client of a server. Used on its loop
 * only, {@link #id()} and {@link #execute} apart.
 */
public final class Endpoint implements DialogContext {

    private final UserAgentId id;
    private final Identity identity;
    private final EventLoop loop;
    private final EndpointResources shared;
    private final OwnerEventQueue outlet;
    private final Transactions transactions;
    private final DialogLayer dialogs;
    private final Beginning beginning;
    private final EndpointFlows flows;
    private final HeldCommands commands;
    private final Confirmations confirmations;
    private final ServerFailover move = new ServerFailover();
    private Runnable quiet = () -> {};
    private Consumer<Flow> authentic = flow -> {};
    private boolean finishing;

    public Endpoint(UserAgentId id, Identity identity, EventLoop loop, EndpointResources shared, OwnerEventQueue outlet) {
        this.id = id;
        this.identity = identity;
        this.loop = loop;
        this.commands = new HeldCommands(loop);
        this.shared = shared;
        this.outlet = outlet;
        this.confirmations = new Confirmations(loop, outlet);
        this.dialogs = new DialogLayer(this, identity, shared);
        this.beginning = new Beginning(this, identity);
        this.flows = new EndpointFlows(id, identity, loop, shared, outlet);
        this.transactions = new Transactions(flows, shared.transactions(), () -> limits().transactions(),
                () -> shared.callRefusal().isPresent(), () -> quiet.run());
    }

    @Override
    public UserAgentId id() {
        return id;
    }

    /** By whose id operators know what happens here. */
    ConnectorId owner() {
        return outlet.owner();
    }

    public EventLoop loop() {
        return loop;
    }

    /** Runs a command on the loop; while there is no way to the peer yet that was there before, it waits. */
    public void execute(Runnable command) {
        commands.execute(command);
    }

    /** Lets commands wait. */
    public void hold() {
        commands.hold();
    }

    /** Runs the commands that waited. */
    public void release() {
        commands.release();
    }

    Identity identity() {
        return identity;
    }

    Postponements postponements() {
        return shared.postponements();
    }

    Limits limits() {
        return shared.admission().limits();
    }

    Transactions transactions() {
        return transactions;
    }

    public void connected(Flow open) {
        flows.own(open);
        move.arrived();
    }

    /** @param next leaves the flow for one to the next server, if there is any */
    void movesBy(BooleanSupplier next) {
        move.by(next);
    }

    /** The flow is left for one to another server; requests outside dialogs go there. */
    void leaving() {
        flows.own(null);
        transactions.failAll(SipFailure.system(SipCause.CONNECTION_ERROR, "another server is tried"));
    }

    /** Whether the request waits now for another server. */
    boolean moves(AuthenticatedRequest request, SipFailure failure) {
        return move.take(request, failure);
    }

    void served() {
        move.served();
    }

    /** The server did not answer a request whose owner does not wait any longer. */
    void silent() {
        move.begin();
    }

    /** Takes a request back that waits for another server; whether it did. */
    boolean withdrawn(AuthenticatedRequest request) {
        return move.withdraw(request);
    }

    public boolean connected() {
        return flow() != null;
    }

    public Flow flow() {
        return flows.own();
    }

    /** Requests too large for a datagram go another way. */
    public void large(LargeRequests beside) {
        flows.large(beside);
    }

    /** A flow beside the endpoint's own is closed. */
    public void lost(Flow beside) {
        transactions.lost(over(beside));
    }

    /** @param moved hears by what a request came that only the peer itself can have sent */
    public void whenAuthentic(Consumer<Flow> moved) {
        authentic = moved;
    }

    /** Only the peer itself can have sent this request. */
    public void authentic(ServerTransaction transaction) {
        authentic.accept(((EndpointFlow) transaction.flow()).flow());
    }

    /** Whether no request of ours waits for its answer. */
    boolean idle() {
        return transactions.idle();
    }

    /** That flow, for transactions. */
    EndpointFlow over(Flow flow) {
        return new EndpointFlow(flows, flow);
    }

    /** The flow is gone: everything that waits for the peer fails now. Sessions stay when they may be taken up again. */
    public void disconnected(String reason, boolean keepSessions) {
        flows.own(null);
        SipFailure failure = SipFailure.system(SipCause.CONNECTION_ERROR, reason);
        transactions.failAll(failure);
        move.failed();
        dialogs.disconnected(failure, keepSessions);
    }

    /** Gives the established sessions away; what cannot go fails as if the connection had been lost. */
    public List<SipState.Call> handOver() {
        confirmations.tellAll();
        List<SipState.Call> calls = dialogs.handOver();
        disconnected("handed over", false);
        return calls;
    }

    /** What another process would go on with, and what its owner would hear first; everything goes on. */
    public Copied copy(SipFailure failure) {
        List<Event> told = new ArrayList<>(transactions.lossOf(failure));
        // what waits to be sent is lost, too: an offer may be among it
        told.addAll(dialogs.lossOf(failure, commands.holding()));
        return new Copied(dialogs.copy(), told);
    }

    /** Calls that continue in another process or end there, and what that brings. */
    public record Copied(List<SipState.Call> calls, List<Event> told) {}

    /** Ends all sessions; {@code then} runs when everything has been answered, at once when nothing is open. */
    public void finish(Runnable then) {
        finishing = true;
        confirmations.tellAll();
        dialogs.endAll();
        settle(then);
    }

    /** Whether it ends: no session begins any more. */
    boolean finishing() {
        return finishing;
    }

    /** Runs {@code then} when every request of ours has been answered, at once when none is open. */
    public void settle(Runnable then) {
        quiet = () -> {
            if (transactions.idle()) {
                quiet = () -> {};
                then.run();
            }
        };
        quiet.run();
    }

    // commands

    /** Sends a request outside dialogs. */
    public void request(OutgoingRequest request) {
        beginning.request(request);
    }

    /** Begins a call. */
    public void invite(DialogId dialog, String target, String offer, List<Header> extra) {
        beginning.invite(dialog, target, offer, extra);
    }

    /** What the process lacks for a call that is being made. */
    Optional<String> callRefusal() {
        return shared.refusalOfOneThere();
    }

    /** Neither reads nor writes from now on. */
    public void stall() {
        if (connected()) {
            flow().stall();
        }
    }

    /** Whether the flow is encrypted. */
    boolean secure() {
        return connected() && flow().transport().secure();
    }

    /** Whether the request came before over another path: it is being answered, or it began a session of ours. */
    boolean merged(ServerTransaction transaction) {
        return transactions.merged(transaction) || transaction.request().is("INVITE") && dialogs.begunBy(transaction.request()).isPresent();
    }

    boolean ownCallId(String callId) {
        return beginning.ownCallId(callId);
    }

    /** Whether so much waits for the owner that peers may end things, and begin none. */
    boolean overloaded() {
        return outlet.full(limits().kept().waitingBytes());
    }

    /** What to run once the call rings no longer; absent when enough of its address, or in all, ring already. */
    Optional<Runnable> admitted(ServerTransaction invite) {
        return shared.admission().call(((EndpointFlow) invite.flow()).flow().remote().getAddress());
    }

    public DialogLayer dialogs() {
        return dialogs;
    }

    // what sessions and transactions need

    @Override
    public void forget(Session session) {
        dialogs.forget(session);
    }

    @Override
    public String contact() {
        return identity.contact();
    }

    @Override
    public boolean sessionTimers() {
        return identity.sessionTimers();
    }

    @Override
    public Optional<Session> replaced(Replaces replaces) {
        return dialogs.find(replaces.callId(), replaces.localTag()).filter(session -> session.with(replaces.remoteTag()));
    }

    @Override
    public Optional<String> server() {
        return identity.server();
    }

    @Override
    public void publish(Event event) {
        shared.ended().note(event, outlet);
        outlet.accept(event);
    }

    @Override
    public void onceStored(boolean atOnce, Runnable step) {
        confirmations.onceStored(atOnce, step);
    }

    @Override
    public Sending send(RequestDraft request, LongSupplier nextCSeq, Duration timeout, ClientTransaction.User user) {
        AuthenticatedRequest sending = new AuthenticatedRequest(this, request, nextCSeq, timeout, user);
        sending.start();
        return sending;
    }

    @Override
    public Runnable sendAck(RequestDraft ack) {
        String branch = flows.branch();
        int bytes = ack.encode(flows.flow().via(branch), userAgent()).length;
        Runnable sending = () -> flows.flowFor(bytes, flow -> flow.send(ack.encode(flow.via(branch), userAgent())));
        sending.run();
        return sending;
    }

    boolean ownBranch(String branch) {
        return flows.ownBranch(branch);
    }

    String userAgent() {
        return flows.userAgent();
    }

    /** Shows a message to whoever traces the owner. */
    void traced(Flow flow, byte[] message) {
        flows.traced(false, flow, message);
    }

    @Override
    public Alarm after(long millis, Runnable task) {
        return flows.after(millis, task);
    }
}
