/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

import org.sipconnector.api.Event;

/** What happens to the statistics. */
public sealed interface StatsEvent extends Event {

    /** A reading is there; the manager's snapshot shows it already. */
    record Collected(Statistics statistics) implements StatsEvent {
        @Override
        public String name() {
            return "stats:collected";
        }
    }

    /** A reading could not be made; the next one follows while the call is up. */
    record Failed(String reason) implements StatsEvent {
        @Override
        public String name() {
            return "stats:failed";
        }
    }

    record Stopped(StopReason reason) implements StatsEvent {
        @Override
        public String name() {
            return "stats:stopped";
        }
    }
}
