/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Agent;
import org.sipconnector.sip.agent.EndpointResources;
import org.sipconnector.sip.server.Listener;
import org.sipconnector.sip.transport.Acceptor;
import org.sipconnector.sip.transport.Dialer;
import org.sipconnector.sip.transport.IoThreads;
import org.sipconnector.spi.sip.SipFoundationState;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that listen, by their names. */
final class ServerListeners {

    private static final Logger LOG = LoggerFactory.getLogger(ServerListeners.class);
    private static final long BIND_MILLIS = 2_000;

    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
    private final EndpointResources shared;
    private final Map<UserAgentId, Agent> agents;
    private final IoThreads threads;
    private final Dialer dialer;

    ServerListeners(EndpointResources shared, Map<UserAgentId, Agent> agents, IoThreads threads, Dialer dialer) {
        this.shared = shared;
        this.agents = agents;
        this.threads = threads;
        this.dialer = dialer;
    }

    Map<String, Listener> byName() {
        return listeners;
    }

    CompletionStage<InetSocketAddress> listen(OwnerResources owned, String name, ServerSettings settings,
            Function<String, Optional<Secret>> passwords) {
        return begin(owned, listener(owned, name, settings, passwords));
    }

    /** One that a former foundation has left. */
    void reopen(OwnerResources owned, SipFoundationState.Listening left) {
        Listener listener = listener(owned, left.name(), left.settings(), left.passwords());
        listener.expect(left.clients(), threads, dialer);
        // its clients, in this framework too, are to find it
        CompletableFuture<?> bound = begin(owned, listener).toCompletableFuture();
        if (!StateExport.await(bound, BIND_MILLIS)) {
            LOG.error("{}: does not listen any more on {}", left.name(), left.settings().address());
        }
    }

    private Listener listener(OwnerResources owned, String name, ServerSettings settings, Function<String, Optional<Secret>> passwords) {
        return new Listener(name, settings, passwords, shared, owned.outlet(), agents, owned.dialogs());
    }

    private CompletionStage<InetSocketAddress> begin(OwnerResources owned, Listener listener) {
        String name = listener.name();
        if (listeners.putIfAbsent(name, listener) != null) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("a listener named '" + name + "' exists already"));
        }
        owned.servers().add(name);
        return listener.listen(threads, dialer).thenApply(Acceptor::address).whenComplete((address, failure) -> {
            if (failure != null) {
                listeners.remove(name, listener);
                owned.servers().remove(name);
            }
        });
    }

    CompletionStage<Void> close(String name) {
        Listener listener = listeners.remove(name);
        return listener == null ? CompletableFuture.completedFuture(null) : listener.close();
    }
}
