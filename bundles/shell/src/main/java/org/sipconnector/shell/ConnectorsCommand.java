/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.spi.explanation.Absence;
import org.sipconnector.spi.explanation.Overview;

/** All connectors, one line each. */
@Service
@Command(scope = "sip", name = "connectors", description = "Lists all connectors and what they are doing")
public final class ConnectorsCommand extends NodeCommand {

    @Option(name = "--json", description = "Print JSON for programs")
    boolean json;

    @Override
    void run(PrintStream out) {
        fromKernel(connectors);
        Absence absence = absence();
        if (json) {
            out.println(JsonOutput.text(JsonOutput.object("connectors",
                    connectors.all().stream().map(connector -> ConnectorJson.of(new Overview(connector, absence))).toList(),
                    "refused", Refusals.json(connectors))));
            return;
        }
        if (connectors.all().isEmpty()) {
            out.println("no connectors: add etc/org.sipconnector.connector~ID.cfg");
        }
        Listing listing = new Listing("id", "account", "server", "status", "call");
        for (Connector connector : connectors.all()) {
            Overview overview = new Overview(connector, absence);
            listing.row(connector.id(), overview.account(), overview.server(), overview.status(), overview.call());
        }
        listing.print(out, width());
        Refusals.summary(connectors).forEach(line -> say(out, line));
    }
}
