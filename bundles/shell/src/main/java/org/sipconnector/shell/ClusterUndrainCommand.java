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

/** Takes sip:cluster-drain back. */
@Service
@Command(scope = "sip", name = "cluster-undrain", description = "Gives a node connectors again")
public final class ClusterUndrainCommand extends SharingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Argument(index = 0, name = "node", description = "The node's name", required = true)
    @Completion(ClusterNodeCompleter.class)
    String node;

    @Override
    void run(Cluster shared, PrintStream out) {
        shared.undrain(node);
        say(out, node + " is given its share again");
    }
}
