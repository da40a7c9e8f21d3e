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

/** Empties a node, before its machine is stopped. */
@Service
@Command(scope = "sip", name = "cluster-drain", description = "Has all connectors of a node go on at others")
public final class ClusterDrainCommand extends SharingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Argument(index = 0, name = "node", description = "The node's name", required = true)
    @Completion(ClusterNodeCompleter.class)
    String node;

    @Override
    void run(Cluster shared, PrintStream out) {
        shared.drain(node);
        say(out, "all that " + node
                + " has goes on at others, and it is given no more; sip:cluster tells how far that is, sip:cluster-undrain takes it back");
    }
}
