/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import org.sipconnector.api.sip.SipFailure;

/** A response that arrived. */
public final class IncomingResponse extends IncomingMessage {

    IncomingResponse(SIPResponse parsed, SipText text) throws ParseException {
        super(parsed, text);
        require();
    }

    public int status() {
        return ((SIPResponse) parsed()).getStatusCode();
    }

    public String reason() {
        String reason = ((SIPResponse) parsed()).getReasonPhrase();
        return reason == null ? "" : reason;
    }

    public boolean provisional() {
        return status() < 200;
    }

    public boolean success() {
        return status() / 100 == 2;
    }

    /** Identifies the client transaction (RFC 3261 section 17.1.3). */
    public String transactionKey() {
        return branch() + '|' + method();
    }

    public SipFailure failure() {
        return SipFailure.response(status(), reason(), headers());
    }
}
