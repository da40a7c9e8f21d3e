/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.update;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sipconnector.api.Embedded;

/**
 * One replacement of code, over all lanes: of a manager, the kernel or a foundation.
 *
 * @param at       when it ended
 * @param manager  simple name of the manager's API, {@code Kernel}, or the folder of a foundation's bundle such as {@code sip}
 * @param from     version of the code that went, empty at the first start
 * @param to       version of the code that came
 * @param way      how it came about
 * @param pause    what the lanes felt of it
 * @param failures one line per lane that could not take the new code; empty when all could
 */
public record Update(Instant at, String manager, String from, String to, Way way, @Embedded LanePause pause, List<String> failures) {

    /**
     * @param lanes          lanes that go on with the new code; all of them with a foundation
     * @param longestGap     longest time a lane could not work off messages because of it
     * @param waitedMessages messages that waited in all lanes when the new code took over; commands that waited for a foundation
     */
    public record LanePause(int lanes, Duration longestGap, int waitedMessages) {}

    /** How code is replaced. */
    public enum Way {
        /** The old code went first, lanes were parked, the new code took over. */
        IN_PLACE,
        /** The new code was there before the old went. */
        SIDE_BY_SIDE,
        /** The former code was put back: the new one failed, or somebody asked for it. */
        ROLLBACK
    }

    public Update {
        failures = List.copyOf(failures);
    }

    /** Lanes that go on with the new code; all of them with a foundation. */
    public int lanes() {
        return pause.lanes();
    }

    /** Longest time a lane could not work off messages because of it. */
    public Duration longestGap() {
        return pause.longestGap();
    }

    /** Messages that waited in all lanes when the new code took over; commands that waited for a foundation. */
    public int waitedMessages() {
        return pause.waitedMessages();
    }
}
