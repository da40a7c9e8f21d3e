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

/** Moves one connector to another node. */
@Service
@Command(scope = "sip", name = "cluster-move", description = "Has a connector go on at another node, calls included")
public final class ClusterMoveCommand extends SharingCommand {

    @Argument(index = 2, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Argument(index = 0, name = "id", description = "The connector's id", required = true)
    @Completion(SharedConnectorCompleter.class)
    String id;

    @Argument(index = 1, name = "node", description = "The node's name", required = true)
    @Completion(ClusterNodeCompleter.class)
    String node;

    @Override
    void run(Cluster shared, PrintStream out) {
        shared.move(named(id), node);
        say(out, id + " goes on at " + node + " in a moment: see sip:cluster --connectors");
    }
}
