/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.Map;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.kernel.ReplyId;

/** Everything the connection manager is. */
record State(Link link, Connecting.State connecting, Disconnecting.State disconnecting, Registering.State registering,
        Map<String, ReplyId<SipAnswer>> requests, Map<String, TelephonyChecks.Check> checks) {

    static final int VERSION = 2;

    static final State NEW = new State(Link.NONE, Connecting.State.NONE, Disconnecting.State.NONE,
            Registering.State.NONE, Map.of(), Map.of());
}
