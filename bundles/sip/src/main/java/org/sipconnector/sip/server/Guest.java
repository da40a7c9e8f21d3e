package org.sipconnector.sip.server;

import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sipconnector.api.sip.ServerEvent.ClientConnected;
import org.sipconnector.api.sip.ServerEvent.ClientDisconnected;
import org.sipconnector.api.sip.SipEstate;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Agent;
import org.sipconnector.sip.agent.Endpoint;
import org.sipconnector.sip.agent.Outlet;
import org.sipconnector.sip.agent.Reception;
import org.sipconnector.sip.agent.Shared;
import org.sipconnector.sip.message.Incoming;
import org.sipconnector.sip.transaction.Timing;
import org.sipconnector.sip.transaction.Wire.Alarm;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.FlowUser;

/** A client of one of our listeners. */
final class Guest implements FlowUser, Agent {

    private final Listener listener;
    private final Shared shared;
    private final Endpoint endpoint;
    private final Reception reception;
    private final Registrar registrar;
    /** Runs while a client taken up or cut off has not come back. */
    private Alarm patience;
    /** It is we who end it. */
    private boolean ending;
    private boolean over;
    /** The connection it began with. */
    private Flow own;
    /** Those whose calls came by this connection, too. */
    private final Set<Guest> companions = new HashSet<>(0);

    Guest(UserAgentId id, Listener listener, EventLoop loop, Shared shared, Outlet outlet) {
        this.listener = listener;
        this.shared = shared;
        GuestIdentity identity = new GuestIdentity(listener.name(), listener.settings());
        this.endpoint = new Endpoint(id, identity, loop, shared, outlet);
        this.registrar = new Registrar(listener, endpoint);
        identity.connect(endpoint, registrar, (callId, begins) -> listener.calls(this, callId, begins));
        this.reception = new Reception(endpoint);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void opened(Flow flow) {
        own = flow;
        shared.connections().increment();
        endpoint.connected(flow);
        listener.arrived(this);
        endpoint.publish(new ClientConnected(listener.name(), endpoint.id(), Flow.hostPort(flow.remote())));
    }

    /** A call belongs to whoever began it, and comes by whatever connection that client has now (RFC 3261 12.2.2). */
    @Override
    public void received(byte[] message) {
        Optional<Guest> other = listener.otherHas(this) && Incoming.insideDialog(message)
                ? Incoming.callId(message).flatMap(listener::caller).filter(guest -> guest != this) : Optional.empty();
        if (other.isEmpty()) {
            reception.receive(message);
            return;
        }
        Flow flow = endpoint.flow();
        companions.add(other.get());
        other.get().endpoint.loop().execute(() -> other.get().receivedBy(flow, message));
    }

    private void receivedBy(Flow flow, byte[] message) {
        if (!over && (endpoint.flow() == flow || reception.isOfCall(message))) {
            comesBy(flow);
            reception.receive(message);
        }
    }

    private void comesBy(Flow flow) {
        if (patience != null) {
            patience.cancel();
            patience = null;
            listener.awaited(this);
        }
        if (endpoint.flow() != flow) {
            endpoint.connected(flow);
            endpoint.release();
        }
    }

    @Override
    public void refused(byte[] head, Unreadable why) {
        reception.refused(head, why);
    }

    @Override
    public boolean needed() {
        return registrar.holds() || endpoint.hasSessions();
    }

    @Override
    public void closed(Closing closing) {
        companions.forEach(guest -> guest.endpoint.loop().execute(() -> guest.lost(own, closing.reason())));
        companions.clear();
        closed(own, closing);
    }

    void closed(Flow flow, Closing closing) {
        if (closing.opened() && !over && !shared.left().get()) {
            shared.connections().decrement();
            lost(flow, closing.reason());
        }
    }

    private void lost(Flow flow, String reason) {
        if (over || endpoint.flow() != flow) {
            return;
        }
        if (ending) {
            gone(reason);
        } else {
            keepCalls(reason);
        }
    }

    /** A call is no connection: it goes on when its client comes back over another one. */
    private void keepCalls(String reason) {
        endpoint.disconnected(reason, true);
        if (!endpoint.hasSessions()) {
            gone(reason);
            return;
        }
        endpoint.hold();
        listener.await(this, Stream.concat(registrar.callIds(), endpoint.callIds()).toList());
        waitForClient();
    }

    private void gone(String reason) {
        over = true;
        registrar.close();
        endpoint.disconnected(reason, false);
        listener.left(this);
        endpoint.publish(new ClientDisconnected(listener.name(), endpoint.id()));
    }

    /** Gives everything away and ends without a word. */
    SipEstate.Client handOver() {
        over = true;
        Flow flow = endpoint.flow();
        if (flow != null) {
            shared.connections().decrement();
        }
        if (patience != null) {
            patience.cancel();
        }
        SipEstate.Client client = new SipEstate.Client(endpoint.id(), registrar.handOver(), endpoint.handOver());
        if (flow != null) {
            flow.close();
        }
        listener.left(this);
        return client;
    }

    /** Takes up what another foundation gave away, and waits for the client to connect again. */
    void expect(SipEstate.Client client) {
        endpoint.hold();
        registrar.takeUp(client.bindings());
        endpoint.takeUp(client.calls());
        waitForClient();
        listener.await(this, Stream.concat(registrar.callIds(), endpoint.callIds()).toList());
    }

    private void waitForClient() {
        patience = endpoint.after(Timing.GIVE_UP, () -> {
            listener.awaited(this);
            gone("the client did not come back");
            endpoint.release();
        });
    }

    /** The client is here again. */
    void returned(Flow flow) {
        if (over) {
            flow.close();
            return;
        }
        shared.connections().increment();
        comesBy(flow);
    }

    /** Ends its sessions, then the connection. */
    @Override
    public void stop() {
        endpoint.finish(this::drop);
    }

    @Override
    public void cut() {
        if (endpoint.connected()) {
            endpoint.flow().close();
        } else {
            drop();
        }
    }

    void drop() {
        ending = true;
        if (endpoint.connected()) {
            endpoint.flow().close();
        } else if (!over) {
            if (patience != null) {
                patience.cancel();
            }
            gone("closed");
        }
    }
}
