/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.server;

import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Agent;
import org.sipconnector.sip.agent.Endpoint;
import org.sipconnector.sip.agent.EndpointResources;
import org.sipconnector.sip.agent.LargeRequests;
import org.sipconnector.sip.agent.MessageDispatcher;
import org.sipconnector.sip.agent.OwnerEventQueue;
import org.sipconnector.sip.transaction.Timing;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;
import org.sipconnector.sip.transport.Dialer;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.FlowUser.Unreadable;
import org.sipconnector.spi.sip.ServerEvent.ClientConnected;
import org.sipconnector.spi.sip.ServerEvent.ClientDisconnected;
import org.sipconnector.spi.sip.SipFoundationState;

/** A client of one of our listeners. */
final class InboundClient implements Agent {

    private final Listener listener;
    private final EndpointResources shared;
    private final Endpoint endpoint;
    private final MessageDispatcher reception;
    private final Registrar registrar;
    private final LargeRequests large;
    /** Runs while a client taken up or cut off has not come back. */
    private Alarm patience;
    /** It is we who end it. */
    private boolean ending;
    private boolean over;
    /** The open ones it came by, the last one at the end. */
    private final Set<Flow> flows = new LinkedHashSet<>(2);

    InboundClient(UserAgentId id, Listener listener, EventLoop loop, Dialer dialer, EndpointResources shared,
            OwnerEventQueue outlet) {
        this.listener = listener;
        this.shared = shared;
        InboundClientIdentity identity = new InboundClientIdentity(listener.name(), listener.settings());
        this.endpoint = new Endpoint(id, identity, loop, shared, outlet);
        this.registrar = new Registrar(listener, endpoint);
        identity.connect(endpoint, registrar, (key, begins) -> listener.dialogs().note(this, key, begins));
        this.reception = new MessageDispatcher(endpoint);
        endpoint.whenAuthentic(this::comesBy);
        this.large = new LargeRequests(endpoint, dialer, shared, reception);
        endpoint.large(large);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Its first connection. */
    void opened(Flow flow) {
        flows.add(flow);
        endpoint.connected(flow);
        listener.arrived(this);
        endpoint.publish(new ClientConnected(listener.name(), endpoint.id(), Flow.hostPort(flow.remote())));
    }

    /** Whatever connection a message came by, it is answered there. */
    void received(Flow flow, byte[] message) {
        if (!over) {
            reception.receive(flow, message);
        }
    }

    /**
     * From now on the client is where a request came from that nobody else could send: one inside a dialog, with both tags
     * and a higher CSeq, or a REGISTER with its password.
     */
    private void comesBy(Flow flow) {
        if (over || endpoint.flow() == flow || !flow.open() || large.uses(flow)) {
            return;
        }
        if (patience != null) {
            patience.cancel();
            patience = null;
            listener.awaited(this);
        }
        flows.remove(flow);
        flows.add(flow);
        endpoint.connected(flow);
        endpoint.release();
    }

    void refused(Flow flow, byte[] head, Unreadable why) {
        reception.refused(flow, head, why);
    }

    boolean needed() {
        return registrar.holds() || !endpoint.dialogs().isEmpty();
    }

    /** A connection has ended; over another one that is still open it goes on. */
    void lost(Flow flow, String reason) {
        flows.remove(flow);
        if (over || shared.left().get() || endpoint.flow() != flow) {
            return;
        }
        Optional<Flow> other = flows.stream().reduce((former, latter) -> latter);
        if (ending) {
            gone(reason);
        } else if (other.isPresent()) {
            endpoint.connected(other.get());
            endpoint.lost(flow);
        } else {
            keepCalls(reason);
        }
    }

    /** A call is no connection: it goes on when its client comes back over another one. */
    private void keepCalls(String reason) {
        endpoint.disconnected(reason, true);
        if (endpoint.dialogs().isEmpty()) {
            gone(reason);
            return;
        }
        endpoint.hold();
        listener.await(this, registrar.callIds().toList());
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
    SipFoundationState.Client handOver() {
        over = true;
        Flow flow = endpoint.flow();
        if (patience != null) {
            patience.cancel();
        }
        SipFoundationState.Client client = new SipFoundationState.Client(endpoint.id(), registrar.handOver(), endpoint.handOver());
        if (flow != null) {
            flow.close();
        }
        listener.left(this);
        return client;
    }

    /** Takes up what another foundation gave away, and waits for the client to connect again. */
    void expect(SipFoundationState.Client client) {
        endpoint.hold();
        registrar.takeUp(client.bindings());
        endpoint.dialogs().takeUp(client.calls());
        waitForClient();
        listener.await(this, registrar.callIds().toList());
    }

    private void waitForClient() {
        patience = endpoint.after(Timing.GIVE_UP, () -> {
            listener.awaited(this);
            gone("the client did not come back");
            endpoint.release();
        });
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
