/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts requests of each address in the last minute; of addresses those heard of latest. For any thread. */
final class RequestRate {

    static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 1_000;

    private final LongSupplier nanos;
    private final Map<String, Allowance> addresses = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** What an address may still ask, which grows again with time. */
    private record Allowance(double left, long at) {

        Allowance after(long now, int most) {
            return new Allowance(Math.min(most, left + (double) (now - at) / PERIOD.toNanos() * most), now);
        }
    }

    /** @param nanos a clock that never goes back */
    RequestRate(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes one request; whether the address may still make it. */
    synchronized boolean take(String address, int most) {
        long now = nanos.getAsLong();
        Allowance before = addresses.getOrDefault(address, new Allowance(most, now)).after(now, most);
        boolean allowed = before.left() >= 1;
        addresses.put(address, allowed ? new Allowance(before.left() - 1, now) : before);
        return allowed;
    }
}
