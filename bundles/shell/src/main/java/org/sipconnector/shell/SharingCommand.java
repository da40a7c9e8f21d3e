/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.ClusterException;

/** A command about connectors that several processes share. */
abstract class SharingCommand extends SipCommand {

    @Reference(optional = true)
    Cluster cluster;

    @Override
    final void run(PrintStream out) {
        if (cluster == null) {
            throw new CommandFailedException("connectors are this process's alone, or it takes no part in sharing them, as the log says then;"
                    + " the feature sip-connector-cluster shares them out");
        }
        try {
            run(cluster, out);
        } catch (ClusterException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    /** The connector of that id, which need not be here. */
    static ConnectorId named(String id) {
        try {
            return new ConnectorId(id);
        } catch (IllegalArgumentException none) {
            throw new CommandFailedException(
                    "no node is configured for a connector '" + Printable.line(id) + "'; sip:cluster --connectors lists them");
        }
    }

    abstract void run(Cluster shared, PrintStream out);
}
