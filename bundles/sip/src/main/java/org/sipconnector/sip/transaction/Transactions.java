/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transaction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.ResponseDraft;
import org.sipconnector.sip.message.Tokens;

/** The open transactions of one user agent. Used on its loop only. */
public final class Transactions {

    /** Sums over all user agents. */
    public record Counters(LongAdder clients, LongAdder servers) {
        public Counters() {
            this(new LongAdder(), new LongAdder());
        }
    }

    private final TransactionTransport wire;
    private final Counters counters;
    private final IntSupplier most;
    private final BooleanSupplier lacking;
    private final Runnable quiet;
    private final Map<String, ClientTransaction> clients = new HashMap<>(2);
    private final Map<String, ServerTransaction> servers = new HashMap<>(2);
    private final Map<String, ServerTransaction> paths = new HashMap<>(2);

    /**
     * @param most  more requests than this being answered at once are refused
     * @param lacking whether the process lacks something that a call needs
     * @param quiet called whenever the last open client transaction has ended
     */
    public Transactions(TransactionTransport wire, Counters counters, IntSupplier most, BooleanSupplier lacking, Runnable quiet) {
        this.most = most;
        this.wire = wire;
        this.counters = counters;
        this.lacking = lacking;
        this.quiet = quiet;
    }

    TransactionTransport wire() {
        return wire;
    }

    public boolean idle() {
        return clients.isEmpty();
    }

    /** Sends a request in a transaction of its own. */
    public ClientTransaction send(RequestDraft request, ClientTransaction.User user) {
        return send(request, null, null, user);
    }

    ClientTransaction send(RequestDraft request, String branch, TransactionFlow over, ClientTransaction.User user) {
        ClientTransaction transaction = new ClientTransaction(this, request, branch, over, user);
        clients.put(transaction.key(), transaction);
        counters.clients().increment();
        transaction.start();
        return transaction;
    }

    /** What owners would hear of their requests if the process ended without a word. */
    public List<Event> lossOf(SipFailure failure) {
        return clients.values().stream().flatMap(transaction -> transaction.unanswered(failure).stream()).toList();
    }

    /** Whether the response was for an open transaction. */
    public boolean received(IncomingResponse response) {
        ClientTransaction transaction = clients.get(response.transactionKey());
        if (transaction == null) {
            return false;
        }
        transaction.received(response);
        return true;
    }

    /** A flow beside the peer's own is closed: what waits for an answer over it goes on over that one. */
    public void lost(TransactionFlow closed) {
        List.copyOf(clients.values()).forEach(transaction -> transaction.lost(closed, wire.flow()));
    }

    /**
     * Opens the transaction of a request that arrived.
     *
     * @param flow what it came by
     * @return null when there is nothing to do: a repetition, answered here, or the ACK of a refusal
     */
    public ServerTransaction receive(IncomingRequest request, TransactionFlow flow) {
        ServerTransaction known = servers.get(request.transactionKey());
        if (known != null) {
            boolean ack = request.is("ACK");
            if (ack && !known.acknowledged()) {
                return new ServerTransaction(this, request, "", flow);
            }
            if (!ack) {
                known.repeated(flow);
            }
            return null;
        }
        ServerTransaction fresh = new ServerTransaction(this, request, Tokens.random(10), flow);
        if (request.is("ACK")) {
            return fresh;
        }
        if (request.is("INVITE") && request.toTag().isEmpty() && lacking.getAsBoolean()) {
            refuse(request, flow, "resources, limits.calls or limits.cpuPercent");
            return null;
        }
        if (servers.size() >= most.getAsInt()) {
            refuse(request, flow, "limits.transactions");
            return null;
        }
        if (!fresh.admitted()) {
            refuse(request, flow, "limits.transactionsPerSource or limits.bytesPerSource");
            return null;
        }
        servers.put(request.transactionKey(), fresh);
        paths.putIfAbsent(request.merged(), fresh);
        counters.servers().increment();
        return fresh;
    }

    /** Answers 503 and keeps nothing (RFC 3261 section 8.2.7): a repetition is judged anew, and gets the same tag. */
    void refuse(IncomingRequest request, TransactionFlow flow, String limit) {
        wire.refused(flow, limit);
        String tag = Integer.toString(request.transactionKey().hashCode() & Integer.MAX_VALUE, Character.MAX_RADIX);
        flow.send(ResponseDraft.of(request, 503, tag).encode(wire.userAgent()));
    }

    /** Whether the same request, from another path, is being answered or was a moment ago (RFC 3261 section 8.2.2.2). */
    public boolean merged(ServerTransaction transaction) {
        return paths.get(transaction.request().merged()) != transaction;
    }

    /** The INVITE a CANCEL is meant for, or null. */
    public ServerTransaction invite(IncomingRequest cancel) {
        return servers.get(cancel.transactionKey().replace("|CANCEL", "|INVITE"));
    }

    void remove(ClientTransaction transaction) {
        if (clients.remove(transaction.key(), transaction)) {
            counters.clients().decrement();
            if (clients.isEmpty()) {
                quiet.run();
            }
        }
    }

    void remove(ServerTransaction transaction) {
        if (servers.remove(transaction.request().transactionKey(), transaction)) {
            paths.remove(transaction.request().merged(), transaction);
            counters.servers().decrement();
        }
    }

    /** Ends everything at once: the connection is gone. */
    public void failAll(SipFailure failure) {
        List.copyOf(clients.values()).forEach(transaction -> transaction.fail(failure));
        List.copyOf(servers.values()).forEach(ServerTransaction::end);
    }
}
