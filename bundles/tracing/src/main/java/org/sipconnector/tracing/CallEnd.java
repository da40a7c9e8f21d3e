/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/**
 * How a call ended, in words of ours: what the other side wrote is not among them.
 *
 * @param endedBy which side ended it, or the network between
 * @param cause   the kind of end
 * @param status  SIP status of a refusal; 0 where there was none
 */
record CallEnd(Originator endedBy, SipCause cause, int status) {

    /** A call that rang here and was not taken. */
    static final CallEnd DECLINED = new CallEnd(Originator.LOCAL, SipCause.REJECTED, 0);
    /** A call that rang here until whoever called gave up. */
    static final CallEnd GIVEN_UP = new CallEnd(Originator.REMOTE, SipCause.CANCELED, 0);

    /** Giving up one's own call is to hang up once it was answered. */
    static CallEnd of(SipFailure end, boolean confirmed) {
        boolean hungUp = confirmed && end.originator() == Originator.LOCAL && end.cause() == SipCause.CANCELED;
        return new CallEnd(end.originator(), hungUp ? SipCause.TERMINATED : end.cause(), end.status());
    }

    /** Whether nobody wanted it to end so. */
    boolean failed() {
        return switch (cause) {
            case TERMINATED, CANCELED -> endedBy == Originator.SYSTEM;
            case REJECTED -> endedBy != Originator.LOCAL;
            default -> true;
        };
    }
}
