/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.SecondCallPolicy;

/**
 * What holds for incoming calls of connectors that were not told otherwise.
 *
 * @param declineStatus what a call is declined with when no status is named
 */
record IncomingCallRules(SecondCallPolicy secondCall, int declineStatus) {

    static IncomingCallRules of(SecondCallPolicy secondCall) {
        return new IncomingCallRules(secondCall, IncomingCallManager.DECLINED);
    }
}
