/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.time.Instant;
import java.util.Optional;
import org.sipconnector.api.sip.SipFailure;

/**
 * How far a call has come.
 *
 * @param state     where it is
 * @param requested whether a start or an answer is still pending
 * @param startedAt when it was confirmed
 * @param lastError why the last call ended that did not end by our own wish; cleared by the next call
 */
public record CallStatus(CallState state, boolean requested, Optional<Instant> startedAt, Optional<SipFailure> lastError) {

    /** A call that is there, or none, without anything that is pending or has failed. */
    public static CallStatus in(CallState state) {
        return new CallStatus(state, false, Optional.empty(), Optional.empty());
    }
}
