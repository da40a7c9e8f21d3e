package org.sipconnector.shell;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;

/** What was replaced so far. */
@Service
@Command(scope = "sip", name = "updates", description = "Lists what was replaced since the start, and what it cost")
public final class UpdatesCommand implements Action {

    @Reference
    UpdateHistory history;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        for (String column : new String[] {"At", "Manager", "From", "To", "How", "Connectors", "Longest gap", "Waited"}) {
            table.column(column);
        }
        table.emptyTableText("nothing was replaced yet");
        for (Update update : history.updates()) {
            table.addRow().addContent(update.at(), update.manager(), update.from(), update.to(),
                    Details.text(update.way()), update.lanes(), update.longestGap().toNanos() / 1_000_000.0 + " ms",
                    update.waitedMessages());
        }
        table.print(System.out);
        history.updates().forEach(update -> update.failures().forEach(failure ->
                System.out.println("failed: " + update.manager() + " " + update.to() + ": " + failure)));
        history.missing().forEach(manager -> System.out.println("parked: code is missing for " + manager));
        return null;
    }
}
