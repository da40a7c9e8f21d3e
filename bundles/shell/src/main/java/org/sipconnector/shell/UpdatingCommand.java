/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Option;

/** A command that replaces code, and waits no longer than its limit until that is done. */
abstract class UpdatingCommand extends SipCommand {

    @Option(name = "--timeout", description = "Seconds to wait for the outcome, 1 to 3600")
    int seconds = 600;

    /** Refuses options that make no sense, before anything is done. */
    final Duration limit() {
        return TimeoutOption.of(seconds);
    }

    /**
     * Lets it run to its end, whoever waits, since half an update is none.
     *
     * @param what what it is meant to do, such as {@code update call}
     */
    final void outcome(String what, BackgroundWork.Task task, PrintStream out) throws Exception {
        new BackgroundWork(what, task).await(limit(), line -> say(out, line));
    }
}
