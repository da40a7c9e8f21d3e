/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much each address has of what is limited: connections to one listener, requests being answered and their bytes. Any thread. */
public final class Sources {

    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /** Counts one more, unless there are that many already; whether it did. */
    public boolean enter(InetAddress source, int most) {
        return enter(source, 1, most);
    }

    /** Counts that much more, unless it would be more than the most; whether it did. */
    boolean enter(InetAddress source, int amount, int most) {
        boolean[] entered = {false};
        counts.compute(source, (key, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now <= most - amount;
            return entered[0] ? Integer.valueOf(now + amount) : count;
        });
        return entered[0];
    }

    public void leave(InetAddress source) {
        leave(source, 1);
    }

    void leave(InetAddress source, int amount) {
        counts.computeIfPresent(source, (key, count) -> count == amount ? null : count - amount);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }
}
