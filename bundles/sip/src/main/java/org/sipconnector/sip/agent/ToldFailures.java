/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.HashSet;
import java.util.Set;

/** Why an owner's connections did not open, each told once until one opens: attempts repeat, reasons need not. Any thread. */
final class ToldFailures {

    private static final int MOST = 16;

    private final Set<String> told = new HashSet<>(0);

    /** Whether the reason is to be told now. */
    synchronized boolean isNew(String reason) {
        return told.size() < MOST && told.add(reason);
    }

    /** A connection has opened: whatever is in the way later is news. */
    synchronized void clear() {
        told.clear();
    }
}
