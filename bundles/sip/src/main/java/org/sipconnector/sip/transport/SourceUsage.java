/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much each address has of what is limited: connections to one listener, requests being answered and their bytes, calls that
 * ring. The IPv6 addresses of one network of 64 bits count as one, since whoever has one has them all. Any thread.
 */
public final class SourceUsage {

    private static final int NETWORK_BYTES = 8;

    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /** Counts one more, unless there are that many already; whether it did. */
    public boolean enter(InetAddress source, int most) {
        return enter(source, 1, most);
    }

    /** Counts that much more, unless it would be more than the most; whether it did. */
    boolean enter(InetAddress source, int amount, int most) {
        boolean[] entered = {false};
        counts.compute(network(source), (key, count) -> {
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
        counts.computeIfPresent(network(source), (key, count) -> count == amount ? null : count - amount);
    }

    private static InetAddress network(InetAddress source) {
        if (!(source instanceof Inet6Address)) {
            return source;
        }
        byte[] address = source.getAddress();
        Arrays.fill(address, NETWORK_BYTES, address.length, (byte) 0);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }
}
