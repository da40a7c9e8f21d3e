/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.server;

import io.netty.channel.Channel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Agent;
import org.sipconnector.sip.agent.EndpointResources;
import org.sipconnector.sip.agent.OwnerEventQueue;
import org.sipconnector.sip.digest.DigestServer;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.transport.Acceptor;
import org.sipconnector.sip.transport.Dialer;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.FlowUser;
import org.sipconnector.sip.transport.IoThreads;
import org.sipconnector.spi.sip.SipFoundationState;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening socket and the clients that came over it. */
public final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final String name;
    private final ServerSettings settings;
    private final EndpointResources shared;
    private final OwnerEventQueue outlet;
    private final Map<UserAgentId, Agent> agents;
    private final DigestServer digest;
    private final Function<String, Optional<Secret>> passwords;
    private final ServerDialogs dialogs;
    /** Clients that are to come back. */
    private final Set<InboundClient> awaited = ConcurrentHashMap.newKeySet();
    /** Those of them that have registered, by the Call-IDs of their REGISTER requests. */
    private final Map<String, InboundClient> registered = new ConcurrentHashMap<>();
    private final Map<UserAgentId, InboundClient> guests = new ConcurrentHashMap<>();
    private final Set<Flow> flows = ConcurrentHashMap.newKeySet();
    /** Connections, and the listening socket itself. */
    private final AtomicInteger open = new AtomicInteger(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Acceptor acceptor;
    private volatile boolean closed;

    /**
     * @param agents  where every user agent of the foundation is found
     * @param dialogs of all listeners of the owner: a client may change its transport
     */
    public Listener(String name, ServerSettings settings, Function<String, Optional<Secret>> passwords, EndpointResources shared,
            OwnerEventQueue outlet, Map<UserAgentId, Agent> agents, ServerDialogs dialogs) {
        this.dialogs = dialogs;
        this.name = name;
        this.settings = settings;
        this.shared = shared;
        this.outlet = outlet;
        this.agents = agents;
        this.passwords = passwords;
        this.digest = new DigestServer(settings.domain(), passwords);
    }

    /** @param dialer connects to clients by TCP, for what is too large for a datagram */
    public CompletionStage<Acceptor> listen(IoThreads threads, Dialer dialer) {
        return Acceptor.listen(threads, settings, channel -> welcome(channel, dialer), shared.admission()).thenApply(bound -> {
            acceptor = bound;
            if (closed) {
                bound.close();
            }
            LOG.info("{}: listening for {} on {}", name, settings.transport(), bound.address());
            return bound;
        });
    }

    private FlowUser welcome(Channel channel, Dialer dialer) {
        return new ClientConnection(this, () -> new InboundClient(new UserAgentId(name + '-' + Tokens.random(12)), this,
                channel.eventLoop(), dialer, shared, outlet));
    }

    /**
     * Takes up clients that another foundation gave away; they are expected to connect again.
     *
     * @param dialer connects to clients by TCP, for what is too large for a datagram
     */
    public void expect(List<SipFoundationState.Client> clients, IoThreads threads, Dialer dialer) {
        for (SipFoundationState.Client client : clients) {
            InboundClient guest = new InboundClient(client.userAgent(), this, threads.next(), dialer, shared, outlet);
            // here, not on its loop: commands for its calls may come at once, and nothing else can before it is known
            guest.expect(client);
            arrived(guest);
        }
    }

    /** The client is expected to connect again, perhaps with a REGISTER of one of these Call-IDs. */
    void await(InboundClient guest, Collection<String> registrations) {
        awaited.add(guest);
        registrations.forEach(callId -> registered.put(callId, guest));
    }

    /** Whether any client is expected. */
    boolean awaits() {
        return !awaited.isEmpty();
    }

    /** The client that is expected with a REGISTER of that Call-ID. */
    Optional<InboundClient> awaited(String callId) {
        return Optional.ofNullable(registered.get(callId));
    }

    /** The client is not expected any longer. */
    void awaited(InboundClient guest) {
        awaited.remove(guest);
        registered.values().removeIf(guest::equals);
    }

    ServerDialogs dialogs() {
        return dialogs;
    }

    void connectionOpened(Flow flow) {
        open.incrementAndGet();
        shared.connections().increment();
        flows.add(flow);
        if (closed) {
            // later: its user has just begun
            flow.loop().execute(flow::close);
        }
    }

    void connectionClosed(Flow flow) {
        flows.remove(flow);
        if (!shared.left().get()) {
            shared.connections().decrement();
        }
        oneLess();
    }

    private void oneLess() {
        if (open.decrementAndGet() == 0) {
            ended.complete(null);
        }
    }

    /** Gives everything away and ends without a word. */
    public CompletionStage<SipFoundationState.Listening> leave() {
        closed = true;
        ServerSettings bound = acceptor == null
                ? settings
                : new ServerSettings(settings.transport(), acceptor.address(),
                        settings.webSocketPath(), settings.tls(), settings.domain(), settings.http());
        List<CompletableFuture<SipFoundationState.Client>> parts =
                guests.values().stream().map(guest -> CompletableFuture.supplyAsync(guest::handOver, guest.endpoint().loop())).toList();
        CompletionStage<Void> ended = acceptor == null ? CompletableFuture.completedFuture(null) : acceptor.close();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenCombine(ended,
                (all, none) -> new SipFoundationState.Listening(name, bound, passwords, parts.stream().map(CompletableFuture::join)
                        .filter(client -> !client.calls().isEmpty() || !client.bindings().isEmpty()).toList()));
    }

    void arrived(InboundClient guest) {
        guests.put(guest.endpoint().id(), guest);
        agents.put(guest.endpoint().id(), guest);
        if (closed) {
            guest.drop();
        }
    }

    void left(InboundClient guest) {
        guests.remove(guest.endpoint().id());
        agents.remove(guest.endpoint().id());
    }

    /** Completes when the last connection has ended as well. */
    public CompletionStage<Void> close() {
        closed = true;
        guests.values().forEach(guest -> guest.endpoint().loop().execute(guest::drop));
        LOG.info("{}: closed", name);
        if (acceptor == null) {
            return CompletableFuture.completedFuture(null);
        }
        // those of a client that is here by another one by now, and of nobody yet
        flows.forEach(flow -> flow.loop().execute(flow::close));
        acceptor.close().thenRun(this::oneLess);
        return ended;
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
