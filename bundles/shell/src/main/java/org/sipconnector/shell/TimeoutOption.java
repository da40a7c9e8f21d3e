/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.time.Duration;

/** How long a command waits, as its option {@code --timeout} says. */
final class TimeoutOption {

    private static final int LONGEST = 3_600;

    private TimeoutOption() {}

    /** @throws CommandFailedException when that is no time to wait */
    static Duration of(int seconds) {
        if (seconds < 1 || seconds > LONGEST) {
            throw new CommandFailedException("--timeout: " + seconds + " is not a number of seconds from 1 to " + LONGEST);
        }
        return Duration.ofSeconds(seconds);
    }
}
