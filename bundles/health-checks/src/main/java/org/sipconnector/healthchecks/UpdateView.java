/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import java.util.List;
import org.sipconnector.api.update.Update;

/** A replacement as JMX shows it: an open type needs a class with getters. */
public final class UpdateView {

    private static final double MILLI_IN_NANOS = 1e6;

    private final Update update;

    UpdateView(Update update) {
        this.update = update;
    }

    /** When it ended, as ISO 8601 has it. */
    public String getAt() {
        return update.at().toString();
    }

    public String getManager() {
        return update.manager();
    }

    public String getFrom() {
        return update.from();
    }

    public String getTo() {
        return update.to();
    }

    public String getWay() {
        return update.way().name();
    }

    public int getLanes() {
        return update.lanes();
    }

    /** Longest time that a lane could not work off messages. */
    public double getGapMillis() {
        return update.longestGap().toNanos() / MILLI_IN_NANOS;
    }

    public int getWaitedMessages() {
        return update.waitedMessages();
    }

    /** A line for each lane that could not take the new code. */
    public List<String> getFailures() {
        return update.failures();
    }
}
