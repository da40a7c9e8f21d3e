package org.sipconnector.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.update.Updater;

/** Puts a manager's former code back. */
@Service
@Command(scope = "sip", name = "rollback", description = "Puts the former version of a manager back, with the state as it is now")
public final class RollbackCommand implements Action {

    @Reference
    Updater updater;

    @Argument(index = 0, name = "manager", description = "The manager, such as call or CallManager", required = true)
    String manager;

    @Override
    public Object execute() {
        Reports.print(updater.rollback(manager), System.out);
        return null;
    }
}
