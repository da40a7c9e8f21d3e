/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.update.Updater;

/** Puts the former code of a manager, or of the kernel, back. */
@Service
@Command(scope = "sip", name = "rollback", description = "Puts the former version of a manager or of the kernel back, with the state as it is now")
public final class RollbackCommand extends UpdatingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Reference(optional = true)
    Updater updater;

    @Argument(index = 0, name = "manager", description = "The manager, such as call or CallManager, or kernel", required = true)
    @Completion(ManagerNameCompleter.class)
    String manager;

    @Override
    void run(PrintStream out) throws Exception {
        limit();
        fromKernel(updater);
        outcome("roll " + Printable.line(manager) + " back", told -> Reports.tell(updater.rollback(manager), told), out);
    }
}
