package org.sipconnector.sip.transport;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each address has to one listener. Any thread. */
final class Sources {

    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /** Counts one more, unless there are that many already; whether it did. */
    boolean enter(InetAddress source, int most) {
        boolean[] entered = {false};
        counts.compute(source, (key, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < most;
            return entered[0] ? Integer.valueOf(now + 1) : count;
        });
        return entered[0];
    }

    void leave(InetAddress source) {
        counts.computeIfPresent(source, (key, count) -> count == 1 ? null : count - 1);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }
}
