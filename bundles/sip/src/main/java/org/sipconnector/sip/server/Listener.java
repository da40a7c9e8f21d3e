package org.sipconnector.sip.server;

import io.netty.channel.Channel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sipconnector.api.Secret;
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
        this.digest = new DigestServer(settings.domain(), passwords);
    }

    public CompletionStage<Acceptor> listen(IoThreads threads) {
        return Acceptor.listen(threads, settings, this::welcome).thenApply(bound -> {
            acceptor = bound;
            LOG.info("{}: listening for {} on {}", name, settings.transport(), bound.address());
            return bound;
        });
    }

    private FlowUser welcome(Channel channel) {
        UserAgentId id = new UserAgentId(name + '-' + Tokens.random(12));
        return new Guest(id, this, channel.eventLoop(), shared, outlet);
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
        guests.values().forEach(guest -> guest.endpoint().execute(guest::drop));
        LOG.info("{}: closed", name);
        return acceptor == null ? CompletableFuture.completedFuture(null) : acceptor.close();
    }

    String name() {
        return name;
    }

    ServerSettings settings() {
        return settings;
    }

    DigestServer digest() {
        return digest;
    }
}
