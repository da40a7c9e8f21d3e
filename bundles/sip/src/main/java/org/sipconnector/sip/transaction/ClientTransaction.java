package org.sipconnector.sip.transaction;

import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;

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
    }

    private enum State { CALLING, PROCEEDING, COMPLETED, OVER }

    private final Transactions table;
    private final RequestDraft request;
    private final User user;
    private final String branch;
    private final byte[] encoded;
    private State state = State.CALLING;
    private Wire.Alarm retransmission;
    private Wire.Alarm deadline;
    private long interval = Timing.T1;
    private boolean cancelWanted;
    private boolean cancelSent;
    private byte[] ack;

    ClientTransaction(Transactions table, RequestDraft request, String branch, User user) {
        this.table = table;
        this.request = request;
        this.user = user;
        this.branch = branch == null ? table.wire().branch() : branch;
        this.encoded = request.encode(table.wire().via(this.branch), table.wire().userAgent());
    }

    String key() {
        return branch + '|' + request.method();
    }

    private boolean invite() {
        return request.method().equals("INVITE");
    }

    void start() {
        if (!table.wire().send(encoded)) {
            fail(SipFailure.system(SipCause.CONNECTION_ERROR, "not connected"));
            return;
        }
        deadline = table.wire().after(Timing.GIVE_UP, this::timeOut);
        if (!table.wire().reliable()) {
            retransmission = table.wire().after(interval, this::retransmit);
        }
    }

    private void retransmit() {
        table.wire().send(encoded);
        boolean toT2 = state == State.PROCEEDING;
        interval = toT2 ? Timing.T2 : invite() ? interval * 2 : Math.min(interval * 2, Timing.T2);
        retransmission = table.wire().after(interval, this::retransmit);
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
                    table.wire().send(ack);
                }
            }
            case OVER -> { }
        }
    }

    private void proceed(IncomingResponse response) {
        boolean first = state == State.CALLING;
        state = State.PROCEEDING;
        if (invite() && first) {
            stopTimers();
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
                    .encode(table.wire().via(branch), table.wire().userAgent());
            table.wire().send(ack);
        }
        if (refused && !table.wire().reliable()) {
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
        if (state == State.PROCEEDING) {
            sendCancel();
        }
    }

    private void sendCancel() {
        if (cancelSent) {
            return;
        }
        cancelSent = true;
        table.send(request.hopByHop("CANCEL", request.to()), branch, IGNORE);
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
        if (retransmission != null) {
            retransmission.cancel();
            retransmission = null;
        }
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
