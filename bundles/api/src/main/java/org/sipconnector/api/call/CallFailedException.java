/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.concurrent.CancellationException;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipFailure;

/** The call ended before it was confirmed, or a renegotiation ended it. */
public final class CallFailedException extends SipConnectorException {

    private final transient SipFailure failure;

    public CallFailedException(String what, SipFailure failure) {
        super(what + ": " + failure);
        this.failure = failure;
    }

    public SipFailure failure() {
        return failure;
    }

    /**
     * Whether an end counts as wanted or at least decided by somebody, so that nobody should call again by itself: timed
     * out or refused by anyone, or cancelled or hung up by this side.
     */
    public static boolean isCanceled(SipFailure failure) {
        return switch (failure.cause()) {
            case REQUEST_TIMEOUT, REJECTED -> true;
            case CANCELED, TERMINATED -> failure.originator() == Originator.LOCAL;
            default -> false;
        };
    }

    /** {@link #isCanceled(SipFailure)} of an error, also of a cancelled stage. */
    public static boolean isCanceled(Throwable error) {
        return error instanceof CancellationException
                || error instanceof CallFailedException failed && isCanceled(failed.failure);
    }
}
