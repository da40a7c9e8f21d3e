/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

import org.sipconnector.api.call.CallParameters;

/** What a decider wants done with a call. */
public sealed interface CallDecision {

    /** Leave it ringing for somebody else. */
    record Ring() implements CallDecision {}

    /** Refuse it with this status, 300 to 699. */
    record Refuse(int status) implements CallDecision {}

    /** Answer it so. */
    record Answer(CallParameters parameters) implements CallDecision {}
}
