package org.sipconnector.sip.transport;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much each address has of what is limited: connections to one listener, requests being answered. Any thread. */
public final class Sources {

    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /** Counts one more, unless there are that many already; whether it did. */
    public boolean enter(InetAddress source, int most) {
        boolean[] entered = {false};
        counts.compute(source, (key, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < most;
            return entered[0] ? Integer.valueOf(now + 1) : count;
        });
        return entered[0];
    }

    public void leave(InetAddress source) {
        counts.computeIfPresent(source, (key, count) -> count == 1 ? null : count - 1);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }
}
