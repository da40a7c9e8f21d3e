/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.cluster.Cluster;

/** A command about one connector. */
abstract class ConnectorCommand extends SipCommand {

    @Reference(optional = true)
    Connectors connectors;

    @Reference(optional = true)
    Cluster cluster;

    @Argument(index = 0, name = "id", description = "The connector's id", required = true)
    @Completion(ConnectorIdCompleter.class)
    String id;

    @Override
    final void run(PrintStream out) throws Exception {
        check();
        run(found(), out);
    }

    private Connector found() {
        try {
            return find(fromKernel(connectors), id);
        } catch (CommandFailedException notHere) {
            throw elsewhere().map(node -> new CommandFailedException("connector '" + id + "' is at node " + Printable.line(node) + ": type it there"))
                    .orElse(notHere);
        }
    }

    private Optional<String> elsewhere() {
        try {
            ConnectorId asked = ConnectorId.of(id);
            return Optional.ofNullable(cluster).flatMap(shared -> shared.owner(asked));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
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
