package org.sipconnector.shell;

import java.io.PrintStream;
import org.sipconnector.api.update.Updater;

/** Prints how an update went; one that changed nothing fails the command, for scripts. */
final class Reports {

    private Reports() {}

    static void print(Updater.Report report, PrintStream out) {
        report.details().forEach(line -> out.println("  " + line));
        if (!report.done()) {
            throw new CommandFailedException(report.summary());
        }
        out.println(report.summary());
    }
}
