/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
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

    abstract void run(Cluster shared, PrintStream out);
}
