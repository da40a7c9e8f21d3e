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

/** Removes a node that is away from the list. */
@Service
@Command(scope = "sip", name = "cluster-forget", description = "Forgets a node that will not come back")
public final class ClusterForgetCommand extends SharingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Argument(index = 0, name = "node", description = "The node's name", required = true)
    @Completion(ClusterNodeCompleter.class)
    String node;

    @Override
    void run(Cluster shared, PrintStream out) {
        shared.forget(node);
        say(out, node + " is forgotten");
    }
}
