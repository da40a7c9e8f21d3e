package org.sipconnector.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.update.Updater;

/** Replaces a manager's code while calls are up. */
@Service
@Command(scope = "sip", name = "update", description = "Replaces a manager's code while calls are up, after a rehearsal")
public final class UpdateCommand implements Action {

    @Reference
    Updater updater;

    @Argument(index = 0, name = "manager", description = "The manager, such as call or CallManager, or kernel", required = true)
    String manager;

    @Argument(index = 1, name = "url", description = "Where the newer bundle is, such as mvn:... or file:...", required = true)
    String url;

    @Option(name = "--accept-differences", description = "Take over although the rehearsal shows differences: they are wanted")
    boolean acceptDifferences;

    @Override
    public Object execute() {
        Reports.print(updater.update(manager, url, acceptDifferences), System.out);
        return null;
    }
}
