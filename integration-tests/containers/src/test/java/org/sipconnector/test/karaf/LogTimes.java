/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** When lines of Karaf's log were written. */
final class LogTimes {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss,SSS");
    private static final int LENGTH = 23;

    private LogTimes() {}

    /** Since the epoch, by the time that the line begins with. */
    static Duration of(String line) {
        return Duration.ofMillis(
                LocalDateTime.parse(line.substring(0, LENGTH), FORMAT).atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
    }
}
