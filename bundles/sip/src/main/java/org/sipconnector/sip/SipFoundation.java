/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Account;
import org.sipconnector.sip.agent.Agent;
import org.sipconnector.sip.agent.DialogLayer;
import org.sipconnector.sip.agent.EndpointResources;
import org.sipconnector.sip.dns.Locator;
import org.sipconnector.sip.dns.NameService;
import org.sipconnector.sip.message.Reasons;
import org.sipconnector.sip.session.IncomingSession;
import org.sipconnector.sip.trace.TraceThread;
import org.sipconnector.sip.transport.Dialer;
import org.sipconnector.sip.transport.IoThreads;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.explanation.Counted;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.foundation.StateTransfer;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SessionIdentity;
import org.sipconnector.spi.sip.SipContinuity;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipFoundationState;
import org.sipconnector.spi.sip.SipServers;
import org.sipconnector.spi.sip.SipSessions;
import org.sipconnector.spi.sip.SipState;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.SipTraces;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes commands to the loop of the user agent or session they are for. All user agents share its threads. */
@Component(service = {SipUserAgents.class, SipServers.class, SipContinuity.class, SipTraces.class,
        SipSessions.class, Foundation.class}, configurationPid = SipSettings.PID)
@Designate(ocd = SipSettings.class)
public final class SipFoundation implements SipUserAgents, SipServers, SipContinuity, SipTraces, SipSessions, StateTransfer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SipFoundation.class);

    /** What the loops may need beyond a user agent to end. */
    private static final long SPARE_MILLIS = 1_000;

    private final IoThreads threads = new IoThreads();
    private final TraceThread traces = new TraceThread();
    private final EndpointResources shared = new EndpointResources();
    private final NameService names = new NameService(threads::next);
    private final Dialer dialer = new Dialer(new Locator(names), shared.admission());
    private final CommandRouting commands = new CommandRouting(shared);
    private final Map<UserAgentId, Agent> agents = commands.agents();
    private final ServerListeners servers = new ServerListeners(shared, agents, threads, dialer);
    private final Map<ConnectorId, OwnerResources> owners = new ConcurrentHashMap<>();
    private final CheckedConfiguration<SipConfiguration> configuration;
    private final AtomicBoolean closed = new AtomicBoolean();

    @Activate
    public SipFoundation(BundleContext context, Map<String, Object> properties) {
        configuration = new CheckedConfiguration<>(context, SipConfiguration.SCHEMA, properties, this::changed);
        mayOnlySendAs(context);
        begin(configuration.current());
    }

    private void begin(SipConfiguration settings) {
        use(settings);
        shared.admission().shortages().watch();
    }

    /** Outside of a framework. */
    public SipFoundation() {
        this(SipConfiguration.DEFAULT);
    }

    SipFoundation(SipConfiguration settings) {
        configuration = CheckedConfiguration.fixed(settings);
        begin(settings);
    }

    /** @param framework where somebody may share connectors out over processes */
    void mayOnlySendAs(BundleContext framework) {
        shared.leases().follow(framework);
    }

    @Modified
    void changed(Map<String, Object> properties) {
        if (configuration.update(properties)) {
            use(configuration.current());
        }
    }

    private void use(SipConfiguration next) {
        names.ask(next.nameServers());
        shared.admission().limits(next.limits());
        shared.admission().capacity(next.capacity());
        shared.admission().security(next.security());
        shared.farewellMillis().set(next.farewellMillis());
    }

    /** Lets user agents that were stopped say good-bye; all others end without a word to their peers. */
    @Override
    @Deactivate
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        StateExport.await(StoppedAgents.gone(agents.values()), shared.farewellMillis().get() + SPARE_MILLIS);
        shared.admission().shortages().close();
        names.close();
        threads.close();
        traces.close();
        configuration.close();
    }

    private OwnerResources owned(ConnectorId owner) {
        return owners.computeIfAbsent(owner, id -> new OwnerResources(id, traces));
    }

    @Override
    public void attach(ConnectorId owner, EventSink sink) {
        owned(owner).outlet().attach(sink);
    }

    @Override
    public void detach(ConnectorId owner) {
        owned(owner).outlet().detach();
    }

    @Override
    public void release(ConnectorId owner) {
        OwnerResources owned = owners.remove(owner);
        if (owned != null) {
            owned.outlet().attach(event -> {});
            owned.stopTrace();
            owned.accounts().forEach(this::stop);
            owned.servers().forEach(this::close);
        }
    }

    @Override
    public void start(ConnectorId owner, UserAgentId userAgent, UserAgentSettings settings) {
        start(owner, userAgent, settings, Optional.empty(), Set.of());
    }

    private void start(ConnectorId owner, UserAgentId userAgent, UserAgentSettings settings,
            Optional<SipState.Account> taken, Set<DialogId> over) {
        OwnerResources owned = owned(owner);
        if (agents.containsKey(userAgent)) {
            throw new IllegalArgumentException("user agent '" + userAgent + "' exists already");
        }
        Account account = new Account(userAgent, settings, taken, threads.next(), dialer, shared, owned.outlet(), () -> {
            commands.remove(userAgent, owned.outlet());
            owned.accounts().remove(userAgent);
        });
        if (agents.putIfAbsent(userAgent, account) != null) {
            throw new IllegalArgumentException("user agent '" + userAgent + "' exists already");
        }
        owned.accounts().add(userAgent);
        account.endpoint().loop().execute(() -> {
            account.endpoint().dialogs().disown(over);
            if (taken.isPresent()) {
                account.resume();
            } else {
                account.open();
            }
        });
    }

    @Override
    public void stop(UserAgentId userAgent) {
        Agent agent = agents.get(userAgent);
        if (agent != null) {
            agent.endpoint().loop().execute(agent::stop);
        }
    }

    @Override
    public void register(UserAgentId userAgent) {
        commands.toAccount(userAgent, Account::register, stopped -> new SipEvent.RegistrationFailed(userAgent, stopped));
    }

    @Override
    public void unregister(UserAgentId userAgent) {
        commands.toAccount(userAgent, Account::unregister, stopped -> new SipEvent.Unregistered(userAgent, Optional.empty()));
    }

    @Override
    public void request(UserAgentId userAgent, OutgoingRequest request) {
        commands.toAgent(userAgent, agent -> agent.endpoint().request(request),
                stopped -> new SipEvent.RequestFailed(userAgent, request.id(), stopped));
    }

    @Override
    public void invite(UserAgentId userAgent, DialogId dialog, String target, String offer, List<Header> headers) {
        commands.begin(userAgent, dialog, endpoint -> endpoint.invite(dialog, target, offer, headers));
    }

    @Override
    public void acknowledge(DialogId dialog, String answer) {
        commands.toSession(dialog, session -> session.acknowledge(answer));
    }

    @Override
    public void ring(DialogId dialog) {
        commands.toSessionIfThere(dialog, CommandRouting.incoming(IncomingSession::ring));
    }

    @Override
    public void accept(DialogId dialog, String answer, List<Header> headers) {
        commands.toSession(dialog, CommandRouting.incoming(session -> session.accept(answer, headers)));
    }

    @Override
    public void reject(DialogId dialog, int status, Optional<String> reason, List<Header> headers) {
        commands.toSession(dialog, CommandRouting.incoming(session -> session.reject(status, reason, headers)));
    }

    @Override
    public void terminate(DialogId dialog, SipCause cause, Optional<String> reason) {
        List<Header> headers = reason.map(value -> new Header("Reason", value)).stream().toList();
        commands.toSession(dialog, session -> session.terminate(cause, headers));
    }

    @Override
    public void reinvite(DialogId dialog, String offer, List<Header> headers) {
        commands.toSession(dialog, session -> session.renegotiation().offer(offer, headers),
                (userAgent, over) -> new SipEvent.ReinviteFailed(userAgent, dialog, over));
    }

    @Override
    public void update(DialogId dialog, String offer, List<Header> headers) {
        commands.toSession(dialog, session -> session.renegotiation().update(offer, headers),
                (userAgent, over) -> new SipEvent.ReinviteFailed(userAgent, dialog, over));
    }

    @Override
    public void answerReinvite(DialogId dialog, String answer) {
        commands.toSession(dialog, session -> session.renegotiation().answer(answer));
    }

    @Override
    public void refuseReinvite(DialogId dialog, int status) {
        commands.toSessionIfThere(dialog, session -> session.renegotiation().refuse(status));
    }

    @Override
    public void requestInDialog(DialogId dialog, OutgoingRequest request) {
        commands.toSession(dialog, session -> session.request(request),
                (userAgent, over) -> new SipEvent.RequestFailed(userAgent, request.id(), over));
    }

    @Override
    public CompletionStage<SipState> handOver(ConnectorId owner) {
        return leaving(LeavePeriods.STANDARD).accounts(owned(owner), new ConcurrentHashMap<>());
    }

    private StateExport leaving(LeavePeriods periods) {
        return new StateExport(owners, agents, servers.byName(), periods);
    }

    @Override
    public Map<ConnectorId, Object> leave() {
        return leave(LeavePeriods.STANDARD);
    }

    Map<ConnectorId, Object> leave(LeavePeriods periods) {
        StateExport leaving = leaving(periods);
        leaving.settle();
        shared.left().set(true);
        Map<ConnectorId, Object> left = leaving.all();
        shared.connections().reset();
        LOG.info("calls and registrations of {} are left to the next SIP foundation", Counted.of(left.size(), "owner"));
        return left;
    }

    @Override
    public CompletionStage<Optional<Object>> leave(ConnectorId owner) {
        OwnerResources owned = owners.remove(owner);
        return owned == null ? CompletableFuture.completedStage(Optional.empty()) : leaving(LeavePeriods.STANDARD).leave(owned);
    }

    @Override
    public CompletionStage<Optional<Object>> copy(ConnectorId owner) {
        OwnerResources owned = owners.get(owner);
        return owned == null ? CompletableFuture.completedStage(Optional.empty()) : leaving(LeavePeriods.STANDARD).copy(owned);
    }

    @Override
    public void retain(ConnectorId owner, Set<UserAgentId> userAgents) {
        OwnerResources owned = owned(owner);
        owned.accounts().stream().filter(id -> !userAgents.contains(id)).forEach(this::stop);
        for (UserAgentId id : userAgents) {
            SipEvent gone = new SipEvent.TransportDisconnected(id, false, false, 0, "");
            if (owned.accounts().contains(id)) {
                commands.toAccount(id, Account::report, stopped -> gone);
            } else {
                owned.outlet().accept(gone);
            }
        }
    }

    @Override
    public void retain(ConnectorId owner, UserAgentId userAgent, Set<DialogId> sessions) {
        if (!commands.toAgentIfThere(userAgent, agent -> agent.endpoint().dialogs().retain(sessions))) {
            sessions.forEach(id -> owned(owner).outlet().accept(DialogLayer.lost(userAgent, id)));
        }
    }

    @Override
    public void takeUp(ConnectorId owner, Object left) {
        if (left instanceof SipFoundationState estate) {
            estate.trace().ifPresent(settings -> owned(owner).trace(owner, settings, true));
            estate.listeners().forEach(listener -> servers.reopen(owned(owner), listener));
            Set<DialogId> over = StateExport.ended(estate.events());
            estate.state().accounts().forEach(account -> start(owner, account.userAgent(), estate.settings().get(account.userAgent()),
                    Optional.of(account), over));
            estate.events().forEach(event -> {
                shared.ended().note(event, owned(owner).outlet());
                owned(owner).outlet().accept(event);
            });
            LOG.info("{}: taken up from the former SIP foundation: {}, {}", owner,
                    Counted.of(estate.settings().size(), "user agent"), Counted.of(estate.listeners().size(), "listener"));
        }
    }

    @Override
    public void takeUp(ConnectorId owner, SipState state, Function<UserAgentId, UserAgentSettings> settings) {
        state.accounts().forEach(account -> start(owner, account.userAgent(), settings.apply(account.userAgent()), Optional.of(account), Set.of()));
    }

    @Override
    public Optional<SessionIdentity> find(DialogId dialog) {
        return shared.latest().find(dialog);
    }

    @Override
    public void trace(ConnectorId connector, TraceSettings settings) {
        owned(connector).trace(connector, settings, false);
    }

    @Override
    public List<ShownMessage> latest(ConnectorId connector) {
        OwnerResources owned = owners.get(connector);
        return owned == null ? List.of() : owned.latestMessages();
    }

    @Override
    public Optional<TraceSettings> traced(ConnectorId connector) {
        return Optional.ofNullable(owners.get(connector)).flatMap(OwnerResources::trace);
    }

    @Override
    public boolean stopTrace(ConnectorId connector) {
        OwnerResources owned = owners.get(connector);
        if (owned == null || owned.stopTrace().isEmpty()) {
            return false;
        }
        traces.flush();
        return true;
    }

    @Override
    public SipStatistics statistics() {
        return new SipStatistics(agents.size(), shared.connections().intValue(), shared.dialogs().size(),
                shared.transactions().clients().intValue(), shared.transactions().servers().intValue());
    }

    @Override
    public List<String> shortages() {
        List<String> lines = new ArrayList<>(shared.admission().shortages().lines());
        shared.admission().full(shared.dialogs().size()).ifPresent(lines::add);
        return lines;
    }

    @Override
    public Optional<String> callRefusal() {
        return shared.callRefusal();
    }

    @Override
    public long refused() {
        return shared.admission().exceeded().total();
    }

    @Override
    public CompletionStage<InetSocketAddress> listen(ConnectorId owner, String name, ServerSettings settings,
            Function<String, Optional<Secret>> passwords) {
        return servers.listen(owned(owner), name, settings, passwords);
    }

    @Override
    public CompletionStage<Void> close(String name) {
        owners.values().forEach(owned -> owned.servers().remove(name));
        return servers.close(name);
    }

    @Override
    public void drop(UserAgentId client) {
        commands.toAgentIfThere(client, Agent::cut);
    }

    @Override
    public void stall(UserAgentId client) {
        commands.toAgentIfThere(client, agent -> agent.endpoint().stall());
    }

    @Override
    public void answer(DialogId dialog, String request, int status, Optional<String> reason, List<Header> headers) {
        commands.toSessionIfThere(dialog,
                session -> session.answer(request, status, reason.orElseGet(() -> Reasons.of(status)), headers));
    }
}
