/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.sip.transport.Dialer;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.sip.transport.FlowUser;
import org.sipconnector.sip.transport.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TCP flow beside a UDP one, of an account to its server or of our server to its client, for requests over 1300 bytes (RFC 3261 section 18.1.1): to the same address and port,
 * opened by the first of them, closed when neither a session nor a request needs it. Whoever refuses TCP gets such requests
 * by UDP, and is asked again after a while.
 */
public final class LargeRequests implements FlowUser {

    private static final Logger LOG = LoggerFactory.getLogger(LargeRequests.class);

    static final int MOST_BY_UDP = 1_300;
    /** A firewall that says nothing must not keep a caller waiting longer. */
    private static final long CONNECT_MILLIS = 2_000;
    private static final long IDLE_MILLIS = 60_000;
    private static final long REFUSED_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Endpoint endpoint;
    private final Dialer dialer;
    private final EndpointResources shared;
    private final MessageDispatcher reception;
    private final List<Waiting> waiting = new ArrayList<>(0);
    private Dialer.Attempt attempt;
    private Flow flow;
    private boolean heard;
    private boolean used;
    /** Whom TCP was refused by, and when, by System.nanoTime(). */
    private InetSocketAddress refusedBy;
    private long refusedAt;

    private record Waiting(boolean large, Consumer<Optional<Flow>> chosen) {}

    public LargeRequests(Endpoint endpoint, Dialer dialer, EndpointResources shared, MessageDispatcher reception) {
        this.endpoint = endpoint;
        this.dialer = dialer;
        this.shared = shared;
        this.reception = reception;
    }

    /**
     * Chooses for a request of so many bytes. While the flow is being opened smaller ones wait, too: a dialog's requests
     * shall not overtake one another.
     *
     * @param own    the UDP flow
     * @param chosen gets the TCP flow, or nothing when the request goes by UDP
     */
    void flowFor(int bytes, Flow own, Consumer<Optional<Flow>> chosen) {
        boolean large = bytes > MOST_BY_UDP;
        if (attempt != null && flow == null) {
            waiting.add(new Waiting(large, chosen));
        } else if (!large || refuses(own.remote())) {
            chosen.accept(Optional.empty());
        } else if (flow != null && flow.open()) {
            used = true;
            chosen.accept(Optional.of(flow));
        } else {
            waiting.add(new Waiting(true, chosen));
            open(own.remote());
        }
    }

    /** Whether it is this flow: what comes by it says nothing of where the peer is else. */
    public boolean uses(Flow other) {
        return flow == other;
    }

    private boolean refuses(InetSocketAddress peer) {
        return peer.equals(refusedBy) && System.nanoTime() - refusedAt < REFUSED_NANOS;
    }

    private void open(InetSocketAddress peer) {
        Target target = new Target(Transport.TCP, Flow.host(peer), peer.getPort(), "", Optional.empty(), TlsTrust.PLATFORM,
                Optional.empty());
        refusedBy = null;
        heard = false;
        Dialer.Attempt opening = dialer.dial(target, endpoint.loop(), this);
        attempt = opening;
        endpoint.after(CONNECT_MILLIS, () -> {
            if (attempt == opening && flow == null) {
                refused(peer, "no connection within " + CONNECT_MILLIS + " ms");
                opening.close();
            }
        });
    }

    private void refused(InetSocketAddress peer, String reason) {
        refusedBy = peer;
        refusedAt = System.nanoTime();
        LOG.info("{}: {} takes no TCP ({}): requests over {} bytes go by UDP", endpoint.owner(), Flow.hostPort(peer), reason, MOST_BY_UDP);
    }

    @Override
    public void opened(Flow open) {
        flow = open;
        used = true;
        shared.connections().increment();
        whileNeeded(open);
        serve(Optional.of(open));
    }

    private void serve(Optional<Flow> chosen) {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(one -> one.chosen().accept(one.large() ? chosen : Optional.empty()));
    }

    private void whileNeeded(Flow open) {
        endpoint.after(IDLE_MILLIS, () -> {
            if (flow != open) {
                return;
            }
            if (!used && endpoint.dialogs().isEmpty() && endpoint.idle()) {
                close();
            } else {
                used = false;
                whileNeeded(open);
            }
        });
    }

    @Override
    public void received(byte[] message) {
        heard = true;
        used = true;
        if (flow != null && endpoint.connected()) {
            reception.receive(flow, message);
        }
    }

    @Override
    public void refused(byte[] head, Unreadable why) {
        if (flow != null) {
            reception.refused(flow, head, why);
        }
    }

    @Override
    public void closed(Closing closing) {
        Flow was = flow;
        attempt = null;
        flow = null;
        if (was != null) {
            shared.connections().decrement();
        }
        if (!heard && refusedBy == null && endpoint.connected()) {
            refused(endpoint.flow().remote(), closing.reason());
        }
        serve(Optional.empty());
        if (was != null) {
            endpoint.lost(was);
        }
    }

    /** Ends the flow; what waits goes by UDP. */
    void close() {
        heard = true;
        if (attempt != null) {
            attempt.close();
        }
    }
}
