/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.function.Consumer;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.update.Updater;

/** Tells how an update went; one that changed nothing fails the command, for scripts. */
final class Reports {

    private Reports() {}

    static void tell(Updater.Report report, Consumer<String> told) {
        report.details().forEach(line -> told.accept("- " + line));
        if (!report.done()) {
            throw new CommandFailedException(Printable.line(report.summary()));
        }
        told.accept(report.summary());
    }
}
