/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.digest;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The highest count each nonce was used with, so that no credentials are taken twice (RFC 7616 section 3.4). Bounded: when a
 * nonce is forgotten, all that are as old or older count as stale. Any thread.
 */
final class NonceCounts {

    private final int most;
    private final Map<String, Use> uses = new LinkedHashMap<>();
    private long forgotten = Long.MIN_VALUE;

    private record Use(long made, long count) {}

    NonceCounts(int most) {
        this.most = most;
    }

    /**
     * Notes a use of a nonce with right credentials.
     *
     * @param made when the nonce was made
     * @return whether the count is higher than all before; else the credentials are repeated, or too old to tell
     */
    synchronized boolean next(String nonce, long made, long count) {
        Use last = uses.remove(nonce);
        boolean fresh = last == null ? made > forgotten : count > last.count();
        if (last != null || fresh) {
            uses.put(nonce, fresh ? new Use(made, count) : last);
        }
        if (uses.size() > most) {
            Iterator<Use> eldest = uses.values().iterator();
            forgotten = Math.max(forgotten, eldest.next().made());
            eldest.remove();
        }
        return fresh;
    }
}
