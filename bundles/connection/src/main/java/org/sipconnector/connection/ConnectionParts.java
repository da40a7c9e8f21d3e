/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.kernel.ReplyId;

/** Everything the connection manager is. */
record ConnectionParts(Link link, Connecting.State connecting, Disconnecting.State disconnecting, Registering.State registering,
        Map<String, ReplyId<SipAnswer>> requests, Map<String, TelephonyChecks.Check> checks) {

    static final int VERSION = 2;

    static final ConnectionParts NEW = new ConnectionParts(Link.NONE, Connecting.State.NONE, Disconnecting.State.NONE,
            Registering.State.NONE, Map.of(), Map.of());

    ConnectionParts with(Link other) {
        return new ConnectionParts(other, connecting, disconnecting, registering, requests, checks);
    }

    ConnectionParts with(Connecting.State other) {
        return new ConnectionParts(link, other, disconnecting, registering, requests, checks);
    }

    ConnectionParts with(Disconnecting.State other) {
        return new ConnectionParts(link, connecting, other, registering, requests, checks);
    }

    ConnectionParts with(Registering.State other) {
        return new ConnectionParts(link, connecting, disconnecting, other, requests, checks);
    }

    ConnectionParts withRequests(Map<String, ReplyId<SipAnswer>> others) {
        return new ConnectionParts(link, connecting, disconnecting, registering, others, checks);
    }

    ConnectionParts withChecks(Map<String, TelephonyChecks.Check> others) {
        return new ConnectionParts(link, connecting, disconnecting, registering, requests, others);
    }

    /** The same in the same order, with this value for the key. */
    static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    static <V> Map<String, V> minus(Map<String, V> map, String key) {
        Map<String, V> fewer = new LinkedHashMap<>(map);
        fewer.remove(key);
        return fewer;
    }
}
