/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.spi.cluster.Cluster;

/** Shares connectors out evenly. */
@Service
@Command(scope = "sip", name = "cluster-rebalance", description = "Moves connectors until all nodes have as many")
public final class ClusterRebalanceCommand extends SharingCommand {

    @Argument(index = 0, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Override
    void run(Cluster shared, PrintStream out) {
        shared.rebalance();
        say(out, "connectors move until all nodes have as many: see sip:cluster");
    }
}
