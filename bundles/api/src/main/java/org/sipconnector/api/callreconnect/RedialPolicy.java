/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipFailure;

/** Decides what is worth redialling. Called on the lane, must not block. */
@ConsumerType
public interface RedialPolicy {

    /** Redials what the network took away, whatever error an attempt ends with. */
    RedialPolicy STANDARD = new RedialPolicy() {};

    /** Whether a call that ended so was taken away by the network. What this side ended itself was not. */
    default boolean networkFailure(SipFailure end) {
        if (end.originator() == Originator.LOCAL) {
            return false;
        }
        return switch (end.cause()) {
            case CONNECTION_ERROR, REQUEST_TIMEOUT, RTP_TIMEOUT, ADDRESS_INCOMPLETE -> true;
            case INTERNAL_ERROR -> end.originator() == Originator.SYSTEM;
            default -> false;
        };
    }

    /** Whether an attempt that failed so may be followed by another. */
    default boolean canRetry(Throwable error) {
        return true;
    }
}
