/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.masking.Printable;

/** A command about one connector. */
abstract class ConnectorCommand extends SipCommand {

    @Reference(optional = true)
    Connectors connectors;

    @Argument(index = 0, name = "id", description = "The connector's id", required = true)
    @Completion(ConnectorIdCompleter.class)
    String id;

    @Override
    final void run(PrintStream out) throws Exception {
        check();
        run(find(fromKernel(connectors), id), out);
    }

    /** Refuses options that make no sense, before anything is done. */
    void check() {}

    abstract void run(Connector connector, PrintStream out) throws Exception;

    static Connector find(Connectors connectors, String id) {
        return connectors.all().stream().filter(connector -> connector.id().value().equals(id)).findFirst()
                .orElseThrow(() -> new CommandFailedException("no connector '" + Printable.line(id) + "'; "
                        + (connectors.all().isEmpty() ? "there are none" : "there is " + ids(connectors))));
    }

    private static String ids(Connectors connectors) {
        return connectors.all().stream().map(Connector::id).map(ConnectorId::value).limit(10)
                .collect(Collectors.joining(", ")) + (connectors.all().size() > 10 ? " and others" : "");
    }
}
