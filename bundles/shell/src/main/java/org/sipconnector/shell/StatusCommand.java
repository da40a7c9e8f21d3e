package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.update.UpdateHistory;

/** Everything about one connector, or what is wrong with any. */
@Service
@Command(scope = "sip", name = "status", description = "Shows all there is to know about a connector, or what is wrong with any")
public final class StatusCommand implements Action {

    @Reference
    Connectors connectors;

    @Reference(optional = true)
    MediaEngine media;

    @Reference(optional = true)
    UpdateHistory history;

    @Argument(index = 0, name = "id", description = "The connector's id; all of them without one")
    @Completion(ConnectorIdCompleter.class)
    String id;

    @Override
    public Object execute() {
        if (id == null) {
            summary(System.out);
        } else {
            details(id, System.out);
        }
        return null;
    }

    private void summary(PrintStream out) {
        out.println(connectors.all().size() + " connectors, " + connectors.refused().size() + " refused configurations");
        for (Connector connector : connectors.all()) {
            Overview overview = new Overview(connector);
            out.println("  " + connector.id() + ": " + overview.status() + ", call " + overview.call()
                    + new Details(connector, media).trouble().map(trouble -> " - " + trouble).orElse(""));
        }
        Refusals.print(connectors, out);
        wider(out);
    }

    private void details(String which, PrintStream out) {
        boolean refused = connectors.refused().stream().anyMatch(each -> each.id().equals(which));
        boolean open = connectors.all().stream().anyMatch(each -> each.id().value().equals(which));
        if (open || !refused) {
            print(new Details(ConnectorCommand.find(connectors, which), media).rows(), out);
        }
        connectors.refused().stream().filter(each -> each.id().equals(which))
                .forEach(each -> out.println("refused: " + each.source() + ": " + each.reason()));
        wider(out);
    }

    private static void print(List<Details.Row> rows, PrintStream out) {
        ShellTable table = new ShellTable().noHeaders();
        table.column("what");
        table.column("value");
        rows.forEach(row -> table.addRow().addContent(row.what(), row.value()));
        table.print(out);
    }

    /** What concerns every connector. */
    private void wider(PrintStream out) {
        Health health = new Health(connectors, media, history);
        health.mediaInUse().ifPresent(out::println);
        health.wider().forEach(out::println);
    }
}
