package org.sipconnector.sip.server;

import io.netty.channel.EventLoop;
import org.sipconnector.api.sip.ServerEvent.ClientConnected;
import org.sipconnector.api.sip.ServerEvent.ClientDisconnected;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Agent;
import org.sipconnector.sip.agent.Endpoint;
import org.sipconnector.sip.agent.Outlet;
import org.sipconnector.sip.agent.Reception;
import org.sipconnector.sip.agent.Shared;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.FlowUser;

/** A client of one of our listeners. */
final class Guest implements FlowUser, Agent {

    private final Listener listener;
    private final Shared shared;
    private final Endpoint endpoint;
    private final Reception reception;
    private final Registrar registrar;

    Guest(UserAgentId id, Listener listener, EventLoop loop, Shared shared, Outlet outlet) {
        this.listener = listener;
        this.shared = shared;
        GuestIdentity identity = new GuestIdentity(listener.name(), listener.settings());
        this.endpoint = new Endpoint(id, identity, loop, shared, outlet);
        this.registrar = new Registrar(listener, endpoint);
        identity.connect(endpoint, registrar);
        this.reception = new Reception(endpoint);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void opened(Flow flow) {
        shared.connections().increment();
        endpoint.connected(flow);
        listener.arrived(this);
        endpoint.publish(new ClientConnected(listener.name(), endpoint.id(), Flow.hostPort(flow.remote())));
    }

    @Override
    public void received(byte[] message) {
        reception.receive(message);
    }

    @Override
    public boolean needed() {
        return registrar.holds() || endpoint.hasSessions();
    }

    @Override
    public void closed(Closing closing) {
        if (!closing.opened()) {
            return;
        }
        shared.connections().decrement();
        registrar.close();
        endpoint.disconnected(closing.reason(), false);
        listener.left(this);
        endpoint.publish(new ClientDisconnected(listener.name(), endpoint.id()));
    }

    /** Ends its sessions, then the connection. */
    @Override
    public void stop() {
        endpoint.finish(this::drop);
    }

    void drop() {
        if (endpoint.connected()) {
            endpoint.flow().close();
        }
    }
}
