package org.sipconnector.sip.agent;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.sipconnector.api.Event;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.OutgoingRequest;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.SipState;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.message.Wording;
import org.sipconnector.sip.session.IncomingSession;
import org.sipconnector.sip.session.Line;
import org.sipconnector.sip.session.OutgoingSession;
import org.sipconnector.sip.session.Replaces;
import org.sipconnector.sip.session.Report;
import org.sipconnector.sip.session.ResumedSession;
import org.sipconnector.sip.session.Session;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.Transactions;
import org.sipconnector.sip.transaction.Wire;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.Limits;

/**
 * One end of SIP: the transactions and sessions of a user agent, or of one client of a server, over one flow. Used on
 * its loop only, {@link #id()} and {@link #execute} apart.
 */
public final class Endpoint implements Line, Wire {

    private final UserAgentId id;
    private final Identity identity;
    private final EventLoop loop;
    private final Shared shared;
    private final Outlet outlet;
    private final Transactions transactions;
    private final Sessions sessions = new Sessions();
    private final String callIdPrefix = Tokens.random(5);
    private final String branchPrefix;
    private final Move move = new Move();
    private Flow flow;
    private Runnable quiet = () -> { };
    /** Commands that wait, null when they need not. */
    private List<Runnable> held;

    public Endpoint(UserAgentId id, Identity identity, EventLoop loop, Shared shared, Outlet outlet) {
        this.id = id;
        this.identity = identity;
        this.loop = loop;
        this.shared = shared;
        this.outlet = outlet;
        this.branchPrefix = Tokens.branchPrefix(identity.mark());
        this.transactions = new Transactions(this, shared.transactions(), () -> limits().transactions(),
                () -> shared.admission().shortages().forCalls().isPresent(), () -> quiet.run());
    }

    @Override
    public UserAgentId id() {
        return id;
    }

    public EventLoop loop() {
        return loop;
    }

    /** Runs a command on the loop; while there is no way to the peer yet that was there before, it waits. */
    public void execute(Runnable command) {
        loop.execute(() -> {
            if (held == null) {
                command.run();
            } else {
                held.add(command);
            }
        });
    }

    /** Lets commands wait. */
    public void hold() {
        held = new ArrayList<>();
    }

    /** Runs the commands that waited. */
    public void release() {
        List<Runnable> all = held == null ? List.of() : held;
        held = null;
        all.forEach(Runnable::run);
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
        flow = open;
        move.arrived();
    }

    /** @param next leaves the flow for one to the next server, if there is any */
    void movesBy(BooleanSupplier next) {
        move.by(next);
    }

    /** The flow is left for one to another server; requests outside dialogs go there. */
    void leaving() {
        flow = null;
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
        return flow != null;
    }

    public Flow flow() {
        return flow;
    }

    /** The flow is gone: everything that waits for the peer fails now. Sessions stay when they may be taken up again. */
    public void disconnected(String reason, boolean keepSessions) {
        flow = null;
        SipFailure failure = SipFailure.system(SipCause.CONNECTION_ERROR, reason);
        transactions.failAll(failure);
        move.failed();
        for (Session session : sessions.all()) {
            if (keepSessions && session.survives()) {
                session.renegotiation().interrupted();
            } else {
                session.lost(failure);
            }
        }
    }

    /** Gives the established sessions away; what cannot go fails as if the connection had been lost. */
    public List<SipState.Call> handOver() {
        flow = null;
        List<SipState.Call> calls = sessions.all().stream().flatMap(session -> session.handOver().stream()).toList();
        disconnected("handed over", false);
        return calls;
    }

    /** Takes sessions up that another endpoint gave away. */
    public void takeUp(List<SipState.Call> calls) {
        calls.forEach(call -> remember(new ResumedSession(call, this)));
    }

    /** Ends the sessions that waited for a connection in vain. */
    public void abandonSessions(String reason) {
        sessions.all().forEach(session -> session.lost(SipFailure.system(SipCause.CONNECTION_ERROR, reason)));
    }

    /** Shows the peers of all sessions where we are now. */
    public void rebindSessions() {
        sessions.all().forEach(session -> session.renegotiation().rebind());
    }

    /** Call-IDs of the sessions. */
    public Stream<String> callIds() {
        return sessions.callIds();
    }

    /** Different Call-IDs. */
    public int callCount() {
        return (int) callIds().distinct().count();
    }

    private static String callId(String key) {
        return key.substring(0, key.lastIndexOf('|'));
    }

    public boolean hasSessions() {
        return !sessions.isEmpty();
    }

    /** Ends all sessions; {@code then} runs when everything has been answered, at once when nothing is open. */
    public void finish(Runnable then) {
        sessions.all().forEach(session -> session.terminate(SipCause.TERMINATED, List.of()));
        settle(then);
    }

    /** Runs {@code then} when every request of ours has been answered, at once when none is open. */
    public void settle(Runnable then) {
        quiet = () -> {
            if (transactions.idle()) {
                quiet = () -> { };
                then.run();
            }
        };
        quiet.run();
    }

    // commands

    public void request(OutgoingRequest request) {
        Optional<String> fault = Wording.fault(request.target());
        if (fault.isPresent()) {
            new Report(this, request.id()).failed(SipFailure.system(SipCause.INTERNAL_ERROR, fault.get()));
            return;
        }
        String target = identity.resolve(request.target());
        List<Header> headers = new ArrayList<>(request.headers());
        headers.add(new Header("Contact", identity.contact()));
        RequestDraft draft = draft(request.method(), target, Tokens.random(10)).withHeaders(headers);
        SipBody named = request.method().equals("OPTIONS") ? SipBody.sdp("") : null;
        send(new RequestDraft(draft.method(), draft.uri(), draft.from(), "<" + request.target() + ">", draft.callId(),
                draft.cseq(), draft.routes(), draft.headers(), request.body().orElse(named)),
                counter(draft.cseq()), request.timeout(), new Report(this, request.id()));
    }

    private static LongSupplier counter(long first) {
        return new AtomicLong(first)::incrementAndGet;
    }

    /** Begins a call. */
    public void invite(DialogId dialog, String target, String offer, List<Header> extra) {
        String tag = Tokens.random(10);
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Contact", identity.contact()));
        headers.add(new Header("Supported", (identity.sessionTimers() ? "timer," : "")
                + (identity.globallyRoutable() ? "gruu," : "") + "ice,replaces,outbound"));
        extra.stream().filter(header -> !header.name().equalsIgnoreCase("From")).forEach(headers::add);
        RequestDraft draft = draft("INVITE", identity.resolve(target), tag).withHeaders(headers);
        String from = Header.find(extra, "From").map(caller -> caller + ";tag=" + tag).orElse(draft.from());
        RequestDraft invite = new RequestDraft(draft.method(), draft.uri(), from, "<" + target + ">",
                draft.callId(), draft.cseq(), draft.routes(), draft.headers(), null);
        OutgoingSession session = new OutgoingSession(dialog, this, invite, tag);
        remember(session);
        Optional<String> fault = Wording.fault(target).or(() -> shared.admission().shortages().forCalls());
        if (fault.isPresent()) {
            session.failed(SipFailure.system(SipCause.INTERNAL_ERROR, fault.get()));
        } else {
            session.start(offer);
        }
    }

    /** A request outside any dialog, numbered at random. */
    RequestDraft draft(String method, String target, String tag) {
        return new RequestDraft(method, target, identity.from() + ";tag=" + tag, "<" + target + ">",
                callIdPrefix + Tokens.random(15), Tokens.cseq(), identity.routes(), List.of(), null);
    }

    /** Whether the flow is encrypted. */
    boolean secure() {
        return flow != null && flow.transport().secure();
    }

    /** Whether the request came before over another path: it is being answered, or it began a session of ours. */
    boolean merged(ServerTransaction transaction) {
        return transactions.merged(transaction) || transaction.request().is("INVITE") && sessions.begunBy(transaction.request()).isPresent();
    }

    boolean ownCallId(String callId) {
        return callId.startsWith(callIdPrefix);
    }

    // sessions

    /** Whether so much waits for the owner that peers may end things, and begin none. */
    boolean overloaded() {
        return outlet.full(limits().kept().waitingBytes());
    }

    /** Whether as many calls ring as may. */
    boolean ringsEnough() {
        return sessions.all().stream().filter(IncomingSession.class::isInstance)
                .filter(session -> !((IncomingSession) session).answered()).count() >= limits().kept().ringing();
    }

    void incoming(ServerTransaction transaction) {
        IncomingSession session = new IncomingSession(new DialogId("in-" + Tokens.random(16)), this, transaction);
        remember(session);
        session.start();
    }

    private void remember(Session session) {
        sessions.add(session);
        shared.dialogs().put(session.id(), this);
        identity.calls(callId(session.key()), true);
    }

    @Override
    public void forget(Session session) {
        sessions.remove(session);
        shared.dialogs().remove(session.id(), this);
        if (callIds().noneMatch(callId(session.key())::equals)) {
            identity.calls(callId(session.key()), false);
        }
    }

    Session byKey(String callId, String localTag) {
        return sessions.find(callId, localTag);
    }

    Sessions sessions() {
        return sessions;
    }

    public Optional<Session> session(DialogId dialog) {
        return sessions.find(dialog);
    }

    // what sessions and transactions need

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
        return Optional.ofNullable(byKey(replaces.callId(), replaces.localTag())).filter(session -> session.with(replaces.remoteTag()));
    }

    @Override
    public Optional<String> server() {
        return identity.server();
    }

    @Override
    public void publish(Event event) {
        outlet.accept(event);
    }

    @Override
    public Sending send(RequestDraft request, LongSupplier nextCSeq, Duration timeout, ClientTransaction.User user) {
        AuthenticatedRequest sending = new AuthenticatedRequest(this, request, nextCSeq, timeout, user);
        sending.start();
        return sending;
    }

    @Override
    public byte[] sendAck(RequestDraft ack) {
        byte[] message = ack.encode(via(branch()), userAgent());
        send(message);
        return message;
    }

    @Override
    public void repeat(byte[] message) {
        send(message);
    }

    @Override
    public String via(String branch) {
        String token = flow == null ? "WS" : flow.transport().name();
        String rport = flow == null || flow.transport().webSocket() ? "" : ";rport";
        return "SIP/2.0/" + token + ' ' + identity.sentBy() + ";branch=" + branch + rport;
    }

    @Override
    public String branch() {
        return branchPrefix + Tokens.random(12);
    }

    /** Whether a request with that branch was one of this endpoint's, over this connection or a former one. */
    boolean ownBranch(String branch) {
        return branch.startsWith(branchPrefix);
    }

    @Override
    public String userAgent() {
        return identity.userAgent();
    }

    @Override
    public boolean reliable() {
        return flow == null || flow.transport() != Transport.UDP;
    }

    @Override
    public boolean send(byte[] message) {
        if (flow == null) {
            return false;
        }
        flow.send(message);
        traced(true, message);
        return true;
    }

    @Override
    public void refused(String limit) {
        shared.admission().exceeded().add(limit, flow == null ? id : flow.remote().getAddress());
    }

    @Override
    public Optional<Runnable> admit(int bytes) {
        return shared.admit(flow, bytes);
    }

    /** Shows a message to whoever traces the owner. */
    void traced(boolean sent, byte[] message) {
        if (flow != null) {
            outlet.tap().passed(sent, flow.transport().name(), flow.local(), flow.remote(), message);
        }
    }

    @Override
    public Alarm after(long millis, Runnable task) {
        ScheduledFuture<?> scheduled = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }
}
