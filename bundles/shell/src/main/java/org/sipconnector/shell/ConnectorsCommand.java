package org.sipconnector.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;

/** All connectors, one line each. */
@Service
@Command(scope = "sip", name = "connectors", description = "Lists all connectors and what they are doing")
public final class ConnectorsCommand implements Action {

    @Reference
    Connectors connectors;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("ID");
        table.column("Account");
        table.column("Server");
        table.column("Status");
        table.column("Call");
        table.emptyTableText("no connectors: add etc/org.sipconnector.connector~ID.cfg");
        for (Connector connector : connectors.all()) {
            Overview overview = new Overview(connector);
            table.addRow().addContent(connector.id(), overview.account(), overview.server(), overview.status(),
                    overview.call());
        }
        table.print(System.out);
        Refusals.print(connectors, System.out);
        return null;
    }
}
