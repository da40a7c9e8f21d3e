/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.List;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.spi.sip.SipState;

/** An established session taken up from data. */
public final class ResumedSession extends Session {

    private final boolean caller;
    /** The last CSeq of the foundation that gave it away. */
    private final long formerSeq;

    public ResumedSession(SipState.Call call, DialogContext line) {
        super(call.id(), line);
        this.caller = call.caller();
        this.formerSeq = call.localSeq();
        this.localSdp = call.localSdp();
        this.dialog = new Dialog(call.callId(), new Dialog.Party(call.local(), call.localTag()),
                new Dialog.Party(call.remote(), call.remoteTag()),
                call.target(), call.routes(), call.localSeq(), call.remoteSeq());
        timer.resume(call.timerSeconds(), call.refresher());
    }

    @Override
    public void reached() {
        if (announced()) {
            bye(List.of());
            close();
        } else {
            super.reached();
        }
    }

    @Override
    public String callId() {
        return dialog.callId();
    }

    @Override
    public String key() {
        return callId() + '|' + dialog.local().tag();
    }

    @Override
    boolean caller() {
        return caller;
    }

    @Override
    boolean confirmed() {
        return true;
    }

    @Override
    boolean established() {
        return true;
    }

    @Override
    public void terminate(SipCause cause, List<Header> headers) {
        bye(headers);
        end(new SipFailure(Originator.LOCAL, cause, 0, cause.text(), List.of()));
    }

    @Override
    public void lost(SipFailure failure) {
        end(failure);
    }

    @Override
    public void acknowledged(IncomingRequest ack) {
        renegotiation.acknowledged(ack);
    }

    @Override
    public void answeredAgain(IncomingResponse response) {
        if (response.cseq() > formerSeq) {
            renegotiation.answeredAgain(response);
        } else if (response.toTag().equals(dialog.remote().tag())) {
            // it answers the former foundation: without an ACK the peer would end the call (RFC 3261 section 13.3.1.4)
            line.sendAck(dialog.request("ACK", response.cseq(), List.of(), null));
        }
    }

    @Override
    void released() {}
}
