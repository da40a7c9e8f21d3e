/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transaction;

import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;

/**
 * One request on its way to one final response (RFC 3261 section 17.1). Ends in exactly one call of
 * {@link User#answered} or {@link User#failed}.
 */
public final class ClientTransaction {

    /** Who sent the request. */
    public interface User {

        default void provisional(IncomingResponse response) {}

        void answered(IncomingResponse response);

        void failed(SipFailure failure);

        /** What the owner would hear if the process ended without a word; empty when he waits for nothing. */
        default Optional<Event> unanswered(SipFailure failure) {
            return Optional.empty();
        }
    }

    private enum State { CALLING, PROCEEDING, COMPLETED, OVER }

    private final Transactions table;
    private final RequestDraft request;
    private final User user;
    private final String branch;
    private TransactionFlow flow;
    private byte[] encoded;
    private State state = State.CALLING;
    /** Whether it has gone out: its flow may have to be opened first. */
    private boolean sent;
    private TransactionTransport.Alarm retransmission;
    private TransactionTransport.Alarm deadline;
    private long interval = Timing.T1;
    private boolean cancelWanted;
    private boolean cancelSent;
    private byte[] ack;

    /** @param over what it has to go by, as the CANCEL of a request does; null to choose */
    ClientTransaction(Transactions table, RequestDraft request, String branch, TransactionFlow over, User user) {
        this.table = table;
        this.request = request;
        this.user = user;
        this.branch = branch == null ? table.wire().branch() : branch;
        this.flow = over;
        encode(over == null ? table.wire().flow() : over);
    }

    private void encode(TransactionFlow by) {
        encoded = request.encode(by.via(branch), table.wire().userAgent());
    }

    Optional<Event> unanswered(SipFailure failure) {
        return user.unanswered(failure);
    }

    String key() {
        return branch + '|' + request.method();
    }

    private boolean invite() {
        return request.method().equals("INVITE");
    }

    void start() {
        deadline = table.wire().after(Timing.GIVE_UP, this::timeOut);
        if (flow != null) {
            begin(flow);
        } else {
            table.wire().flowFor(encoded.length, this::begin);
        }
    }

    private void begin(TransactionFlow chosen) {
        if (state == State.OVER) {
            return;
        }
        go(chosen);
        if (!chosen.send(encoded)) {
            fail(SipFailure.system(SipCause.CONNECTION_ERROR, "not connected"));
            return;
        }
        sent = true;
        if (!chosen.reliable()) {
            retransmission = table.wire().after(interval, this::retransmit);
        }
    }

    private void go(TransactionFlow by) {
        flow = by;
        encode(by);
    }

    /** The flow it went by is closed: to the peer what goes by the other one is a repetition (RFC 3261 section 18.1.1). */
    void lost(TransactionFlow closed, TransactionFlow other) {
        if (sent && closed.equals(flow) && (state == State.CALLING || state == State.PROCEEDING)) {
            go(other);
            interval = Timing.T1;
            if (other.send(encoded) && !other.reliable()) {
                retransmission = table.wire().after(interval, this::retransmit);
            }
        }
    }

    private void retransmit() {
        send(encoded);
        boolean toT2 = state == State.PROCEEDING;
        interval = toT2 ? Timing.T2 : invite() ? interval * 2 : Math.min(interval * 2, Timing.T2);
        retransmission = table.wire().after(interval, this::retransmit);
    }

    /** Over the peer's present flow when that of the request is closed. */
    private void send(byte[] message) {
        if (!flow.send(message)) {
            table.wire().flow().send(message);
        }
    }

    private void timeOut() {
        fail(SipFailure.system(SipCause.REQUEST_TIMEOUT, "no response to " + request.method()));
    }

    void received(IncomingResponse response) {
        switch (state) {
            case CALLING, PROCEEDING -> {
                if (response.provisional()) {
                    proceed(response);
                } else {
                    complete(response);
                }
            }
            case COMPLETED -> {
                if (ack != null && !response.provisional()) {
                    send(ack);
                }
            }
            case OVER -> {}
        }
    }

    private void proceed(IncomingResponse response) {
        boolean first = state == State.CALLING;
        state = State.PROCEEDING;
        if (invite()) {
            stopRetransmission();
            if (first) {
                stopDeadline();
            }
        }
        if (cancelWanted) {
            sendCancel();
        }
        user.provisional(response);
    }

    private void complete(IncomingResponse response) {
        stopTimers();
        boolean refused = invite() && !response.success();
        if (refused) {
            ack = request.hopByHop("ACK", response.header("To").orElse(request.to()))
                    .encode(flow.via(branch), table.wire().userAgent());
            send(ack);
        }
        if (refused && !flow.reliable()) {
            // timer D: the refusal may come again and must be acknowledged again
            state = State.COMPLETED;
            deadline = table.wire().after(Timing.GIVE_UP, this::end);
        } else {
            end();
        }
        user.answered(response);
    }

    /** Cancels an INVITE: at once after a provisional response, else with the first one (RFC 3261 section 9.1). */
    public void cancel() {
        if (state == State.OVER || state == State.COMPLETED || cancelWanted) {
            return;
        }
        cancelWanted = true;
        if (!sent) {
            // nothing to cancel (RFC 3261 section 9.1): the peer never saw it
            fail(SipFailure.local(SipCause.CANCELED));
        } else if (state == State.PROCEEDING) {
            sendCancel();
        }
    }

    private void sendCancel() {
        if (cancelSent) {
            return;
        }
        cancelSent = true;
        table.send(request.hopByHop("CANCEL", request.to()), branch, flow, IGNORE);
        deadline = table.wire().after(Timing.GIVE_UP, this::timeOut);
    }

    /** Ends the transaction without a response. */
    public void fail(SipFailure failure) {
        if (state == State.OVER) {
            return;
        }
        boolean answered = state == State.COMPLETED;
        end();
        if (!answered) {
            user.failed(failure);
        }
    }

    private void end() {
        stopTimers();
        state = State.OVER;
        table.remove(this);
    }

    private void stopTimers() {
        stopRetransmission();
        stopDeadline();
    }

    private void stopRetransmission() {
        if (retransmission != null) {
            retransmission.cancel();
            retransmission = null;
        }
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    /** For requests whose outcome changes nothing. */
    public static final User IGNORE = new User() {
        @Override
        public void answered(IncomingResponse response) {}

        @Override
        public void failed(SipFailure failure) {}
    };
}
