/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.transaction.TransactionFlow;
import org.sipconnector.sip.transaction.TransactionTransport;
import org.sipconnector.sip.transport.Flow;

/** The flows of an endpoint: its own to the peer, and beside a UDP one another by TCP for large requests. On its loop. */
final class EndpointFlows implements TransactionTransport {

    private final UserAgentId id;
    private final Identity identity;
    private final EventLoop loop;
    private final EndpointResources shared;
    private final OwnerEventQueue outlet;
    private final String branchPrefix;
    private final EndpointFlow none = new EndpointFlow(this, null);
    private final UnsentMessages held = new UnsentMessages(this, this::maySend);
    private EndpointFlow own = none;
    private LargeRequests large;

    EndpointFlows(UserAgentId id, Identity identity, EventLoop loop, EndpointResources shared, OwnerEventQueue outlet) {
        this.id = id;
        this.identity = identity;
        this.loop = loop;
        this.shared = shared;
        this.outlet = outlet;
        this.branchPrefix = Tokens.branchPrefix(identity.mark());
    }

    /** Where requests too large for a datagram go. */
    void large(LargeRequests beside) {
        large = beside;
    }

    /** @param flow null when there is no connection any more */
    void own(Flow flow) {
        own = flow == null ? none : new EndpointFlow(this, flow);
        if (large != null && flow == null) {
            large.close();
        }
    }

    Flow own() {
        return own.flow();
    }

    String sentBy() {
        return identity.sentBy();
    }

    @Override
    public EndpointFlow flow() {
        return own;
    }

    @Override
    public void flowFor(int bytes, Consumer<TransactionFlow> chosen) {
        if (large == null || own.reliable()) {
            chosen.accept(own);
        } else {
            large.flowFor(bytes, own.flow(), tcp -> chosen.accept(tcp.map(flow -> new EndpointFlow(this, flow)).orElse(own)));
        }
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
    public void refused(TransactionFlow flow, String limit) {
        Flow by = ((EndpointFlow) flow).flow();
        shared.admission().exceeded().add(limit, by == null ? id : by.remote().getAddress());
    }

    @Override
    public Optional<Runnable> admit(TransactionFlow flow, int bytes) {
        return shared.admit(((EndpointFlow) flow).flow(), bytes);
    }

    /** Sends it when this process has the owner still; else it waits, or is lost on its way over UDP, where who asks repeats it. */
    void send(Flow flow, byte[] message) {
        boolean allowed = maySend();
        boolean repeated = flow.transport() == Transport.UDP;
        if (allowed && (repeated || held.isEmpty())) {
            flow.send(message);
            traced(true, flow, message);
        } else if (!repeated) {
            held.add(flow, message, () -> traced(true, flow, message));
        }
    }

    /** Whether this process has the owner still, as far as it knows. */
    private boolean maySend() {
        return shared.leases().holds(outlet.owner());
    }

    /** Shows a message to whoever traces the owner. */
    void traced(boolean sent, Flow flow, byte[] message) {
        outlet.tap().passed(sent, flow.transport().name(), flow.local(), flow.remote(), message);
    }

    @Override
    public Alarm after(long millis, Runnable task) {
        ScheduledFuture<?> scheduled = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }
}
