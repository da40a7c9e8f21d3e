/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import org.sipconnector.api.explanation.Printable;
import org.sipconnector.api.update.Updater;

/** Prints how an update went; one that changed nothing fails the command, for scripts. */
final class Reports {

    private Reports() {}

    static void print(Updater.Report report, SipCommand command, PrintStream out) {
        report.details().forEach(line -> command.say(out, "- " + line));
        if (!report.done()) {
            throw new CommandFailedException(Printable.line(report.summary()));
        }
        command.say(out, report.summary());
    }
}
