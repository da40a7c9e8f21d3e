package org.sipconnector.sip.server;

import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.SipEstate;
import org.sipconnector.api.sip.SipServers.ServerSettings;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Agent;
import org.sipconnector.sip.agent.Outlet;
import org.sipconnector.sip.agent.Shared;
import org.sipconnector.sip.digest.DigestServer;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.transport.Acceptor;
import org.sipconnector.sip.transport.FlowUser;
import org.sipconnector.sip.transport.IoThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening socket and the clients that came over it. */
public final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final String name;
    private final ServerSettings settings;
    private final Shared shared;
    private final Outlet outlet;
    private final Map<UserAgentId, Agent> agents;
    private final DigestServer digest;
    private final Function<String, Optional<Secret>> passwords;
    /** Clients that are to come back, by the Call-IDs that tell them. */
    private final Map<String, Guest> awaited = new ConcurrentHashMap<>();
    private final Map<String, Guest> callers = new ConcurrentHashMap<>();
    private final Map<UserAgentId, Guest> guests = new ConcurrentHashMap<>();
    private volatile Acceptor acceptor;
    private volatile boolean closed;

    /** @param agents where every user agent of the foundation is found */
    public Listener(String name, ServerSettings settings, Function<String, Optional<Secret>> passwords, Shared shared,
            Outlet outlet, Map<UserAgentId, Agent> agents) {
        this.name = name;
        this.settings = settings;
        this.shared = shared;
        this.outlet = outlet;
        this.agents = agents;
        this.passwords = passwords;
        this.digest = new DigestServer(settings.domain(), passwords);
    }

    public CompletionStage<Acceptor> listen(IoThreads threads) {
        return Acceptor.listen(threads, settings, this::welcome, shared.admission()).thenApply(bound -> {
            acceptor = bound;
            LOG.info("{}: listening for {} on {}", name, settings.transport(), bound.address());
            return bound;
        });
    }

    private FlowUser welcome(Channel channel) {
        Supplier<Guest> fresh = () -> new Guest(new UserAgentId(name + '-' + Tokens.random(12)), this,
                channel.eventLoop(), shared, outlet);
        return awaited.isEmpty() ? fresh.get() : new Arrival(this, fresh);
    }

    /** Takes up clients that another foundation gave away; they are expected to connect again. */
    public void expect(List<SipEstate.Client> clients, IoThreads threads) {
        for (SipEstate.Client client : clients) {
            Guest guest = new Guest(client.userAgent(), this, threads.next(), shared, outlet);
            // here, not on its loop: commands for its calls may come at once, and nothing else can before it is known
            guest.expect(client);
            arrived(guest);
        }
    }

    /** The client is expected to connect again, with a message of one of these Call-IDs. */
    void await(Guest guest, Collection<String> callIds) {
        callIds.forEach(callId -> awaited.put(callId, guest));
    }

    /** A client's call begins or has ended. */
    void calls(Guest guest, String callId, boolean begins) {
        if (begins) {
            callers.put(callId, guest);
        } else {
            callers.remove(callId, guest);
        }
    }

    /** Whose call has that Call-ID. */
    Optional<Guest> caller(String callId) {
        return Optional.ofNullable(callers.get(callId));
    }

    /** Whether any other client may have a call. */
    boolean otherHas(Guest guest) {
        return callers.size() > guest.endpoint().callCount();
    }

    /** The client that is told by that Call-ID, once. */
    Optional<Guest> awaited(String callId) {
        Optional<Guest> guest = Optional.ofNullable(awaited.remove(callId));
        guest.ifPresent(this::awaited);
        return guest;
    }

    /** The client is not expected any longer. */
    void awaited(Guest guest) {
        awaited.values().removeIf(guest::equals);
    }

    /** Gives everything away and ends without a word. */
    public CompletionStage<SipEstate.Listening> leave() {
        closed = true;
        ServerSettings bound = acceptor == null ? settings : new ServerSettings(settings.transport(), acceptor.address(),
                settings.webSocketPath(), settings.tls(), settings.domain(), settings.http());
        List<CompletableFuture<SipEstate.Client>> parts = guests.values().stream().map(guest ->
                CompletableFuture.supplyAsync(guest::handOver, guest.endpoint().loop())).toList();
        CompletionStage<Void> ended = acceptor == null ? CompletableFuture.completedFuture(null) : acceptor.close();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenCombine(ended, (all, none) ->
                new SipEstate.Listening(name, bound, passwords, parts.stream().map(CompletableFuture::join)
                        .filter(client -> !client.calls().isEmpty() || !client.bindings().isEmpty()).toList()));
    }

    void arrived(Guest guest) {
        guests.put(guest.endpoint().id(), guest);
        agents.put(guest.endpoint().id(), guest);
        if (closed) {
            guest.drop();
        }
    }

    void left(Guest guest) {
        guests.remove(guest.endpoint().id());
        agents.remove(guest.endpoint().id());
    }

    public CompletionStage<Void> close() {
        closed = true;
        guests.values().forEach(guest -> guest.endpoint().loop().execute(guest::drop));
        LOG.info("{}: closed", name);
        return acceptor == null ? CompletableFuture.completedFuture(null) : acceptor.close();
    }

    public String name() {
        return name;
    }

    ServerSettings settings() {
        return settings;
    }

    DigestServer digest() {
        return digest;
    }
}
