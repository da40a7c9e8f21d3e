/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that happened on a connector's lane. Credentials are masked in its texts.
 *
 * @param number  counts the lane's entries from 0
 * @param at      when it happened
 * @param kind    what it is
 * @param manager simple name of the manager's API it went to or came from; absent for what concerns all
 * @param name    the event, operation, timer or outcome, in a few words without values
 * @param details all of it, with its values; may be long
 */
public record JournalEntry(long number, Instant at, Kind kind, Optional<String> manager, String name, String details) {

    /** Names of what statistics are asked for and looked at with. */
    private static final Set<String> READINGS =
            Set.of("StatisticsCollected", "MediaEngine.collectStatistics", "main-stream-health:health-snapshot");

    /** Whether it is about readings of statistics: a few every second of a call, which leave room for little else. */
    public boolean isReading() {
        return manager.equals(Optional.of("StatsManager")) || name.startsWith("stats:") || READINGS.contains(name);
    }

    /** What an entry is. */
    public enum Kind {
        /** A foundation or somebody outside told something. */
        EVENT,
        /** A client asked a manager for something. */
        REQUEST,
        /** A manager's timer ran out. */
        TIMER,
        /** What a manager waited for has come. */
        OUTCOME,
        /** A manager told all others something. */
        PUBLISHED,
        /** A manager told a foundation to do something. */
        COMMAND,
        /** A manager asked another one for something. */
        CALL,
        /** A client's promise was settled. */
        REPLY
    }
}
