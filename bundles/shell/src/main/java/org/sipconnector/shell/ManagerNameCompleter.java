/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sipconnector.api.update.Updater;
import org.sipconnector.spi.explanation.NeededManagers;

/** Completes names of managers whose code is at work and of their bundles, such as CallManager and call, as sip:update and sip:rollback take them. */
@Service
public final class ManagerNameCompleter implements Completer {

    @Reference(optional = true)
    Updater updater;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        StringsCompleter names = new StringsCompleter();
        names.getStrings().add("kernel");
        if (updater != null) {
            names.getStrings().addAll(updater.managers());
            names.getStrings().addAll(NeededManagers.bundles(updater.managers()));
        }
        return names.complete(session, line, candidates);
    }
}
