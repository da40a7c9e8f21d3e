/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transaction;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.Reasons;
import org.sipconnector.sip.message.ResponseDraft;

/**
 * One request that arrived, until it is answered for good (RFC 3261 section 17.2). Over a reliable transport nothing is
 * kept after the final response.
 */
public final class ServerTransaction {

    private final Transactions table;
    private final IncomingRequest request;
    private final String tag;
    private TransactionFlow flow;
    /** Null before it is admitted and after it is answered. */
    private Runnable done;
    private byte[] last;
    private boolean answered;
    private boolean refused;
    private TransactionTransport.Alarm linger;
    private TransactionTransport.Alarm retransmission;
    private long interval = Timing.T1;

    /** @param flow what it came by, and its responses go back by */
    ServerTransaction(Transactions table, IncomingRequest request, String tag, TransactionFlow flow) {
        this.table = table;
        this.request = request;
        this.tag = tag;
        this.flow = flow;
    }

    /** Whether the peer may ask for one thing more. */
    boolean admitted() {
        Optional<Runnable> admission = table.wire().admit(flow, request.size());
        done = admission.orElse(null);
        return admission.isPresent();
    }

    private void over() {
        if (done != null) {
            done.run();
            done = null;
        }
    }

    public IncomingRequest request() {
        return request;
    }

    /** What it came by. */
    public TransactionFlow flow() {
        return flow;
    }

    public boolean answered() {
        return answered;
    }

    /** The To tag of our responses. */
    public String tag() {
        return tag;
    }

    public void respond(int status) {
        respond(status, Reasons.of(status), List.of(), null);
    }

    public void respond(int status, List<Header> headers) {
        respond(status, Reasons.of(status), headers, null);
    }

    /** Sends a response; after a final one this does nothing. The encoded bytes are given for repetition by the caller. */
    public byte[] respond(int status, String reason, List<Header> headers, SipBody body) {
        if (answered) {
            return last;
        }
        last = new ResponseDraft(request, status, reason, status == 100 ? null : tag, headers, body)
                .encode(table.wire().userAgent());
        if (status >= 200) {
            // before the peer, which may ask for the next thing at once, hears of it
            over();
        }
        send();
        if (status >= 200) {
            finish(status);
        }
        return last;
    }

    /** When the flow it came by is closed, over the one the peer has now (RFC 3261 section 18.2.2). */
    private void send() {
        if (!flow.send(last)) {
            table.wire().flow().send(last);
        }
    }

    private void finish(int status) {
        answered = true;
        if (flow.reliable()) {
            table.remove(this);
            return;
        }
        linger = table.wire().after(Timing.GIVE_UP, this::end);
        refused = request.is("INVITE") && status >= 300;
        if (refused) {
            retransmission = table.wire().after(interval, this::retransmit);
        }
    }

    private void retransmit() {
        send();
        interval = Math.min(interval * 2, Timing.T2);
        retransmission = table.wire().after(interval, this::retransmit);
    }

    /** The same request came again: so does the last response, by what the repetition came by. */
    void repeated(TransactionFlow by) {
        flow = by;
        repeat();
    }

    /** Sends the last response again, if there was one. */
    public void repeat() {
        if (last != null) {
            send();
        }
    }

    /** Refuses the request, not answered so far, over a limit and forgets it. */
    public void refuse(String limit) {
        end();
        table.refuse(request, flow, limit);
    }

    /** The ACK of a refusal came. Whether it was one. */
    boolean acknowledged() {
        if (refused) {
            end();
        }
        return refused;
    }

    /** Forgets the request without an answer. */
    public void end() {
        answered = true;
        over();
        if (linger != null) {
            linger.cancel();
        }
        if (retransmission != null) {
            retransmission.cancel();
        }
        table.remove(this);
    }
}
